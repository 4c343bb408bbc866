import { createHmac } from 'node:crypto'
import { TooManyTriesError } from '../domain/errors.ts'
import type { CounterStore } from '../storage/port.ts'

/** Tries that one account name gets in a window, and that one source gets for all names together. */
const TRIES_PER_NAME = 10
const TRIES_PER_SOURCE = 100
const WINDOW_MS = 15 * 60_000

/**
 * Slows down whoever guesses passwords. Counts stand in the store, so that all app processes share them; names and
 * addresses are kept as keyed hashes only, because a password gets typed into the field of the name now and then.
 */
export class SignInThrottle {
  readonly #counters: CounterStore
  readonly #key: Buffer
  readonly #now: () => Date

  constructor({ counters, key, now }: { counters: CounterStore; key: Buffer; now: () => Date }) {
    this.#counters = counters
    this.#key = key
    this.#now = now
  }

  /** Counts one try. @throws {TooManyTriesError} when the name or the source has had its tries */
  async count(name: string, source: string): Promise<void> {
    const now = this.#now()
    const [byName, bySource] = await Promise.all([
      this.#counters.hit(this.#nameKey(name), WINDOW_MS, now),
      this.#counters.hit(this.#sourceKey(source), WINDOW_MS, now),
    ])
    const full = [
      ...(byName.count > TRIES_PER_NAME ? [byName] : []),
      ...(bySource.count > TRIES_PER_SOURCE ? [bySource] : []),
    ]
    if (full.length === 0) return
    const until = Math.max(...full.map(({ resetsAt }) => resetsAt.getTime()))
    throw new TooManyTriesError('too many tries to sign in', Math.max(1, Math.ceil((until - now.getTime()) / 1000)))
  }

  /** Forgets the tries of a name, and this one of the source: a whole office signs in from one address in the morning. */
  async succeeded(name: string, source: string): Promise<void> {
    await Promise.all([
      this.#counters.clear(this.#nameKey(name)),
      this.#counters.undo(this.#sourceKey(source)),
      this.#counters.removeExpired(this.#now()),
    ])
  }

  #nameKey(name: string): string {
    return `sign-in:name:${this.#hidden(name)}`
  }

  #sourceKey(source: string): string {
    return `sign-in:source:${this.#hidden(source)}`
  }

  #hidden(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url')
  }
}
