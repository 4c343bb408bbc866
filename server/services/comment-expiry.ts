import type { Config } from '../config.ts'
import { isoDay, localDay } from '../domain/calendar.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { CommentRemoval, firstKeptDay } from './comment-removal.ts'

const DAY_MS = 24 * 3_600_000

/** Removes comments whose time is over, once a day in whichever process of the installation comes first. */
export class CommentExpiry {
  readonly #counters: Storage['counters']
  readonly #removal: CommentRemoval
  readonly #config: Pick<Config, 'commentMonths' | 'timeZone'>
  readonly #log: Logger
  readonly #now: () => Date

  constructor(parts: {
    storage: Pick<Storage, 'comments' | 'directory' | 'audit' | 'counters'>
    config: Pick<Config, 'commentMonths' | 'timeZone'>
    log: Logger
    now: () => Date
  }) {
    this.#counters = parts.storage.counters
    this.#removal = new CommentRemoval(parts)
    this.#config = parts.config
    this.#log = parts.log
    this.#now = parts.now
  }

  /**
   * Does today's removal, unless it was done or is being done. Where it fails, it is tried again when next asked.
   *
   * @returns how many were removed; null where it was not this process's to do
   */
  async run(): Promise<number | null> {
    const { commentMonths, timeZone } = this.#config
    if (commentMonths === 0) return null
    const now = this.#now()
    const today = localDay(now, timeZone)
    const turn = `comments.expired:${isoDay(today)}`
    const { count } = await this.#counters.hit(turn, 2 * DAY_MS, now)
    if (count > 1) return null
    try {
      const removed = await this.#removal.remove({ before: firstKeptDay(commentMonths, today) }, 'comments.expired')
      if (removed > 0) this.#log.info({ removed }, 'comments expired')
      return removed
    } catch (error) {
      await this.#counters.clear(turn)
      throw error
    }
  }
}
