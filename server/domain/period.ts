import { firstDay, monthOfDay, type LocalDay, type Month, type Period } from './calendar.ts'

/** The longest period that can be asked for at once. */
export const LONGEST_PERIOD_MONTHS = 20 * 12

/** The calendar months that a period touches, its last one included, in order. None where it is empty. */
export function monthsOf({ from, to }: Period): readonly Month[] {
  if (from >= to) return []
  const first = monthOfDay(from)
  return Array.from({ length: monthOfDay(to - 1) - first + 1 }, (_, i) => first + i)
}

/** A period taken apart for reading. */
export interface PeriodParts {
  /** Months that lie in the period as a whole, from `from` up to, not including, `to`; none where they are equal. */
  readonly whole: { readonly from: Month; readonly to: Month }
  /** The stretches of days at its ends that fill no month: none, one or two. */
  readonly edges: readonly Period[]
}

/**
 * Tells whole months, whose tallies are kept, from edge days, whose responses have to be counted.
 *
 * @example
 * partsOf({ from: firstDay(600) + 3, to: firstDay(603) }) // months 601 and 602; edge days from the 4th of month 600
 */
export function partsOf({ from, to }: Period): PeriodParts {
  const startsWithMonth = firstDay(monthOfDay(from)) === from
  const first = monthOfDay(from) + (startsWithMonth ? 0 : 1)
  const end = monthOfDay(to)
  if (first > end) return { whole: { from: end, to: end }, edges: from < to ? [{ from, to }] : [] }
  const edges = [
    { from, to: firstDay(first) },
    { from: firstDay(end), to },
  ]
  return { whole: { from: first, to: end }, edges: edges.filter((edge) => edge.from < edge.to) }
}

/** Periods that are asked for often, by name. */
export const NAMED_PERIODS = ['this-month', 'last-month', 'this-quarter', 'twelve-months', 'this-year'] as const
export type NamedPeriod = (typeof NAMED_PERIODS)[number]

/**
 * The days of a named period as seen on a day. The current month counts to its end, so that such a period is made of
 * whole months and holds the answers of today.
 */
export function namedPeriod(name: NamedPeriod, today: LocalDay): Period {
  const month = monthOfDay(today)
  const since = (first: Month): Period => ({ from: firstDay(first), to: firstDay(month + 1) })
  switch (name) {
    case 'this-month':
      return since(month)
    case 'last-month':
      return { from: firstDay(month - 1), to: firstDay(month) }
    case 'this-quarter':
      return since(month - (month % 3))
    case 'twelve-months':
      return since(month - 11)
    case 'this-year':
      return since(month - (month % 12))
  }
}
