import { randomInt } from 'node:crypto'
import type { ClientSession } from 'mongoose'
import type { DatabaseLog } from './availability.ts'
import type { Leases } from './leases.ts'
import { withinTime } from './time-limit.ts'
import { endSession, type SessionSource } from './transaction.ts'
import { isOutage, messageOf } from './trouble.ts'

/** How many processes may count without ever meeting. More than these share slots, and are in each other's way at times. */
export const SLOTS = 16

/**
 * The number under which this process counts, and the session in which it does. Two that count under one number would
 * still count right, as the database undoes one of two that change the same document; a lease keeps them apart so that
 * this stays rare. When the process is gone, whoever notices that the lease has ended ends the session.
 */
export class TallySlot implements SessionSource {
  readonly #leases: Leases
  readonly #startSession: () => Promise<ClientSession>
  readonly #log: DatabaseLog | null
  #number: number | null = null
  #session: ClientSession | null = null
  #timer: NodeJS.Timeout | undefined
  #renewal: Promise<void> = Promise.resolve()

  constructor(leases: Leases, startSession: () => Promise<ClientSession>, log: DatabaseLog | null) {
    this.#leases = leases
    this.#log = log
    this.#startSession = startSession
  }

  /** The number that belongs to the session that was taken last. @throws {Error} when none ever was */
  get number(): number {
    if (this.#number === null) throw new Error('no tally slot was taken')
    return this.#number
  }

  async take(): Promise<ClientSession> {
    if (this.#session) return this.#session
    const session = await this.#startSession()
    try {
      this.#number = await this.#findNumber(session)
    } catch (error) {
      await session.endSession()
      throw error
    }
    this.#timer ??= setInterval(() => {
      this.#renewal = this.#renew()
    }, LEASE_MS / 3).unref()
    this.#session = session
    return session
  }

  /** A session that met trouble is not used again: the next one takes its place in the lease. */
  async giveBack(session: ClientSession, wasCommitted: boolean): Promise<void> {
    if (wasCommitted && session === this.#session) return
    this.#session = null
    await endSession(session)
  }

  async release(): Promise<void> {
    clearInterval(this.#timer)
    await this.#renewal
    if (this.#number === null) return
    // Where the database is away the lease ends by itself.
    await this.#leases.release(leaseName(this.#number)).catch(() => undefined)
    await this.#session?.endSession()
  }

  async #findNumber(session: ClientSession): Promise<number> {
    const all = Array.from({ length: SLOTS }, (_, number) => number)
    for (const number of this.#number === null ? all : [this.#number, ...all]) {
      if (await this.#hold(number, session)) return number
    }
    return randomInt(SLOTS)
  }

  #hold(number: number, session: ClientSession): Promise<boolean> {
    const id = session.id?.id.toString('hex') ?? null
    return this.#leases.take(leaseName(number), { lastsMs: LEASE_MS, session: id })
  }

  async #renew(): Promise<void> {
    const session = this.#session
    try {
      const isHeld = session === null || (await withinTime(LEASE_MS, this.#hold(this.number, session)))
      if (!isHeld && session === this.#session) this.#session = null
      await withinTime(LEASE_MS, this.#leases.clear())
    } catch (error) {
      if (!isOutage(error)) this.#log?.error({ reason: messageOf(error) }, 'the lease of a tally slot was not renewed')
    }
  }
}

/** Short, so that what a killed process has begun is undone while others still wait for it. */
const LEASE_MS = 6000

function leaseName(number: number): string {
  return `tally-slot-${number}`
}
