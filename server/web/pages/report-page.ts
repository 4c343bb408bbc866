import { parseIsoDay } from '../../domain/calendar.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { ReportContent } from '../../services/report-content.ts'
import type { OpenedReport } from '../../services/report-register.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { agencyReportSections } from './agency-report-sections.ts'
import { comparisonReportTables, type ComparisonReportTables } from './comparison-report-tables.ts'
import type { FigureSection, PageLink } from './figure-section.ts'
import { printedFactors, type PrintedFactors } from './printed-factors.ts'
import type { PrintedReportPage } from './printed-report-page.ts'
import { wholeTable, type PrintedTable } from './printed-tables.ts'
import { printedTrend, type PrintedTrend } from './printed-trend.ts'
import { reportCheck, type ReportCheck } from './report-check.ts'
import { reportFacts, reportNotes, type ReportFact } from './report-facts.ts'
import { reportHeadline, type ReportHeadline } from './report-headline.ts'
import { reportCorrectionHref, reportFileHref, reportHref, reportsHref, verifyHref } from './report-links.ts'
import { reportAbout, reportPeriodWord, spanDays } from './report-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** A report as it is printed: everything on it comes from its stored content but for the notice that it was corrected. */
export interface ReportPage extends Shell {
  /** How to print it, and where else to go; on the screen only. */
  readonly hint: string
  readonly links: readonly PageLink[]
  readonly letterhead: PrintedReportPage['letterhead']
  readonly heading: string
  /** Which units a comparison is about; null for an agency, which stands in the letterhead. */
  readonly subject: string | null
  readonly days: string
  readonly made: string
  readonly notices: readonly { readonly text: string; readonly href: string | null }[]
  readonly facts: readonly ReportFact[]
  readonly findings: string
  readonly headline: ReportHeadline
  readonly agency: AgencyPaper | null
  readonly comparison: ComparisonReportTables | null
  readonly notes: readonly string[]
  readonly check: ReportCheck
  readonly signing: PrintedReportPage['signing']
}

/** What only a report on an agency has. */
interface AgencyPaper {
  /** Null where none of them is shown. */
  readonly factors: PrintedFactors | null
  readonly trend: PrintedTrend | null
  readonly tables: readonly PrintedTable[]
}

const STYLES = ['css/dashboard.css', 'css/printed-report.css', 'css/trend.css', 'css/report.css']

export function reportPage(site: Site, context: RequestContext, opened: OpenedReport): ReportPage {
  const { language } = context
  const { t, format } = language
  const { report, content } = opened
  const code = printPublicCode(report.code)
  const about = reportAbout(content, language)
  const period = reportPeriodWord(content.period, language)
  const running = t('reports:running-head', { code, about, period })
  return {
    ...staffShell(site, context, { title: t('reports:page-title', { about, period, code }), styles: STYLES }),
    hint: t('reports:hint'),
    links: linksOf(opened, language),
    letterhead: letterheadOf(content, language),
    heading: t(`reports:heading-${content.kind}`),
    subject: content.kind === 'agency' ? null : about,
    days: t('reports:days', { period, ...spanDays(content.span, language) }),
    made: t('reports:made', { code, day: format.day(parseIsoDay(content.madeOn) ?? 0) }),
    notices: noticesOf(opened, language),
    facts: reportFacts(content, language),
    findings: t('reports:findings'),
    headline: reportHeadline(content, language),
    agency: content.kind === 'agency' ? agencyPaper(content, language) : null,
    comparison: content.kind === 'agency' ? null : comparisonReportTables(content, running, language),
    notes: reportNotes(content, language),
    check: reportCheck(report, site.publicUrl, language),
    signing: {
      prepared: t('printed-report:prepared'),
      preparedHow: t('printed-report:prepared-how'),
      placeAndDate: t('printed-report:place-and-date'),
      head: t('printed-report:head'),
      headHow: t('printed-report:head-how'),
    },
  }
}

function agencyPaper(content: Extract<ReportContent, { kind: 'agency' }>, language: Language): AgencyPaper {
  const { factors, criteria, months, fields } = agencyReportSections(content, language)
  // The drawing has the area and the heading of the months already.
  const monthRows = { ...months, area: 'month-rows', heading: language.t('reports:months-rows') }
  const isShown = ({ table }: FigureSection): boolean => table.cells.some(({ value }) => value !== null)
  const tables = [...(months.rows.length > 1 ? [monthRows] : []), criteria, fields]
  return {
    factors: isShown(factors) ? printedFactors(factors) : null,
    trend: printedTrend(months, language),
    tables: tables.filter(isShown).map((section) => wholeTable(section, language)),
  }
}

function letterheadOf(content: ReportContent, { t, code }: Language): ReportPage['letterhead'] {
  const above = content.kind === 'agency' ? content.above : null
  return {
    above: above && inLanguage(above.names, code),
    agency: content.about ? inLanguage(content.about.names, code) : t('reports:whole-province'),
    state: t('printed-report:state'),
    motto: t('printed-report:motto'),
  }
}

function noticesOf({ content, correction, isIntact }: OpenedReport, { t }: Language): ReportPage['notices'] {
  const { replaces } = content
  const notice = (key: string, code: string): ReportPage['notices'][number] => ({
    text: t(key, { code: printPublicCode(code) }),
    href: reportHref(code),
  })
  return [
    ...(isIntact ? [] : [{ text: t('reports:damaged'), href: null }]),
    ...(correction === null ? [] : [notice('reports:corrected', correction)]),
    ...(replaces === null ? [] : [notice('reports:corrects', replaces)]),
  ]
}

function linksOf({ report, correction }: OpenedReport, { t, code: language }: Language): readonly PageLink[] {
  const { code } = report
  return [
    { label: t('reports:to-list'), href: reportsHref(null) },
    { label: t('reports:file'), href: reportFileHref(code) },
    { label: t('reports:to-verify'), href: verifyHref(code, language) },
    ...(correction === null ? [{ label: t('reports:to-correct'), href: reportCorrectionHref(code) }] : []),
  ]
}
