import type { AgencyDashboard, AgencyQuery, CutTable } from '../../services/agency-dashboard.ts'
import { NOT_TOLD } from '../../services/counted-cut.ts'
import { isOpenCut } from '../../services/answer-filter.ts'
import { LEAST_OF_PROFILE } from '../../services/hidden-cells.ts'
import type { Language } from '../language.ts'
import { openedHref } from './dashboard-links.ts'
import { cutWord, indexWord, valueWord } from './dashboard-words.ts'
import { figureTable, type FigureTable } from './figure-cells.ts'
import { lowestOf } from './lowest-figure.ts'

/** Small tables side by side: the answers by the values of each cut. */
export interface CutSection {
  readonly area: string
  readonly heading: string
  readonly note: string
  readonly tables: readonly CutFigures[]
}

export interface CutFigures {
  /** Names the table in the page. */
  readonly id: string
  readonly heading: string
  /** What the figures say; null where there is nothing to say. */
  readonly finding: string | null
  readonly column: string
  readonly table: FigureTable
  readonly rows: readonly { readonly name: string; readonly href: string | null }[]
}

/** The answers by channel, hour, language and what else was asked; null where none of it differs. */
export function cutSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): CutSection | null {
  const { t } = language
  const tables = dashboard.cuts.filter(isTelling).map((cut) => cutFigures(dashboard, query, cut, language))
  if (tables.length === 0) return null
  return { area: 'cuts', heading: t('dashboard:cuts-heading'), note: t('dashboard:cuts-note'), tables }
}

/** The answers by what respondents told about themselves; null where nobody was asked. */
export function profileSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): CutSection | null {
  const { t, format } = language
  const tables = dashboard.profile.map((cut) => cutFigures(dashboard, query, cut, language))
  if (tables.length === 0) return null
  const least = format.count(Math.max(dashboard.least, LEAST_OF_PROFILE))
  return {
    area: 'profile',
    heading: t('dashboard:profile-heading'),
    note: t('dashboard:profile-note', { least }),
    tables,
  }
}

/** A cut of a single row says nothing that the page does not say already. */
function isTelling({ rows }: CutTable): boolean {
  return rows.filter(({ shown }) => shown.n > 0).length > 1
}

function cutFigures(dashboard: AgencyDashboard, query: AgencyQuery, table: CutTable, language: Language): CutFigures {
  const { agency, target } = dashboard
  const { cut, rows } = table
  return {
    id: `cut-${cut}`,
    heading: cutWord(table, language),
    finding: cutFinding(table, language),
    column: language.t(table.question ? 'dashboard:cut-answer' : `dashboard:cut-${cut}`),
    table: figureTable(
      rows.map(({ shown }) => ({ shown, target })),
      { index: indexWord(dashboard, language), isPlain: true },
      language,
    ),
    rows: rows.map((row) => ({
      name: valueWord(cut, row, language),
      href: isOpenCut(cut) ? openedHref(agency.code, query, { ...row, cut }) : null,
    })),
  }
}

function cutFinding({ cut, rows }: CutTable, language: Language): string | null {
  const { t, format } = language
  const told = rows.filter(({ value, shown: { figure } }) => value !== NOT_TOLD && figure !== null)
  const lowest = lowestOf(told)
  if (!lowest || told.length < 2) return null
  return t('dashboard:cut-finding', {
    value: valueWord(cut, lowest.row, language),
    index: format.percent(lowest.exact),
  })
}
