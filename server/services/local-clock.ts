import { offsetMs, type LocalHour } from '../domain/calendar.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000
/** A few days: answers of one day that are told counter by counter go back and forth in it. */
const MOST_KEPT = 1000

/**
 * The province's clock for those who ask it often: the zone is worked out once for each quarter of an hour of UTC, the
 * finest step in which zones change.
 */
export class LocalClock {
  readonly #timeZone: string
  readonly #offsets = new Map<number, number>()

  constructor(timeZone: string) {
    this.#timeZone = timeZone
  }

  /** The local hour in which an instant falls; the same as `localHour` of domain/calendar.ts says. */
  hour(instant: Date): LocalHour {
    return Math.floor(this.#localMs(instant) / HOUR_MS)
  }

  /** Whole minutes since 1970-01-01 00:00 on the province's clock. */
  minute(instant: Date): number {
    return Math.floor(this.#localMs(instant) / MINUTE_MS)
  }

  #localMs(instant: Date): number {
    const ms = instant.getTime()
    const quarter = Math.floor(ms / (15 * MINUTE_MS))
    let offset = this.#offsets.get(quarter)
    if (offset === undefined) {
      offset = offsetMs(instant, this.#timeZone)
      if (this.#offsets.size >= MOST_KEPT) this.#offsets.clear()
      this.#offsets.set(quarter, offset)
    }
    return ms + offset
  }
}
