import { CsvError } from 'csv-parse'
import { parse } from 'csv-parse/sync'
import { IMPORT_COLUMNS, IMPORT_KINDS, importKind, knownColumns, type ImportKind } from './import-kinds.ts'
import type { ImportProblem } from './import-problem.ts'

/** A CSV file whose columns are known. */
export interface ImportTable {
  readonly file: string
  readonly kind: ImportKind
  readonly columns: readonly string[]
  readonly rows: readonly ImportLine[]
}

export interface ImportLine {
  /** Where the row starts in the file, the header being line 1. */
  readonly line: number
  /** In the order of the table's columns; short rows are filled up with blanks. */
  readonly cells: readonly string[]
}

export type ImportTableReading =
  | { readonly ok: true; readonly table: ImportTable }
  | { readonly ok: false; readonly problems: readonly ImportProblem[] }

/**
 * Reads a CSV file as spreadsheets write it: UTF-8 with or without a byte order mark, commas or semicolons between
 * cells, columns in any order, blank lines anywhere. What it brings is told from its columns.
 */
export function readImportTable(file: string, bytes: Uint8Array | null): ImportTableReading {
  const refused = (
    message: string,
    values?: ImportProblem['values'],
    line: number | null = null,
  ): ImportTableReading => ({
    ok: false,
    problems: [{ file, line, where: '', message, ...(values ? { values } : {}) }],
  })
  if (bytes === null) return refused('import:not-readable')
  const text = decoded(bytes)
  if (text === null) return refused('import:not-utf8')

  const lines = linesOf(text)
  if (!Array.isArray(lines)) return refused('import:broken-quotes', undefined, lines.brokenAt)
  const [header, ...rows] = lines
  if (!header) return refused('import:empty')
  const columns = header.cells.map((cell) => cell.trim().toLowerCase())
  while (columns.at(-1) === '') columns.pop()

  const kind = importKind(columns)
  if (kind === null) {
    const known = IMPORT_KINDS.map((one) => `${one} (${IMPORT_COLUMNS[one].required.join(', ')})`).join('; ')
    return refused('import:unknown-kind', { known }, header.line)
  }
  const problems = [
    ...columnProblems(kind, columns).map((problem) => ({ file, line: header.line, ...problem })),
    ...rows
      .filter(({ cells }) => cells.slice(columns.length).some((cell) => cell !== ''))
      .map(({ line }) => ({
        file,
        line,
        where: '',
        message: 'import:too-many-cells',
        values: { cells: columns.length },
      })),
  ]
  if (problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    table: {
      file,
      kind,
      columns,
      rows: rows.map(({ line, cells }) => ({ line, cells: columns.map((_, at) => cells[at] ?? '') })),
    },
  }
}

/** The text without its byte order mark; null where the bytes are no UTF-8. */
function decoded(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

/** The rows that hold anything, or the line at which the quotes go wrong. */
function linesOf(text: string): ImportLine[] | { readonly brokenAt: number | null } {
  try {
    const records = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      trim: true,
      info: true,
      raw: true,
    }) as unknown as readonly { record: string[]; raw: string; info: { lines: number } }[]
    return records.map(({ record, raw, info }) => ({ line: info.lines - breaksWithin(raw), cells: record }))
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { brokenAt: typeof error['lines'] === 'number' ? error['lines'] : null }
  }
}

/** Whichever stands more often in the first line: spreadsheets set to Vietnamese write semicolons. */
function delimiterOf(text: string): ',' | ';' {
  const [header = ''] = text.trimStart().split('\n', 1)
  return header.split(';').length > header.split(',').length ? ';' : ','
}

/** Line breaks inside a row's cells, as against the ones at its end. */
function breaksWithin(raw: string): number {
  return raw.trim().split('\n').length - 1
}

function columnProblems(kind: ImportKind, columns: readonly string[]) {
  const known = knownColumns(kind)
  return [
    ...columns
      .filter((column) => !known.includes(column))
      .map((column) => ({ where: column, message: 'import:unknown-column', values: { known: known.join(', ') } })),
    ...columns
      .filter((column, at) => columns.indexOf(column) < at)
      .map((column) => ({ where: column, message: 'import:repeated-column' })),
    ...IMPORT_COLUMNS[kind].required
      .filter((column) => !columns.includes(column))
      .map((column) => ({ where: column, message: 'import:missing-column' })),
  ]
}
