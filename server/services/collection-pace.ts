import { firstDay, type LocalDay, type Month } from '../domain/calendar.ts'
import type { Months } from './unit-ledger.ts'

/** How fast responses have come lately. */
export interface CollectionPace {
  /** The months that were counted: the last whole ones, at most four, from the first of them with a response. */
  readonly months: Months
  readonly responses: number
}

/** So many whole months tell how fast responses come. */
const PACE_MONTHS = 4
/** Nobody plans further ahead than so many days: at such a pace it is said that it will not do. */
const FURTHEST_DAYS = 3 * 365

/** The months whose responses tell the pace: the last four before the current one. */
export function paceMonths(current: Month): Months {
  return { from: current - PACE_MONTHS, to: current }
}

/**
 * @param byMonth responses of those months; a month without any may be left out
 * @returns null where there were none
 */
export function collectionPace(months: Months, byMonth: ReadonlyMap<Month, number>): CollectionPace | null {
  const answered = [...byMonth].filter(([, responses]) => responses > 0)
  if (answered.length === 0) return null
  return {
    months: { from: Math.min(...answered.map(([month]) => month)), to: months.to },
    responses: answered.reduce((sum, [, responses]) => sum + responses, 0),
  }
}

/**
 * On which day so many further responses are there, if they come as fast as they did.
 *
 * @param missing how many further ones, from 1
 * @returns null where that takes more than three years
 */
export function dayAtPace({ months, responses }: CollectionPace, missing: number, today: LocalDay): LocalDay | null {
  const days = Math.ceil((missing * (firstDay(months.to) - firstDay(months.from))) / responses)
  return days > FURTHEST_DAYS ? null : today + days
}
