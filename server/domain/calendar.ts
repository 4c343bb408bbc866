/**
 * Days and hours as the province's own clock shows them.
 *
 * An answer given at 06:00 in Hà Nội belongs to that day, although it is 23:00 of the day before in UTC. So an instant
 * is turned into a local hour once, on arrival, and everything after that is whole-number arithmetic without zones.
 */

/** Whole hours since 1970-01-01 00:00 on the province's clock. */
export type LocalHour = number
/** Whole days since 1970-01-01 on the province's calendar. */
export type LocalDay = number
/** Whole months since January 1970 on the province's calendar. */
export type Month = number

/** Days from `from` up to, not including, `to`. */
export interface Period {
  readonly from: LocalDay
  readonly to: LocalDay
}

const DAY_MS = 86_400_000
const HOUR_MS = 3_600_000

/** The local hour in which an instant falls, in an IANA time zone such as `Asia/Ho_Chi_Minh`. */
export function localHour(instant: Date, timeZone: string): LocalHour {
  return Math.floor((instant.getTime() + offsetMs(instant, timeZone)) / HOUR_MS)
}

/** The local day in which an instant falls. */
export function localDay(instant: Date, timeZone: string): LocalDay {
  return dayOfHour(localHour(instant, timeZone))
}

export function dayOfHour(hour: LocalHour): LocalDay {
  return Math.floor(hour / 24)
}

/** Hour of the day, 0 to 23. */
export function hourOfDay(hour: LocalHour): number {
  return ((hour % 24) + 24) % 24
}

/** Day of the week, 1 Monday to 7 Sunday. */
export function weekday(day: LocalDay): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The Monday of the week in which a day lies. */
export function mondayOf(day: LocalDay): LocalDay {
  return day - weekday(day) + 1
}

export function firstHour(day: LocalDay): LocalHour {
  return day * 24
}

export function monthOfDay(day: LocalDay): Month {
  const date = new Date(day * DAY_MS)
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth()
}

export function firstDay(month: Month): LocalDay {
  return Date.UTC(1970 + Math.floor(month / 12), ((month % 12) + 12) % 12, 1) / DAY_MS
}

/** `2026-11-23` */
export function isoDay(day: LocalDay): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** `2026-11` */
export function isoMonth(month: Month): string {
  return isoDay(firstDay(month)).slice(0, 7)
}

/** `2026-11-23T06`, the hour without its minutes. */
export function isoHour(hour: LocalHour): string {
  return new Date(hour * HOUR_MS).toISOString().slice(0, 13)
}

/** The day that `yyyy-mm-dd` names, or null where it names none (30 February, a month 13, other text). */
export function parseIsoDay(text: string): LocalDay | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const ms = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) return null
  return ms / DAY_MS
}

/** The year that four digits name, of this age or the last; null where they name none. */
export function parseYear(text: string): number | null {
  return /^(19|20)\d\d$/.test(text) ? Number(text) : null
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** How many milliseconds the zone's clock is ahead of UTC at an instant. */
export function offsetMs(instant: Date, timeZone: string): number {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const part = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]))
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant.getTime() / 1000) * 1000
}
