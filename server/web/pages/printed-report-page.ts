import type { Agency } from '../../domain/agency.ts'
import { isoDay, type LocalDay } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, AgencyQuery } from '../../services/agency-dashboard.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { openedWord } from './dashboard-words.ts'
import type { FigureSection, PageLink } from './figure-section.ts'
import { headline, type Headline } from './headline.ts'
import { monthSection } from './month-section.ts'
import { childSection, fieldSection, pointSection } from './place-sections.ts'
import { printedFactors, printedCriteria, type PrintedFactors } from './printed-factors.ts'
import { printedTables, type PrintedTable } from './printed-tables.ts'
import { printedTrend, type PrintedTrend } from './printed-trend.ts'
import { factorSection } from './question-sections.ts'
import { staffShell, type Shell, type Site } from './shell.ts'
import { thresholdOf } from './verdict-words.ts'

/** What a dashboard shows on two sheets of A4 that can be signed: the verdict and its pictures, then tables. */
export interface PrintedReportPage extends Shell {
  /** How to print it, and the way back; on the screen only. */
  readonly hint: string
  readonly back: PageLink
  readonly letterhead: {
    /** What the agency belongs to; null for the topmost. */
    readonly above: string | null
    readonly agency: string
    readonly state: string
    readonly motto: string
  }
  readonly heading: string
  readonly days: string
  /** By what the answers are narrowed; null where all are counted. */
  readonly narrowed: string | null
  readonly facts: readonly { readonly term: string; readonly text: string }[]
  readonly headline: Headline
  /** The index without flagged answers, and the response rate, where there is anything to say. */
  readonly sentences: readonly string[]
  readonly factors: PrintedFactors | null
  readonly trend: PrintedTrend | null
  readonly tables: readonly PrintedTable[]
  readonly leftOut: string
  /** How to read the figures, a sentence or two each. */
  readonly notes: readonly string[]
  readonly signing: Readonly<Record<'prepared' | 'preparedHow' | 'placeAndDate' | 'head' | 'headHow', string>>
  /** Says which figures these are, so that the same ones can be had again. */
  readonly code: string
}

/** What is printed. */
export interface PrintedFigures {
  readonly dashboard: AgencyDashboard
  /** The agency that this one belongs to; null for the topmost. */
  readonly above: Agency | null
  readonly query: AgencyQuery
  readonly today: LocalDay
}

const STYLES = ['css/dashboard.css', 'css/trend.css', 'css/printed-report.css']

export function printedReportPage(
  site: Site,
  context: RequestContext,
  { dashboard, above, query, today }: PrintedFigures,
): PrintedReportPage {
  const { language } = context
  const { t, format } = language
  const { agency, period, step, filter } = dashboard
  const days = { from: format.day(period.from), to: format.day(period.to - 1) }
  const name = inLanguage(agency.names, language.code)
  const href = dashboardHref(agency.code, query)
  const isEarly = step === 'submission'
  const shown = headline(dashboard, language)
  const sections = sectionsOf(dashboard, query, language)
  return {
    ...staffShell(site, context, { title: t('printed-report:title', { agency: name, ...days }), styles: STYLES }),
    hint: t('printed-report:hint'),
    back: { label: t('printed-report:back'), href },
    letterhead: {
      above: above && inLanguage(above.names, language.code),
      agency: name,
      state: t('printed-report:state'),
      motto: t('printed-report:motto'),
    },
    heading: t(isEarly ? 'printed-report:heading-early' : 'printed-report:heading'),
    days: t('printed-report:days', days),
    narrowed:
      filter.length === 0
        ? null
        : t('printed-report:narrowed', { filter: filter.map((one) => openedWord(one, language)).join(', ') }),
    facts: factsOf(dashboard, language),
    headline: shown,
    sentences: [flaggedSentence(dashboard, language), rateSentence(shown, language)].filter((one) => one !== null),
    factors: sections.factors && printedFactors(sections.factors),
    trend: sections.months && printedTrend(sections.months, language),
    tables: printedTables(sections.tables, language),
    leftOut: t('printed-report:left-out', { address: site.publicUrl + href }),
    notes: notesOf(dashboard, today, language),
    signing: {
      prepared: t('printed-report:prepared'),
      preparedHow: t('printed-report:prepared-how'),
      placeAndDate: t('printed-report:place-and-date'),
      head: t('printed-report:head'),
      headHow: t('printed-report:head-how'),
    },
    code: t('printed-report:code', { code: codeOf(dashboard) }),
  }
}

