import { createHmac } from 'node:crypto'
import type { CounterStore } from '../storage/port.ts'

/**
 * Counts what a source sends within a window, for all app processes together. A source, such as an address, is kept as
 * a keyed hash only.
 */
export class SourceCounter {
  readonly #counters: CounterStore
  readonly #key: Buffer
  readonly #now: () => Date

  constructor({ counters, key, now }: { counters: CounterStore; key: Buffer; now: () => Date }) {
    this.#counters = counters
    this.#key = key
    this.#now = now
  }

  /** Counts one more; how many there were in the window that runs, and when it ends. */
  count(source: string, windowMs: number): Promise<{ readonly count: number; readonly resetsAt: Date }> {
    return this.#counters.hit(this.#name(source), windowMs, this.#now())
  }

  /** Takes one back. */
  async takeBack(source: string): Promise<void> {
    await this.#counters.undo(this.#name(source))
  }

  async forget(source: string): Promise<void> {
    await this.#counters.clear(this.#name(source))
  }

  #name(source: string): string {
    return `forms:${createHmac('sha256', this.#key).update(source).digest('base64url')}`
  }
}
