import { randomInt } from 'node:crypto'
import { LEASE_MS, type Leases } from './leases.ts'

/** How many processes may count without ever meeting. More than these share slots, and are in each other's way at times. */
export const SLOTS = 16

/**
 * The number under which this process counts. Two that count under one number would still count right, as the
 * database undoes one of two that change the same document; a lease keeps them apart so that this stays rare.
 */
export class TallySlot {
  readonly #leases: Leases
  #number: number | null = null
  #renewal: NodeJS.Timeout | undefined

  constructor(leases: Leases) {
    this.#leases = leases
  }

  async number(): Promise<number> {
    this.#number ??= await this.#take()
    return this.#number
  }

  async release(): Promise<void> {
    clearInterval(this.#renewal)
    if (this.#number === null) return
    const name = leaseName(this.#number)
    this.#number = null
    // Where the database is away the lease ends by itself.
    await this.#leases.release(name).catch(() => undefined)
  }

  async #take(): Promise<number> {
    for (let number = 0; number < SLOTS; number++) {
      if (!(await this.#leases.take(leaseName(number)))) continue
      clearInterval(this.#renewal)
      this.#renewal = setInterval(() => void this.#renew(number), LEASE_MS / 3)
      this.#renewal.unref()
      return number
    }
    return randomInt(SLOTS)
  }

  async #renew(number: number): Promise<void> {
    const isOurs = await this.#leases.take(leaseName(number)).catch(() => true)
    if (isOurs || this.#number !== number) return
    clearInterval(this.#renewal)
    this.#number = null
  }
}

function leaseName(number: number): string {
  return `tally-slot-${number}`
}
