import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { OpenedReport } from '../../services/report-register.ts'
import type { ReportList } from '../../services/report-service.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { agencyGroups, type OptionGroup } from './agency-options.ts'
import type { PageLink } from './figure-section.ts'
import { NEW_REPORT_PATH, newAgencyReportHref, reportHref, REPORTS_PATH, reportsHref } from './report-links.ts'
import { reportAbout, reportPeriodWord } from './report-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The reports that the viewer may see. */
export interface ReportsPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly make: PageLink
  /** Null where the viewer sees one agency only. */
  readonly filter: {
    readonly action: string
    readonly label: string
    readonly all: string
    readonly groups: readonly OptionGroup[]
    readonly submit: string
  } | null
  readonly caption: string
  readonly heads: readonly string[]
  readonly rows: readonly ReportRow[]
  /** What is said where there are no rows; null where there are some. */
  readonly empty: string | null
  readonly links: readonly PageLink[]
}

interface ReportRow {
  readonly about: PageLink
  readonly cells: readonly { readonly label: string; readonly text: string }[]
}

/** @param isFirst whether the list begins with the newest report */
export function reportsPage(
  site: Site,
  context: RequestContext,
  { reports, older, agency, choices }: ReportList,
  isFirst: boolean,
): ReportsPage {
  const { language } = context
  const { t, code } = language
  const heads = ['period', 'made', 'code', 'state'].map((column) => t(`reports:column-${column}`))
  const name = agency && inLanguage(agency.names, code)
  return {
    ...staffShell(site, context, { title: t('reports:title'), styles: ['css/accounts.css', 'css/report.css'] }),
    heading: t('reports:title'),
    lead: t('reports:lead'),
    make: { label: t('reports:new'), href: agency ? newAgencyReportHref(agency.code) : NEW_REPORT_PATH },
    filter:
      choices.agencies.length > 1
        ? {
            action: REPORTS_PATH,
            label: t('reports:filter'),
            all: t('reports:filter-all'),
            groups: agencyGroups(language, choices, agency?.code ?? ''),
            submit: t('reports:filter-submit'),
          }
        : null,
    caption: t('reports:list-caption'),
    heads: [t('reports:column-about'), ...heads],
    rows: reports.map((one) => rowOf(one, heads, language)),
    empty: reports.length > 0 ? null : name ? t('reports:list-none-agency', { agency: name }) : t('reports:list-none'),
    links: [
      ...(isFirst ? [] : [{ label: t('reports:newest'), href: reportsHref(agency?.code ?? null) }]),
      ...(older ? [{ label: t('reports:older'), href: reportsHref(agency?.code ?? null, older) }] : []),
    ],
  }
}

function rowOf({ report, content, correction }: OpenedReport, heads: readonly string[], language: Language): ReportRow {
  const { t, format } = language
  const { code, madeOn, replaces } = report
  const state =
    correction !== null
      ? t('reports:state-corrected', { code: printPublicCode(correction) })
      : replaces === null
        ? t('reports:state-current')
        : t('reports:state-correcting', { code: printPublicCode(replaces) })
  const texts = [reportPeriodWord(content.period, language), format.day(madeOn), printPublicCode(code), state]
  return {
    about: { label: reportAbout(content, language), href: reportHref(code) },
    cells: texts.map((text, i) => ({ label: heads[i] ?? '', text })),
  }
}
