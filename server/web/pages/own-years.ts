import { firstDay, monthOfDay, type Period } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyReferences } from '../../services/reference-service.ts'
import type { AgencyYears } from '../../services/agency-years.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { figureTable, type FigureTable } from './figure-cells.ts'
import type { PageLink } from './figure-section.ts'
import type { Axis } from './interval-mark.ts'
import { publicHref } from './public-links.ts'
import { ownParHref, referencesHref } from './reference-links.ts'

/** What the platform's own answers say of an agency, year by year: beside the figures of others, and never among them. */
export interface OwnYears {
  readonly heading: string
  /** Whose they are and of which instrument, or why there are none. */
  readonly lines: readonly string[]
  /** Where to find out more; null where there is nothing more. */
  readonly link: PageLink | null
  /** Other instruments that were answered; null where there are none. */
  readonly choice: {
    readonly label: string
    readonly choices: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[]
  } | null
  /** Null where there is nothing to show. */
  readonly table: OwnTable | null
}

interface OwnTable {
  readonly caption: string
  readonly column: string
  readonly figures: FigureTable
  readonly rows: readonly {
    readonly name: string
    readonly href: string
    /** That the year is not whole; empty where it is. */
    readonly detail: string
    /** To the sheet of the reform index; null where there is no index to take there. */
    readonly sheet: PageLink | null
  }[]
  readonly note: string
}

export function ownYears({ agency, years }: AgencyReferences, axis: Axis, language: Language): OwnYears {
  const { t, code } = language
  const heading = t('references:own-heading')
  const none = { heading, choice: null, table: null }
  if (!agency) return { ...none, lines: [t('references:own-no-province')], link: null }
  const name = inLanguage(agency.names, code)
  if (!years) {
    const link = { label: t('references:own-public', { agency: name }), href: publicHref(agency.code, code) }
    return { ...none, lines: [t('references:own-not-yours', { agency: name })], link }
  }
  if (years.years.length === 0) return { ...none, lines: [t('references:own-none', { agency: name })], link: null }
  const { names, version } = years.series.latest
  return {
    heading,
    lines: [
      t('references:own-of', { agency: name }),
      t('dashboard:questionnaire', { name: inLanguage(names, code), version }),
    ],
    link: null,
    choice: instrumentChoice(years, language),
    table: ownTable(years, axis, language),
  }
}

function instrumentChoice({ agency, series, others }: AgencyYears, { t, code }: Language): OwnYears['choice'] {
  if (others.length === 0) return null
  return {
    label: t('references:own-instrument'),
    choices: [series, ...others.map((other) => other.series)].map(({ name, latest }) => ({
      label: t('references:own-instrument-name', { name: inLanguage(latest.names, code), version: latest.version }),
      href: referencesHref(agency.code, { questionnaire: name }),
      isCurrent: name === series.name,
    })),
  }
}

function ownTable({ agency, series, months, years }: AgencyYears, axis: Axis, language: Language): OwnTable {
  const { t } = language
  const held = years.map(({ shown }) => ({ shown, target: null }))
  return {
    caption: t('references:own-caption'),
    column: t('references:year'),
    figures: figureTable(held, { index: t('dashboard:index'), isPlain: true, axis }, language),
    rows: years.map(({ year, period, shown }) => ({
      name: String(year),
      href: dashboardHref(agency.code, { period, view: 'as-it-is', questionnaire: series.name }),
      detail: detailOf(period, months, language),
      sheet: shown.figure
        ? { label: t('references:own-sheet', { year }), href: ownParHref(agency.code, period, series.name) }
        : null,
    })),
    note: t('references:own-note'),
  }
}

/** The first year begins with the first answer, and the running one is not over. */
function detailOf(period: Period, months: AgencyYears['months'], { t, format }: Language): string {
  const january = monthOfDay(period.from)
  const isRunning = period.to < firstDay(january + 12)
  const isFirst = months !== null && months.first > january && months.first < january + 12
  const since = isFirst ? format.month(months.first) : null
  if (since !== null) return t(isRunning ? 'references:own-from-running' : 'references:own-from', { month: since })
  return isRunning ? t('references:own-running') : ''
}
