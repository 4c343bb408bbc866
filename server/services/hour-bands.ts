import { hourOfDay, type LocalHour } from '../domain/calendar.ts'

/** A stretch of the day, in whole hours: from `from` up to, not including, `to`. */
export interface HourBand {
  /** How an address names it: `7-9`. */
  readonly name: string
  readonly from: number
  readonly to: number
}

/**
 * The day in seven stretches: before and after the hours in which offices are open, and these two hours at a time. Single
 * hours would leave too few answers in most of them.
 */
export const HOUR_BANDS: readonly HourBand[] = [0, 7, 9, 11, 13, 15, 17].map((from, i, starts) => {
  const to = starts[i + 1] ?? 24
  return { name: `${from}-${to}`, from, to }
})

/** Name of the stretch of the day that an hour lies in. */
export function bandOf(hour: LocalHour): string {
  const at = hourOfDay(hour)
  return HOUR_BANDS.findLast(({ from }) => from <= at)?.name ?? ''
}
