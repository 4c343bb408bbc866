import { isoDay } from '../../domain/calendar.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { reportPeriodOf, reportPeriodText } from '../../domain/report-period.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { ReportPlace } from '../../services/report-service.ts'

export const REPORTS_PATH = '/reports'
export const NEW_REPORT_PATH = '/reports/new'
export const VERIFY_PATH = '/verify'

/** The page on which a report about an agency is made; it asks for the period. */
export function newAgencyReportHref(agency: string): string {
  return address(NEW_REPORT_PATH, { kind: 'agency', agency })
}

/**
 * The page on which a report about a comparison is made. Reports are about a month, a quarter or a year, and count
 * answers at the return step by the method of the province: where the months are something else, it asks for a period.
 */
export function newComparisonReportHref(
  query: Pick<CompareQuery, 'level' | 'under' | 'months' | 'view' | 'questionnaire' | 'field'>,
): string {
  const { level, under, months, view, questionnaire, field } = query
  const period = reportPeriodOf(months)
  return address(NEW_REPORT_PATH, {
    kind: 'comparison',
    level,
    under,
    field,
    questionnaire,
    view: view === 'as-it-is' ? null : view,
    period: period && reportPeriodText(period),
  })
}

/** The list of reports, of one agency alone where one is given, from behind a report on. */
export function reportsHref(agency: string | null, after: ReportPlace | null = null): string {
  return address(REPORTS_PATH, { agency, after: after && `${isoDay(after.madeOn)}.${after.code}` })
}

export function reportHref(code: string): string {
  return `${REPORTS_PATH}/${printPublicCode(code)}`
}

/** The content of a report as it is digested. */
export function reportFileHref(code: string): string {
  return `${reportHref(code)}.json`
}

export function reportCorrectionHref(code: string): string {
  return `${reportHref(code)}/correction`
}

/** Where anybody who holds the paper sees what was put on it; what the QR code on it leads to. */
export function verifyHref(code: string, language: string | null = null): string {
  return address(`${VERIFY_PATH}/${printPublicCode(code)}`, { lang: language })
}

function address(path: string, parameters: Readonly<Record<string, string | null>>): string {
  const given = Object.entries(parameters).flatMap(([name, value]) => (value === null ? [] : [[name, value]]))
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`
}
