import { firstDay, isoDay, monthOfDay } from '../domain/calendar.ts'
import { DEMO_NAME } from '../sample/demo-accounts.ts'
import { AppProcess } from './app-process.ts'
import type { BenchStore } from './bench-place.ts'
import { median } from './median.ts'
import { Side } from './side.ts'
import { StaffClient } from './staff-client.ts'

const WARM_UP = 40
const ASKED = 60

/** What one dashboard takes, in milliseconds. */
export interface DashboardTimes {
  /** From sending to the last byte. */
  readonly ms: number
  /** Of the platform's processors; null where the system tells none. */
  readonly processorMs: number | null
}

/** An officer who asks a store's platform for twelve whole months of an agency, again and again. */
export class DashboardClient {
  readonly #app: AppProcess
  readonly #officer: StaffClient
  readonly #path: string
  readonly #side: Side
  readonly #medians: number[] = []

  private constructor(app: AppProcess, officer: StaffClient, path: string) {
    this.#app = app
    this.#officer = officer
    this.#path = path
    this.#side = new Side(app.pid)
  }

  static async open({ address, password, today }: BenchStore, agency: string): Promise<DashboardClient> {
    const app = await AppProcess.start(address)
    const officer = await StaffClient.signIn(app.url, DEMO_NAME, password)
    const month = monthOfDay(today)
    const period = `from=${isoDay(firstDay(month - 11))}&to=${isoDay(firstDay(month + 1) - 1)}`
    return new DashboardClient(app, officer, `/agencies/${agency}?${period}`)
  }

  async warmUp(): Promise<void> {
    await this.#ask(WARM_UP)
  }

  /** One round of requests, one after the other. */
  async round(): Promise<void> {
    await this.#side.measure(async () => {
      const taken = await this.#ask(ASKED)
      this.#medians.push(median(taken))
      return { answered: ASKED, elapsedMs: taken.reduce((sum, ms) => sum + ms, 0) }
    })
  }

  /** What one dashboard has taken, the median of all rounds. */
  get times(): DashboardTimes {
    const us = this.#side.processorUs?.all ?? null
    return { ms: median(this.#medians), processorMs: us === null ? null : us / 1000 }
  }

  async stop(): Promise<void> {
    this.#officer.close()
    await this.#app.stop()
  }

  async #ask(times: number): Promise<number[]> {
    const taken: number[] = []
    for (let i = 0; i < times; i++) taken.push((await this.#officer.get(this.#path)).ms)
    return taken
  }
}
