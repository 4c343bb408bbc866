import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import { firstDay } from '../domain/calendar.ts'
import { ForbiddenError, InvalidInputError } from '../domain/errors.ts'
import type { Storage } from '../storage/port.ts'
import { seesProvince } from './access.ts'
import { agencyDraft } from './agency-draft.ts'
import type { CompareQuery } from './compare-query.ts'
import { CompareService } from './compare-service.ts'
import { comparisonDraft } from './comparison-draft.ts'
import { DashboardService } from './dashboard-service.ts'
import type { DirectoryService } from './directory-service.ts'
import type { ReportDraft } from './report-content.ts'
import type { AgencyReportScope, ComparisonReportScope, ReportScope } from './report-scope.ts'

/** What a report is read from, and the rules by which its figures are computed. */
export interface ReaderParts {
  readonly directory: DirectoryService
  readonly storage: Pick<Storage, 'tallies' | 'responses' | 'transactions'>
  readonly config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
  readonly now: () => Date
}

/**
 * Reads what a report says from the store, by services of its own: those behind pages may show what was read minutes ago,
 * and a report is not made of that.
 *
 * @throws {ForbiddenError | NotFoundError} when the viewer may not see what it is about, or there is no such agency or
 *   questionnaire
 * @throws {InvalidInputError} when there is no such field, or there are no two units to compare
 */
export function readDraft(parts: ReaderParts, viewer: Viewer, scope: ReportScope): Promise<ReportDraft> {
  return scope.kind === 'agency' ? ofAgency(parts, viewer, scope) : ofComparison(parts, viewer, scope)
}

async function ofAgency(parts: ReaderParts, viewer: Viewer, scope: AgencyReportScope): Promise<ReportDraft> {
  const { agency, period, view, questionnaire } = scope
  const days = { from: firstDay(period.from), to: firstDay(period.to) }
  const query = { period: days, view, questionnaire, step: 'return', filter: [] } as const
  const dashboard = await new DashboardService(parts).ofAgency(viewer, agency, query)
  const { directory } = await parts.directory.current()
  const { parent } = dashboard.agency
  return agencyDraft(dashboard, parent === null ? null : directory.agency(parent), period)
}

async function ofComparison(parts: ReaderParts, viewer: Viewer, scope: ComparisonReportScope): Promise<ReportDraft> {
  const { level, under, period, view, questionnaire, field } = scope
  // "All that the viewer may see" would be another report for each viewer.
  if (under === null && !seesProvince(viewer)) throw new ForbiddenError(`${viewer.name} does not see the province`)
  const months = { from: period.from, to: period.to }
  const common = { level, under, months, view, questionnaire, field, step: 'return', method: null } as const
  const ask = (flagged: CompareQuery['flagged']) => compare.compare(viewer, { ...common, flagged })
  const compare = new CompareService(parts)
  const comparison = await ask('in')
  if (comparison.units.length < LEAST_UNITS) {
    throw new InvalidInputError('nothing to compare', [{ where: 'level', message: 'reports:error-level-units' }])
  }
  return comparisonDraft(comparison, await ask('out'), period)
}

const LEAST_UNITS = 2