/** What of the dashboard goes on paper; null or left out where nothing of it is shown. */
function sectionsOf(
  dashboard: AgencyDashboard,
  query: AgencyQuery,
  language: Language,
): { factors: FigureSection | null; months: FigureSection | null; tables: readonly FigureSection[] } {
  const { overall, factors, index, children, points, fields } = dashboard
  const hasFactors = [overall, ...factors].some(({ shown }) => shown.figure)
  return {
    factors: hasFactors ? factorSection(dashboard, language) : null,
    months: index.figure ? monthSection(dashboard, query, language) : null,
    tables: [
      ...(hasFactors ? [printedCriteria(dashboard, language)] : []),
      ...(children.length > 0 ? [childSection(dashboard, query, language)] : []),
      ...(points.length > 0 ? [pointSection(dashboard, query, language)] : []),
      ...(fields.length > 1 ? [fieldSection(dashboard, query, language)] : []),
    ],
  }
}

function factsOf(
  { series, method, index, target, step }: AgencyDashboard,
  { t, format, code }: Language,
): PrintedReportPage['facts'] {
  const { names, version } = series.latest
  const noTarget = step === 'return' ? 'dashboard:no-target' : 'dashboard:no-target-early'
  const goal = target
    ? t('dashboard:target-source', { target: thresholdOf(target, format), source: target.source })
    : t(noTarget)
  return [
    {
      term: t('dashboard:about-questionnaire'),
      text: t('dashboard:questionnaire', { name: inLanguage(names, code), version }),
    },
    { term: t('dashboard:about-method'), text: t(`dashboard:method-${method}`) },
    { term: t('dashboard:responses'), text: format.count(index.n) },
    { term: t('dashboard:about-target'), text: goal },
  ]
}

function notesOf(
  { period, step, population, least }: AgencyDashboard,
  today: LocalDay,
  { t, format }: Language,
): readonly string[] {
  const days = { from: format.day(period.from), to: format.day(period.to - 1), today: format.day(today) }
  return [
    t(step === 'return' ? 'dashboard:source' : 'dashboard:source-early', days),
    t('dashboard:about-method-exact'),
    t('printed-report:interval', { meaning: t('dashboard:interval-meaning') }),
    ...(population.why === null ? [t('dashboard:interval-population')] : []),
    ...(step === 'return' ? [t('dashboard:verdict-meaning')] : []),
    t('dashboard:hidden-meaning', { least: format.count(least) }),
  ]
}

function flaggedSentence({ index, flagged }: AgencyDashboard, { t, format }: Language): string | null {
  if (flagged.n === 0 || !index.figure) return null
  const count = format.count(flagged.n)
  const { figure } = flagged.without
  return figure?.exact
    ? t('printed-report:flagged', { count, index: format.percent(figure.exact) })
    : t('printed-report:flagged-hidden', { count })
}

/** Why a rate is not known can fill a page, and stands on the dashboard. */
function rateSentence({ rate }: Headline, { t }: Language): string | null {
  if (!rate) return null
  return rate.share === null ? t('printed-report:rate-unknown') : rate.sentence
}

function codeOf({ agency, period, step, view, filter, series, method }: AgencyDashboard): string {
  const { key, version } = series.latest
  return [
    agency.code,
    `${isoDay(period.from)}/${isoDay(period.to - 1)}`,
    `${key}/${version}`,
    method,
    step,
    view,
    ...filter.map(({ cut, value }) => `${cut}=${value}`),
  ].join(' · ')
}
