import type { LocalDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, DashboardQuery } from '../../services/agency-dashboard.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { aboutSection, type AboutSection } from './about-section.ts'
import { dashboardHref, downloadHrefs } from './dashboard-links.ts'
import type { FigureSection } from './figure-section.ts'
import { headline, type Headline } from './headline.ts'
import { levelSection, type LevelSection } from './level-section.ts'
import { periodPicker, typedPeriod, type PeriodPicker } from './period-picker.ts'
import { monthSection } from './month-section.ts'
import { childSection, fieldSection, pointSection } from './place-sections.ts'
import { factorSection } from './question-sections.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** One agency's figures in one period: the verdict, then pictures, then tables. */
export interface DashboardPage extends Shell {
  readonly heading: string
  readonly subtitle: string
  readonly picker: PeriodPicker
  /** Whose answers count after a merger; null where there was none. */
  readonly lineage: { readonly label: string; readonly choices: readonly Choice[] } | null
  /** Links to the same page for other questionnaires. */
  readonly others: readonly { readonly label: string; readonly href: string }[]
  readonly headline: Headline
  /** Null where nothing of it is shown. */
  readonly levels: LevelSection | null
  readonly factors: FigureSection | null
  readonly months: FigureSection | null
  /** Fields, points and agencies below. */
  readonly places: readonly FigureSection[]
  readonly downloads: {
    readonly heading: string
    readonly links: readonly { readonly label: string; readonly note: string; readonly href: string }[]
  }
  readonly about: AboutSection
}

interface Choice {
  readonly label: string
  readonly href: string
  readonly isCurrent: boolean
}

const STYLES = ['css/dashboard.css', 'css/print.css']
const SCRIPTS = ['lib/chart.js', 'lib/chart-error-bars.js', 'lib/chart-annotation.js', 'js/dashboard-charts.js']

export function dashboardPage(
  site: Site,
  context: RequestContext,
  { dashboard, query, today }: { dashboard: AgencyDashboard; query: DashboardQuery; today: LocalDay },
): DashboardPage {
  const { language } = context
  const { t, format, code } = language
  const { agency, period, view, span, index, children, fields } = dashboard
  const days = { from: format.day(period.from), to: format.day(period.to - 1) }
  const name = inLanguage(agency.names, code)
  const isAnswered = index.n > 0
  const hasFactors = [dashboard.overall, ...dashboard.factors].some(({ shown }) => shown.figure)
  const chosen = { agencyCode: agency.code, today, view, questionnaire: query.questionnaire, span }
  return {
    ...staffShell(site, context, {
      title: t('dashboard:title', { agency: name, ...days }),
      styles: STYLES,
      scripts: isAnswered ? SCRIPTS : [],
    }),
    heading: name,
    subtitle: t('dashboard:subtitle', days),
    picker: periodPicker({ ...chosen, period, typed: typedPeriod(period, format), errors: {} }, language),
    lineage: lineageChoice(dashboard, query, language),
    others: dashboard.others.map(({ series, responses }) => ({
      label: t('dashboard:other-questionnaire', {
        count: format.count(responses),
        name: inLanguage(series.latest.names, code),
        version: series.latest.version,
      }),
      href: dashboardHref(agency.code, { ...query, questionnaire: series.name }),
    })),
    headline: headline(dashboard, language),
    levels: hasFactors ? levelSection(dashboard, language) : null,
    factors: hasFactors ? factorSection(dashboard, language) : null,
    months: isAnswered ? monthSection(dashboard, language) : null,
    places: [
      ...(fields.length > 1 ? [fieldSection(dashboard, language)] : []),
      ...(dashboard.points.length > 0 || children.length === 0 ? [pointSection(dashboard, language)] : []),
      ...(children.length > 0 ? [childSection(dashboard, query, language)] : []),
    ],
    downloads: downloads(dashboard, query, language),
    about: aboutSection(dashboard, today, language),
  }
}

function lineageChoice(
  { agency, formers, view }: AgencyDashboard,
  query: DashboardQuery,
  { t, code }: Language,
): DashboardPage['lineage'] {
  if (formers.length === 0) return null
  const names = {
    agency: inLanguage(agency.names, code),
    formers: formers.map((former) => inLanguage(former.names, code)).join(', '),
  }
  return {
    label: t('dashboard:lineage-label'),
    choices: LINEAGES.map((one) => ({
      label: t(`dashboard:lineage-${one}`, names),
      href: dashboardHref(agency.code, { ...query, view: one }),
      isCurrent: one === view,
    })),
  }
}

/** Files of what the page counts: the questionnaire is named, so that later answers to another one cannot change them. */
function downloads(
  { agency, series }: AgencyDashboard,
  query: DashboardQuery,
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
