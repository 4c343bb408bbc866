import { dayOfHour, weekday } from '../domain/calendar.ts'
import type { Flag } from '../domain/response.ts'
import type { ServicePoint } from '../domain/service-point.ts'
import { LocalClock } from './local-clock.ts'

/** The window in which answers at one service point are counted. */
export const BURST_WINDOW_MS = 10 * 60_000

/** Answers within the window that pass unflagged while the point is open, or where nobody has said when it is open. */
export const BURST_LIMIT = 30

/** Answers within the window that pass unflagged while the point is closed. */
export const AFTER_HOURS_BURST_LIMIT = 6

/**
 * Notices when a service point gets more answers in ten minutes than people can be served there, and flags those that
 * are too many. It rejects nobody: docs/quality-signals.md gives the reasons and the numbers.
 *
 * Instants are kept in memory alone, at most {@link BURST_LIMIT} + {@link AFTER_HOURS_BURST_LIMIT} a point. At each
 * point they must not run backwards; between points they may.
 */
export class BurstWatch {
  readonly #clock: LocalClock
  readonly #points = new Map<string, { readonly open: RecentInstants; readonly closed: RecentInstants }>()

  /** @param timeZone IANA zone in which opening hours are meant */
  constructor(timeZone: string) {
    this.#clock = new LocalClock(timeZone)
  }

  /** Counts one answer and says how it is to be flagged. */
  count(point: ServicePoint, instant: Date): readonly Flag[] {
    const isOpen = this.#isOpen(point, instant)
    const isTooMany = this.#recent(point.id, isOpen).add(instant.getTime())
    if (!isTooMany) return []
    return [isOpen ? 'burst' : 'after-hours-burst']
  }

  /** Takes back the count of one answer that was not stored after all, because it was known or could not be taken. */
  takeBack(point: ServicePoint, instant: Date): void {
    this.#recent(point.id, this.#isOpen(point, instant)).removeLatest()
  }

  #recent(pointId: string, isOpen: boolean): RecentInstants {
    let both = this.#points.get(pointId)
    if (!both) {
      both = { open: new RecentInstants(BURST_LIMIT), closed: new RecentInstants(AFTER_HOURS_BURST_LIMIT) }
      this.#points.set(pointId, both)
    }
    return isOpen ? both.open : both.closed
  }

  /** A point whose hours nobody has said counts as open. */
  #isOpen({ hours }: ServicePoint, instant: Date): boolean {
    if (hours.length === 0) return true
    const minute = this.#clock.minute(instant)
    const today = weekday(dayOfHour(Math.floor(minute / 60)))
    const minuteOfDay = minute - Math.floor(minute / 1440) * 1440
    return hours.some(({ weekday, from, to }) => weekday === today && from <= minuteOfDay && minuteOfDay < to)
  }
}

/**
 * The last few instants of one kind at one point, in a ring. The instant that the ring is about to overwrite lies
 * `limit` answers back: while it is inside the window, the new one is one too many.
 */
class RecentInstants {
  readonly #ring: Float64Array
  #next = 0

  constructor(limit: number) {
    this.#ring = new Float64Array(limit).fill(Number.NEGATIVE_INFINITY)
  }

  /** @returns whether more than the limit lie within the window that ends at this instant */
  add(ms: number): boolean {
    const limitBack = this.#ring[this.#next] as number
    this.#ring[this.#next] = ms
    this.#next = (this.#next + 1) % this.#ring.length
    return limitBack > ms - BURST_WINDOW_MS
  }

  removeLatest(): void {
    this.#next = (this.#next + this.#ring.length - 1) % this.#ring.length
    this.#ring[this.#next] = Number.NEGATIVE_INFINITY
  }
}
