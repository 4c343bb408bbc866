import { AGENCY_LEVELS } from '../../domain/agency.ts'
import { parseIsoDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { readPublicCode } from '../../domain/public-code.ts'
import { parseReportPeriod } from '../../domain/report-period.ts'
import type { ReportScope } from '../../services/report-scope.ts'
import type { ReportChoices, ReportPlace } from '../../services/report-service.ts'
import { textOf } from './dashboard-query.ts'
import type { FormReading } from './form-reading.ts'

/** What the form for a report asks. */
export const REPORT_FIELDS = ['kind', 'agency', 'level', 'under', 'field', 'period', 'questionnaire', 'view'] as const
export type ReportField = (typeof REPORT_FIELDS)[number]

/** The form as it was filled in, by an address or by being sent; empty where nothing was. */
export type TypedReport = Readonly<Record<ReportField, string>>

export function typedReport(sent: Readonly<Record<string, unknown>>): TypedReport {
  return Object.fromEntries(REPORT_FIELDS.map((name) => [name, textOf(sent[name])])) as TypedReport
}

/** Reads what a report is wanted about; `where` of a problem is the name of the field. */
export function readReportForm(typed: TypedReport, choices: ReportChoices): FormReading<ReportScope> {
  const problems: Problem[] = []
  const period = parseReportPeriod(typed.period)
  const level = AGENCY_LEVELS.find((one) => one === typed.level)
  const view = typed.view === '' ? LINEAGES[0] : LINEAGES.find((one) => one === typed.view)
  const isIn = (list: readonly { readonly code: string }[], code: string): boolean =>
    list.some((one) => one.code === code)
  const need = (isRight: boolean, where: ReportField): void => {
    if (!isRight) problems.push({ where, message: `reports:error-${where}` })
  }
  const isComparison = typed.kind === 'comparison'
  need(isComparison || ['', 'agency'].includes(typed.kind), 'kind')
  if (isComparison) {
    need(level !== undefined, 'level')
    need(typed.under === '' ? choices.seesProvince : isIn(choices.agencies, typed.under), 'under')
    need(typed.field === '' || isIn(choices.fields, typed.field), 'field')
  } else need(isIn(choices.agencies, typed.agency), 'agency')
  need(period !== null, 'period')
  need(view !== undefined, 'view')
  const isKnown = ({ name, versions }: ReportChoices['series'][number]): boolean =>
    name === typed.questionnaire || versions.has(typed.questionnaire)
  need(typed.questionnaire === '' || choices.series.some(isKnown), 'questionnaire')
  if (!period || !view || problems.length > 0) return { ok: false, problems }

  const common = { period, view, questionnaire: typed.questionnaire || null }
  if (!isComparison) return { ok: true, value: { kind: 'agency', agency: typed.agency, ...common } }
  if (!level) return { ok: false, problems }
  return {
    ok: true,
    value: { kind: 'comparison', level, under: typed.under || null, field: typed.field || null, ...common },
  }
}

/** The place in a list from which it goes on, as an address has it: `2026-11-23.ABCDEFGH`; null where it has none. */
export function readReportPlace(text: string): ReportPlace | null {
  const [day = '', typed = ''] = text.split('.')
  const madeOn = parseIsoDay(day)
  const reading = readPublicCode(typed)
  return madeOn !== null && reading.ok ? { madeOn, code: reading.code } : null
}
