import type { Language } from '../language.ts'
import { figureTable, type FigureTable, type Held } from './figure-cells.ts'

/** A table of figures under its own heading. */
export interface FigureSection {
  /** Names the section in the page. */
  readonly area: string
  readonly heading: string
  /** What the figures say, in a sentence; null where there is nothing to say. */
  readonly finding: string | null
  readonly caption: string
  readonly column: string
  readonly table: FigureTable
  readonly rows: readonly FigureRow[]
  /** What is said where there are no rows; null where there are always some. */
  readonly empty: string | null
  /** Null where no chart is drawn from the table. */
  readonly chart: ChartWords | null
  readonly note: string | null
  /** Where more can be had; null where there is nothing more. */
  readonly more: PageLink | null
}

/** What stands in a row before its figure. */
export interface FigureRow {
  readonly name: string
  /** A code before the name, as `F1`; empty where there is none. */
  readonly code: string
  /** A line below the name; empty where there is none. */
  readonly detail: string
  /** The name as the axis of a chart has it; empty where no chart is drawn. */
  readonly label: string
  /** Null where the name is no link. */
  readonly href: string | null
  readonly isPart: boolean
  /** What makes this row differ from the one before it besides its answers. */
  readonly events: readonly RowEvent[]
  /** Links to the posters of a counter; null where it has none. */
  readonly posters: { readonly label: string; readonly links: readonly PageLink[] } | null
}

/** A line in words, which a chart draws before the row. */
export interface RowEvent {
  readonly kind: 'break' | 'target-change' | 'merger'
  readonly words: string
}

/** A link with its words. */
export interface PageLink {
  readonly label: string
  readonly href: string
}

/** Words that a chart needs and its table does not have. */
export interface ChartWords {
  /** The finding, and where the numbers stand. */
  readonly alternative: string
  readonly target: string
}

/** A row with the figure that its cells print. */
export type HeldRow = FigureRow & Held

/** A row that has a name and a figure and nothing else; the rest is said by what is spread over it. */
export const PLAIN_ROW: Omit<FigureRow, 'name'> = {
  code: '',
  detail: '',
  label: '',
  href: null,
  isPart: false,
  events: [],
  posters: null,
}

/** What a section says besides its rows. */
export interface SectionWords {
  /** The messages are `dashboard:<area>-heading`, `-caption`, `-column`, and `-chart` where there is one. */
  readonly area: string
  /** What the figures are called. */
  readonly index: string
  readonly finding?: string | null
  readonly note?: string | null
  readonly empty?: string
  readonly more?: PageLink
  readonly hasChart?: boolean
}

/** Makes a section of rows whose marks share one axis. */
export function figureSection(rows: readonly HeldRow[], words: SectionWords, language: Language): FigureSection {
  const { t } = language
  const { area, index, finding = null, note = null, empty = null, more = null, hasChart = false } = words
  const table = figureTable(rows, { index }, language)
  return {
    area,
    heading: t(`dashboard:${area}-heading`),
    finding,
    caption: t(`dashboard:${area}-caption`),
    column: t(`dashboard:${area}-column`),
    table,
    rows,
    empty,
    chart:
      hasChart && rows.some(({ shown }) => shown.figure)
        ? { alternative: t(`dashboard:${area}-chart`, { finding: finding ?? '' }), target: t('dashboard:target') }
        : null,
    note,
    more,
  }
}
