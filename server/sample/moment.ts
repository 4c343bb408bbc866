import { weekday, type LocalDay } from '../domain/calendar.ts'
import type { ServicePoint } from '../domain/service-point.ts'
import type { Random } from './random.ts'

/** Milliseconds since 1970-01-01 00:00 on the province's clock. */
export type LocalMs = number

const MINUTE_MS = 60_000
const DAY_MINUTES = 24 * 60

/** Whether anybody can answer at the counter on this day; elsewhere they answer at home. */
export function isOpenOn({ hours }: ServicePoint, day: LocalDay): boolean {
  const at = weekday(day)
  return hours.some((stretch) => stretch.weekday === at)
}

/** A moment within the opening hours of a day on which the point is open. */
export function momentAtCounter(random: Random, { hours }: ServicePoint, day: LocalDay): LocalMs {
  const at = weekday(day)
  const stretches = hours.filter((stretch) => stretch.weekday === at)
  const stretch = stretches[random.weighted(stretches.map(({ from, to }) => to - from))]
  return stretch ? momentBetween(random, day, stretch.from, stretch.to) : momentAtHome(random, day)
}

/** A moment in the evening, when people have time for the slip they took home. */
export function momentAtHome(random: Random, day: LocalDay): LocalMs {
  return momentBetween(random, day, 18 * 60, 22 * 60)
}

/** A moment between two minutes of a day. */
export function momentBetween(random: Random, day: LocalDay, from: number, to: number): LocalMs {
  return Math.floor((day * DAY_MINUTES + from + (to - from) * random.share()) * MINUTE_MS)
}
