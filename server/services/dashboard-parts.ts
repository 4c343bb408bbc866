import type { Agency } from '../domain/agency.ts'
import type { LocalDay, Month } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import type { Series } from '../domain/series.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { Target } from '../domain/target.ts'
import type { AgencyQuery } from './agency-dashboard.ts'
import type { CountedAnswers } from './counted-answers.ts'
import type { KnownTransactions } from './known-transactions.ts'
import type { IndexRules } from './shown-index.ts'

/** What the figures of a dashboard are made from. */
export interface DashboardParts {
  readonly directory: Directory
  readonly agency: Agency
  readonly query: AgencyQuery
  readonly series: Series
  /** All versions of the series, the newest first. */
  readonly versions: readonly Questionnaire[]
  readonly breakAt: Month | null
  readonly rules: IndexRules
  readonly today: LocalDay
  readonly counted: CountedAnswers
  readonly transactions: KnownTransactions
}

/** The target of an agency and field on the last day of the period; none binds answers at submission. */
export function targetOf(parts: DashboardParts, agency: string, field: string | null): Target | null {
  return targetOn(parts, agency, field, parts.query.period.to - 1)
}

/** The same on another day. */
export function targetOn(
  { directory, series, query }: DashboardParts,
  agency: string,
  field: string | null,
  day: LocalDay,
): Target | null {
  if (query.step === 'submission') return null
  const fieldOfPage = query.filter.find(({ cut }) => cut === 'field')?.value ?? null
  return directory.targetFor(series.latest.key, agency, field ?? fieldOfPage, day)
}
