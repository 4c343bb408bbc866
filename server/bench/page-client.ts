import { DEMO_NAME } from '../sample/demo-accounts.ts'
import { AppProcess } from './app-process.ts'
import type { BenchStore } from './bench-place.ts'
import { median } from './median.ts'
import { Side } from './side.ts'
import { StaffClient } from './staff-client.ts'

/** What a page takes, in milliseconds. */
export interface PageTimes {
  /** From sending to the last byte. */
  readonly ms: number
  /** Of the platform's processors; null where the system tells none. */
  readonly processorMs: number | null
}

/** An officer who sees the whole province and asks a store's platform for pages, one after the other. */
export class PageClient {
  readonly #app: AppProcess
  readonly #officer: StaffClient

  private constructor(app: AppProcess, officer: StaffClient) {
    this.#app = app
    this.#officer = officer
  }

  /** Starts the platform and signs in. */
  static async open({ address, password }: BenchStore): Promise<PageClient> {
    const app = await AppProcess.start(address)
    return new PageClient(app, await StaffClient.signIn(app.url, DEMO_NAME, password))
  }

  /** What a page takes on the median of some, and on the average of the processors. @throws {Error} when one is refused */
  async ask(paths: readonly string[]): Promise<PageTimes> {
    const side = new Side(this.#app.pid)
    const taken: number[] = []
    await side.measure(async () => {
      for (const path of paths) taken.push((await this.#officer.get(path)).ms)
      return { answered: paths.length, elapsedMs: taken.reduce((sum, ms) => sum + ms, 0) }
    })
    const us = side.processorUs?.all ?? null
    return { ms: median(taken), processorMs: us === null ? null : us / 1000 }
  }

  /** The same of one page, asked again and again. */
  askAgain(path: string, times: number): Promise<PageTimes> {
    return this.ask(Array.from({ length: times }, () => path))
  }

  /** Resident memory of the platform in bytes; null on systems that do not tell. */
  residentBytes(): number | null {
    return this.#app.residentBytes()
  }

  async stop(): Promise<void> {
    this.#officer.close()
    await this.#app.stop()
  }
}

/** The medians of several rounds. */
export function medianTimes(rounds: readonly PageTimes[]): PageTimes {
  const processor = rounds.flatMap(({ processorMs }) => processorMs ?? [])
  return {
    ms: median(rounds.map(({ ms }) => ms)),
    processorMs: processor.length === 0 ? null : median(processor),
  }
}
