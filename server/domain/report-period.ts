import { firstDay, isoMonth, monthOfDay, parseIsoDay, type LocalDay, type Month } from './calendar.ts'

/** What a report can be about: a month, a quarter or a year of the calendar. */
export const REPORT_SPANS = ['month', 'quarter', 'year'] as const
export type ReportSpan = (typeof REPORT_SPANS)[number]

/** A month, quarter or year of the calendar. */
export interface ReportPeriod {
  readonly span: ReportSpan
  readonly from: Month
  /** The first month after it. */
  readonly to: Month
}

const MONTHS_OF: Readonly<Record<ReportSpan, number>> = { month: 1, quarter: 3, year: 12 }

/**
 * The period that a text names: `2026-11`, `2026-Q4` or `2026`; null where it names none.
 *
 * @example
 * parseReportPeriod('2026-Q4') // October to December 2026
 */
export function parseReportPeriod(text: string): ReportPeriod | null {
  const [, year, quarter, month] = /^((?:19|20)\d\d)(?:-Q([1-4])|-(\d\d))?$/.exec(text) ?? []
  if (year === undefined) return null
  const first = month ?? (quarter === undefined ? '01' : String(3 * Number(quarter) - 2).padStart(2, '0'))
  const day = parseIsoDay(`${year}-${first}-01`)
  if (day === null) return null
  return periodFrom(monthOfDay(day), month !== undefined ? 'month' : quarter !== undefined ? 'quarter' : 'year')
}

/** The text by which {@link parseReportPeriod} finds the period again. */
export function reportPeriodText({ span, from }: ReportPeriod): string {
  const month = isoMonth(from)
  if (span === 'month') return month
  const year = month.slice(0, 4)
  return span === 'year' ? year : `${year}-Q${quarterOf(from)}`
}

/** The quarter of its year in which a month lies, 1 to 4. */
export function quarterOf(month: Month): number {
  return Math.ceil(Number(isoMonth(month).slice(5)) / 3)
}

/** The month, quarter or year that these months are; null where they are none. */
export function reportPeriodOf({ from, to }: { readonly from: Month; readonly to: Month }): ReportPeriod | null {
  const span = REPORT_SPANS.find((one) => MONTHS_OF[one] === to - from)
  if (!span) return null
  const period = periodFrom(from, span)
  const known = parseReportPeriod(reportPeriodText(period))
  return known?.from === from ? period : null
}

/** Whether no answer can be given in the period any more. */
export function isPeriodOver({ to }: ReportPeriod, today: LocalDay): boolean {
  return firstDay(to) <= today
}

/** The last so many periods of a span that are over, the newest first. */
export function latestPeriods(span: ReportSpan, today: LocalDay, count: number): readonly ReportPeriod[] {
  const months = MONTHS_OF[span]
  const current = monthOfDay(today)
  const placeInSpan = (Number(isoMonth(current).slice(5)) - 1) % months
  return Array.from({ length: count }, (_, i) => periodFrom(current - placeInSpan - (i + 1) * months, span))
}

function periodFrom(from: Month, span: ReportSpan): ReportPeriod {
  return { span, from, to: from + MONTHS_OF[span] }
}
