import { StoreUnavailableError } from '../../domain/errors.ts'
import type { Logger } from '../../log.ts'
import { isOutage, messageOf } from './trouble.ts'

/** What is told to the log; nothing where a command has none. */
export type DatabaseLog = Pick<Logger, 'info' | 'error'>

/** Whether the database is there, as far as this process has noticed. */
export class Availability {
  readonly #log: DatabaseLog | null
  #obstacle: string | null = 'the connection is being opened'
  /** While the database is away, work is refused at once until this time; then one more is let try. */
  #refusedUntil = 0
  #isAway = false

  constructor(log: DatabaseLog | null) {
    this.#log = log
  }

  /** @throws {StoreUnavailableError} when nothing can be asked now */
  assertUsable(): void {
    if (this.#obstacle !== null) throw new StoreUnavailableError(`The store cannot be used yet: ${this.#obstacle}`)
    if (performance.now() < this.#refusedUntil) throw new StoreUnavailableError('The database cannot be reached.')
  }

  /** The store was found in order: from now on it may be asked. */
  open(): void {
    this.#obstacle = null
  }

  /** Why the store cannot be used yet. */
  noteObstacle(error: unknown): void {
    const reason = messageOf(error)
    if (reason !== this.#obstacle) this.#log?.error({ reason }, 'the store cannot be used yet')
    this.#obstacle = reason
    this.#isAway = true
  }

  /** The database has answered. */
  noteAnswer(): void {
    if (!this.#isAway) return
    this.#isAway = false
    this.#log?.info({}, 'the database is back')
  }

  /** Something went wrong: where the database is away, work is not heaped up before it for a moment. */
  noteTrouble(error: unknown): void {
    if (!isOutage(error)) return
    this.#refusedUntil = performance.now() + REFUSING_MS
    if (this.#isAway) return
    this.#isAway = true
    this.#log?.error({ reason: messageOf(error) }, 'the database cannot be reached')
  }
}

const REFUSING_MS = 500
