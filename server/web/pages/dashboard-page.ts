import type { LocalDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import { STEPS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, AgencyQuery } from '../../services/agency-dashboard.ts'
import { MOST_CUTTABLE } from '../../services/answer-reader.ts'
import type { AgencyFirstSteps } from '../../services/first-steps.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { aboutSection, type AboutSection } from './about-section.ts'
import { commentsHref } from './comment-links.ts'
import { comparisonSection, type ComparisonSection } from './comparison-section.ts'
import { cutSection, profileSection, type CutSection } from './cut-sections.ts'
import { dashboardHref, downloadHrefs } from './dashboard-links.ts'
import { openedWord } from './dashboard-words.ts'
import type { FigureSection, PageLink } from './figure-section.ts'
import { agencyFirstSteps, type FirstStepsSection } from './first-steps-section.ts'
import { filterBar, type FilterBar } from './filter-bar.ts'
import { headline, type Headline } from './headline.ts'
import { levelSection, type LevelSection } from './level-section.ts'
import { periodPicker, typedPeriod, type PeriodPicker } from './period-picker.ts'
import { monthSection } from './month-section.ts'
import { childSection, fieldSection, pointSection } from './place-sections.ts'
import { printedReportLink } from './printed-report-link.ts'
import { publicHref } from './public-links.ts'
import { prioritySection, type PrioritySection } from './priority-section.ts'
import { factorSection } from './question-sections.ts'
import { referencesHref } from './reference-links.ts'
import { newAgencyReportHref } from './report-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** One agency's figures in one period: the verdict, then pictures, then tables. */
export interface DashboardPage extends Shell {
  readonly heading: string
  readonly subtitle: string
  readonly picker: PeriodPicker
  /** Whose answers count after a merger, and of which step; each null where there is no choice. */
  readonly choices: readonly { readonly label: string; readonly choices: readonly Choice[] }[]
  readonly filter: FilterBar | null
  readonly headline: Headline
  /** What to do until there are enough answers; null where there are. */
  readonly firstSteps: FirstStepsSection | null
  /** What else there is to know before the tables: other questionnaires, answers at the other step. */
  readonly notes: readonly { readonly label: string; readonly href: string | null }[]
  readonly comparison: ComparisonSection | null
  /** Null where nothing of it is shown. */
  readonly levels: LevelSection | null
  readonly factors: FigureSection | null
  readonly priorities: PrioritySection | null
  readonly months: FigureSection | null
  /** Fields, points and agencies below. */
  readonly places: readonly FigureSection[]
  /** By channel, hour, language, facts and profile. */
  readonly cuts: readonly CutSection[]
  /** To the two pages that can be signed. */
  readonly printed: PageLink
  readonly downloads: {
    readonly heading: string
    readonly links: readonly { readonly label: string; readonly note: string; readonly href: string }[]
  }
  /** Other pages about the agency. */
  readonly related: {
    readonly heading: string
    readonly links: readonly { readonly label: string; readonly href: string }[]
  }
  readonly about: AboutSection
}

interface Choice {
  readonly label: string
  readonly href: string
  readonly isCurrent: boolean
}

const STYLES = ['css/dashboard.css', 'css/first-steps.css', 'css/print.css']
const SCRIPTS = ['lib/chart.js', 'lib/chart-error-bars.js', 'lib/chart-annotation.js', 'js/dashboard-charts.js']

export function dashboardPage(
  site: Site,
  context: RequestContext,
  {
    dashboard,
    query,
    today,
    steps,
  }: { dashboard: AgencyDashboard; query: AgencyQuery; today: LocalDay; steps: AgencyFirstSteps | null },
): DashboardPage {
  const { language } = context
  const { t, format, code } = language
  const { agency, period, step, span, index, children, points, fields, filter } = dashboard
  const days = { from: format.day(period.from), to: format.day(period.to - 1) }
  const name = inLanguage(agency.names, code)
  const isShown = index.n > 0 && (filter.length === 0 || index.figure !== null)
  const hasFactors = [dashboard.overall, ...dashboard.factors].some(({ shown }) => shown.figure)
  const narrowed = filter.map((one) => openedWord(one, language)).join(', ')
  const titled = step === 'return' ? 'title' : 'title-early'
  return {
    ...staffShell(site, context, {
      title: t(`dashboard:${titled}${narrowed ? '-narrowed' : ''}`, { agency: name, ...days, filter: narrowed }),
      styles: STYLES,
      scripts: isShown ? SCRIPTS : [],
    }),
    heading: name,
    subtitle: t(step === 'return' ? 'dashboard:subtitle' : 'dashboard:subtitle-early', days),
    picker: periodPicker(
      { agencyCode: agency.code, today, query, span, period, typed: typedPeriod(period, format), errors: {} },
      language,
    ),
    choices: [...lineageChoice(dashboard, query, language), ...stepChoice(dashboard, query, language)],
    filter: filterBar(dashboard, query, language),
    headline: headline(dashboard, language),
    firstSteps: steps && agencyFirstSteps(steps, language),
    notes: notes(dashboard, query, language),
    comparison: comparisonSection(dashboard, query, language),
    levels: hasFactors ? levelSection(dashboard, language) : null,
    factors: hasFactors ? factorSection(dashboard, language) : null,
    priorities: prioritySection(dashboard, language),
    months: isShown ? monthSection(dashboard, query, language) : null,
    places: [
      ...(fields.length > 1 ? [fieldSection(dashboard, query, language)] : []),
      ...(points.length > 0 || (children.length === 0 && filter.length === 0)
        ? [pointSection(dashboard, query, language)]
        : []),
      ...(children.length > 0 ? [childSection(dashboard, query, language)] : []),
    ],
    cuts: [cutSection(dashboard, query, language), profileSection(dashboard, query, language)].filter(
      (section) => section !== null,
    ),
    printed: printedReportLink(agency.code, query, language),
    downloads: downloads(dashboard, query, language),
    related: related(dashboard, context),
    about: aboutSection(dashboard, today, language),
  }
}

function lineageChoice(
  { agency, formers, view }: AgencyDashboard,
  query: AgencyQuery,
  { t, code }: Language,
): DashboardPage['choices'] {
  if (formers.length === 0) return []
  const names = {
    agency: inLanguage(agency.names, code),
    formers: formers.map((former) => inLanguage(former.names, code)).join(', '),
  }
  const choices = LINEAGES.map((one) => ({
    label: t(`dashboard:lineage-${one}`, names),
    href: dashboardHref(agency.code, { ...query, view: one }),
    isCurrent: one === view,
  }))
  return [{ label: t('dashboard:lineage-label'), choices }]
}

/** The index, or the early warning: only where there are answers at the other step. */
function stepChoice(
  { agency, step, atOtherStep }: AgencyDashboard,
  query: AgencyQuery,
  { t, format }: Language,
): DashboardPage['choices'] {
  if (atOtherStep === 0) return []
  const choices = STEPS.toReversed().map((one) => ({
    label: t(one === step ? `dashboard:step-view-${one}` : `dashboard:step-view-${one}-count`, {
      count: format.count(atOtherStep),
    }),
    href: dashboardHref(agency.code, { ...query, step: one }),
    isCurrent: one === step,
  }))
  return [{ label: t('dashboard:step-label'), choices }]
}

function notes(dashboard: AgencyDashboard, query: AgencyQuery, { t, format, code }: Language): DashboardPage['notes'] {
  const { agency, others, breakAt, isCuttable, children } = dashboard
  const tooMany = children.length > 0 ? 'dashboard:too-many-here' : 'dashboard:too-many-period'
  return [
    ...(breakAt === null ? [] : [{ label: t('dashboard:break-note', { month: format.month(breakAt) }), href: null }]),
    ...others.map(({ series, responses }) => ({
      label: t('dashboard:other-questionnaire', {
        count: format.count(responses),
        name: inLanguage(series.latest.names, code),
        version: series.latest.version,
      }),
      href: dashboardHref(agency.code, { ...query, questionnaire: series.name, filter: [] }),
    })),
    ...(isCuttable ? [] : [{ label: t(tooMany, { most: format.count(MOST_CUTTABLE) }), href: null }]),
  ]
}

function related({ agency }: AgencyDashboard, { language, viewer }: RequestContext): DashboardPage['related'] {
  const { t, code } = language
  const path = dashboardHref(agency.code)
  return {
    heading: t('dashboard:related-heading'),
    links: [
      ...(viewer?.mayReadComments ? [{ label: t('dashboard:related-comments'), href: commentsHref(agency.code) }] : []),
      { label: t('dashboard:related-public'), href: publicHref(agency.code, code) },
      { label: t('reports:new'), href: newAgencyReportHref(agency.code) },
      { label: t('dashboard:related-references'), href: referencesHref(agency.code) },
      { label: t('dashboard:related-glossary'), href: `${path}/glossary` },
    ],
  }
}

/** Files of what the page counts: the questionnaire is named, so that later answers to another one cannot change them. */
function downloads(
  { agency, series }: AgencyDashboard,
  query: AgencyQuery,
  { t }: Language,
): DashboardPage['downloads'] {
  const hrefs = downloadHrefs(agency.code, { ...query, questionnaire: series.name })
  const link = (file: keyof typeof hrefs) => ({
    label: t(`dashboard:download-${file}`),
    note: t(`dashboard:download-${file}-note`),
    href: hrefs[file],
  })
  return {
    heading: t('dashboard:downloads-heading'),
    links: (['excel', 'plain', 'manifest', 'codebook', 'other'] as const).map(link),
  }
}
