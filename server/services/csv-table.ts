import { Parser } from '@json2csv/plainjs'
import { csvText } from './csv-cell.ts'
import type { FileColumn, FilePart } from './file-column.ts'

/** For whom a CSV file is written: Excel reads UTF-8 only after a byte order mark, other programs trip over one. */
export const CSV_READERS = ['excel', 'plain'] as const
export type CsvReader = (typeof CSV_READERS)[number]

/** Writes rows as CSV (RFC 4180, lines end in CRLF), piece by piece, with every text and heading guarded against formulas. */
export class CsvTable<Row extends object> {
  readonly #columns: readonly FileColumn<Row>[]
  readonly #parser: Parser<Row, Row>

  constructor(columns: readonly FileColumn<Row>[]) {
    this.#columns = columns
    this.#parser = new Parser<Row, Row>({ ...this.#options(), header: false })
  }

  /** The first line, after the byte order mark where the reader needs one. */
  head(reader: CsvReader): string {
    const parser = new Parser<Row, Row>({ ...this.#options(), withBOM: reader === 'excel' })
    return parser.parse([]) + EOL
  }

  /** So many further lines; nothing for no rows. */
  lines(rows: readonly Row[]): string {
    return rows.length === 0 ? '' : this.#parser.parse(rows as Row[]) + EOL
  }

  #options() {
    return {
      fields: this.#columns.map(({ key, value }) => ({ label: key, value })),
      eol: EOL,
      includeEmptyRows: true,
      formatters: { header: csvText, string: csvText },
    }
  }
}

const EOL = '\r\n'

/** Writes the parts of a file one after the other; those with the same columns share a table. */
export function csvPartWriter<Row extends object>(): (part: FilePart<Row>) => string {
  let columns: FilePart<Row>['columns'] = []
  let table: CsvTable<Row> | null = null
  return (part) => {
    if (!table || part.columns !== columns) table = new CsvTable(part.columns)
    columns = part.columns
    return table.lines(part.rows)
  }
}
