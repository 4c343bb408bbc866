import { csvPartWriter, CsvTable } from './csv-table.ts'
import type { FileColumn, FilePart } from './file-column.ts'
import { xlsxFile } from './xlsx-file.ts'
import { xlsxSheet } from './xlsx-sheet.ts'

/**
 * In which form rows are handed out: CSV that Excel opens right, CSV for other programs, a JSON object a line, and an
 * Excel workbook.
 */
export const FILE_FORMATS = ['excel', 'plain', 'ndjson', 'xlsx'] as const
export type FileFormat = (typeof FILE_FORMATS)[number]

/** A file of rows before a row of it is read. */
export interface TableFile<Row extends object> {
  /** Names the sheet of a workbook; at most 25 signs, none of \\ / ? * [ ] : among them. */
  readonly name: string
  /** Heads the file; every part has the same keys. */
  readonly columns: readonly FileColumn<Row>[]
  readonly parts: AsyncIterable<FilePart<Row>>
}

/** The bytes of a file, while its rows are read. Memory use does not grow with the rows; leaving early ends the reading. */
export function fileBytes<Row extends object>(
  file: TableFile<Row>,
  format: FileFormat,
): AsyncGenerator<Buffer, void, undefined> {
  if (format === 'xlsx') {
    const head = file.columns.map(({ key }) => key)
    return xlsxFile([xlsxSheet(file.name, head, file.parts)])
  }
  return format === 'ndjson' ? ndjson(file) : csv(file, format)
}

async function* csv<Row extends object>({ columns, parts }: TableFile<Row>, reader: 'excel' | 'plain') {
  yield Buffer.from(new CsvTable(columns).head(reader))
  const lines = csvPartWriter<Row>()
  for await (const part of parts) yield Buffer.from(lines(part))
}

async function* ndjson<Row extends object>({ parts }: TableFile<Row>) {
  for await (const { columns, rows } of parts) {
    const objects = rows.map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)])))
    yield Buffer.from(objects.map((one) => `${JSON.stringify(one)}\n`).join(''))
  }
}

const FILES: Readonly<Record<FileFormat, { readonly extension: string; readonly type: string }>> = {
  excel: { extension: 'csv', type: 'text/csv; charset=utf-8' },
  plain: { extension: 'csv', type: 'text/csv; charset=utf-8' },
  ndjson: { extension: 'ndjson', type: 'application/x-ndjson; charset=utf-8' },
  xlsx: { extension: 'xlsx', type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' },
}

/** How files of a format end, and what they are called when they are sent. */
export function fileKind(format: FileFormat): { readonly extension: string; readonly type: string } {
  return FILES[format]
}
