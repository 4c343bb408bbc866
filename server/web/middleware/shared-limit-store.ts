import type { ClientRateLimitInfo, Options, Store } from 'express-rate-limit'
import type { SourceCounter } from '../../services/source-counter.ts'

/** Keeps the counts of express-rate-limit in the platform's store, so that a limit holds for all app processes together. */
export class SharedLimitStore implements Store {
  readonly localKeys = false
  readonly #counter: Pick<SourceCounter, 'count' | 'takeBack' | 'forget'>
  #windowMs = 0

  constructor(counter: Pick<SourceCounter, 'count' | 'takeBack' | 'forget'>) {
    this.#counter = counter
  }

  init({ windowMs }: Options): void {
    this.#windowMs = windowMs
  }

  async increment(key: string): Promise<ClientRateLimitInfo> {
    const { count, resetsAt } = await this.#counter.count(key, this.#windowMs)
    return { totalHits: count, resetTime: resetsAt }
  }

  decrement(key: string): Promise<void> {
    return this.#counter.takeBack(key)
  }

  resetKey(key: string): Promise<void> {
    return this.#counter.forget(key)
  }
}
