import { mondayOf, type LocalDay, type Period } from '../domain/calendar.ts'

/**
 * The whole weeks, Monday to Sunday, that a period touches and that are over; from the first day to itself where there
 * is none.
 *
 * @param today whose week is not over yet
 */
export function closedWeeks({ from, to }: Period, today: LocalDay): Period {
  const first = mondayOf(from)
  return { from: first, to: Math.max(first, Math.min(mondayOf(to - 1) + 7, mondayOf(today))) }
}
