import type { AgencyLevel } from '../domain/agency.ts'
import type { Lineage } from '../domain/directory.ts'
import { parseReportPeriod, type ReportPeriod } from '../domain/report-period.ts'
import type { ReportContent } from './report-content.ts'

/** What a report is asked to be about. */
export type ReportScope = AgencyReportScope | ComparisonReportScope

interface AnyScope {
  readonly period: ReportPeriod
  readonly view: Lineage
  /** Name of a series or id of a questionnaire version; null for the one that was answered last. */
  readonly questionnaire: string | null
}

export interface AgencyReportScope extends AnyScope {
  readonly kind: 'agency'
  readonly agency: string
}

export interface ComparisonReportScope extends AnyScope {
  readonly kind: 'comparison'
  readonly level: AgencyLevel
  /** Code of the agency below which the units lie; null for the whole province. */
  readonly under: string | null
  /** Code of the procedure field whose answers alone are counted; null for all. */
  readonly field: string | null
}

/**
 * What a report was about, to be asked once more.
 *
 * @throws {RangeError} when its period is none
 */
export function scopeOf(content: ReportContent): ReportScope {
  const period = parseReportPeriod(content.period)
  if (!period) throw new RangeError(`no period ${content.period}`)
  const { view } = content
  // Its newest version names the instrument; the name of the series may by now be that of another one.
  const common = { period, view, questionnaire: content.instrument.versions[0] ?? content.instrument.key }
  if (content.kind === 'agency') return { kind: 'agency', agency: content.about.code, ...common }
  const { level, about, field } = content
  return { kind: 'comparison', level, under: about?.code ?? null, field: field?.code ?? null, ...common }
}
