import { putCounter } from '../e2e/seed-counter.ts'
import type { TestDatabase } from '../fixtures/test-database.ts'
import { AppProcesses } from './app-processes.ts'
import { expectNothingLost } from './nothing-lost.ts'
import { Phones } from './phones.ts'

/** Several app processes on one database, and phones that send answers to them without a pause. */
export class BusyPlatform {
  readonly apps: AppProcesses
  readonly phones: Phones
  readonly #place: TestDatabase

  private constructor(place: TestDatabase, apps: AppProcesses) {
    this.#place = place
    this.apps = apps
    this.phones = new Phones(apps.url)
  }

  /** Puts the counter of `putCounter` into a database, and starts everything. */
  static async start(
    place: TestDatabase,
    count: { readonly apps: number; readonly phones: number },
  ): Promise<BusyPlatform> {
    const storage = await place.open()
    await putCounter(storage)
    await storage.close()
    const apps = new AppProcesses(place.uri)
    await apps.start(count.apps)
    const busy = new BusyPlatform(place, apps)
    await busy.phones.start(count.phones)
    return busy
  }

  /** Lets everything that was begun come to its end, and expects nothing lost, nothing doubled and right tallies. */
  async expectNothingLost(): Promise<void> {
    await this.phones.stop()
    const storage = await this.#place.open()
    await expectNothingLost(storage, this.phones)
    await storage.close()
  }

  /** @returns the exit codes of the app processes */
  stop(): Promise<readonly (number | null)[]> {
    return this.apps.stop()
  }
}
