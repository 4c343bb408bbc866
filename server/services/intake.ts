import type { Logger } from '../log.ts'
import type { ResponseStore } from '../storage/port.ts'

export class Intake {
  readonly store: ResponseStore
  constructor(store: ResponseStore, _options: { queueLimit: number; log: Logger }) {
    this.store = store
  }

  async drain(): Promise<void> {
    await Promise.resolve()
  }
}
