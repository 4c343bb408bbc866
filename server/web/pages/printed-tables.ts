import type { Language } from '../language.ts'
import type { FigureCells, FigureTable } from './figure-cells.ts'
import type { FigureRow, FigureSection } from './figure-section.ts'

/** A table of figures on paper: all its rows, or the lowest of them and how many there are. */
export interface PrintedTable {
  readonly area: string
  readonly heading: string
  readonly column: string
  readonly heads: FigureTable['heads']
  /** How many columns a hidden figure leaves empty. */
  readonly span: number
  readonly rows: readonly PrintedRow[]
  /** That only the lowest rows are printed; null where all are. */
  readonly cut: string | null
}

/** A row with the words before its figure. */
export interface PrintedRow extends Pick<FigureRow, 'code' | 'name' | 'detail'> {
  readonly cells: FigureCells
}

/** How many lines of rows all tables together may take of the second page. */
const LINES = 39
/** What a table takes besides its rows: heading, heads of columns, the sentence that it is cut, room below. */
const LINES_AROUND = 4.5
/** What each line of a name after the first takes of a line. */
const FURTHER_LINE = 0.75
/** Columns as printed-report.css sets them, and the width of a sign in the widest of the usual fonts, in millimetres. */
const WIDTHS = { table: 182, figures: 67, target: 16, verdict: 43, sign: 1.7 }

/**
 * Tables that fit on the rest of the second page together. One that is too long keeps its lowest rows, those with
 * nothing to show last, and says so.
 */
export function printedTables(sections: readonly FigureSection[], language: Language): readonly PrintedTable[] {
  const tables = sections.filter(({ rows }) => rows.length > 0)
  const needs = tables.map((section) => linesOf(rowsOf(section), signsOf(section)))
  const lines = sharedLines(needs, LINES - LINES_AROUND * tables.length)
  return tables.map((section, i) => printedTable(section, lines[i] ?? 0, language))
}

/** A table with all its rows, on as many sheets as they take. */
export function wholeTable(section: FigureSection, language: Language): PrintedTable {
  return printedTable(section, Number.POSITIVE_INFINITY, language)
}

/**
 * Shares lines among those that need them: nobody gets more than needed, and what the modest leave is shared by the
 * others in equal parts, rounded down.
 */
export function sharedLines(needs: readonly number[], lines: number): readonly number[] {
  const given = needs.map(() => 0)
  const modestFirst = needs.map((need, i) => ({ need, i })).toSorted((a, b) => a.need - b.need)
  let left = lines
  modestFirst.forEach(({ need, i }, nth) => {
    const part = Math.min(need, Math.floor(left / (modestFirst.length - nth)))
    given[i] = part
    left -= part
  })
  return given
}

function printedTable(section: FigureSection, lines: number, { t, format }: Language): PrintedTable {
  const { area, heading, column, table } = section
  const { heads } = table
  const all = rowsOf(section)
  const signs = signsOf(section)
  const rows = linesOf(all, signs) <= lines ? all : lowestRows(all, lines, signs)
  const isCut = rows.length < all.length
  const values = { shown: format.count(rows.length), all: format.count(all.length) }
  return {
    area,
    heading,
    column,
    heads,
    span: 2 + (heads.target ? 1 : 0) + (heads.verdict ? 1 : 0),
    rows,
    cut: isCut ? t('printed-report:cut', values) : null,
  }
}

function rowsOf({ rows, table }: FigureSection): readonly PrintedRow[] {
  return rows.flatMap(({ code, name, detail }, i) => {
    const cells = table.cells[i]
    return cells ? [{ code, name, detail, cells }] : []
  })
}

/** How many signs of a name surely fit into one line. */
function signsOf({ table }: FigureSection): number {
  const { target, verdict } = table.heads
  const taken = WIDTHS.figures + (target ? WIDTHS.target : 0) + (verdict ? WIDTHS.verdict : 0)
  return Math.floor((WIDTHS.table - taken) / WIDTHS.sign)
}

function lowestRows(rows: readonly PrintedRow[], lines: number, signs: number): readonly PrintedRow[] {
  const indexOf = ({ cells }: PrintedRow): number => cells.value?.exact.index ?? Number.POSITIVE_INFINITY
  const sorted = rows.toSorted((a, b) => (indexOf(a) === indexOf(b) ? 0 : indexOf(a) - indexOf(b)))
  const end = sorted.findIndex((_, i) => linesOf(sorted.slice(0, i + 1), signs) > lines)
  return end < 0 ? sorted : sorted.slice(0, end)
}

/** A further line of a name is less high than a row, which has room around it. */
function linesOf(rows: readonly PrintedRow[], signs: number): number {
  return rows.reduce((sum, { code, name, detail }) => {
    const further = Math.ceil(`${code} ${name} ${detail}`.trim().length / signs) - 1
    return sum + 1 + Math.max(0, further) * FURTHER_LINE
  }, 0)
}
