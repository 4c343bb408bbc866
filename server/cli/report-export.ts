import { createReadStream } from 'node:fs'
import { parse } from 'csv-parse'
import type { ExportedResponse } from '../services/export-recount.ts'
import { CIRCUMSTANCES, FLAGS_COLUMN } from '../services/response-columns.ts'
import type { AgencyDraft } from '../services/report-content.ts'

/** A row of a file of responses by the names of its columns. */
type Row = Readonly<Record<string, string | undefined>>

/** The responses of a file that a report counts, and how many others there were. */
export interface ReportedResponses {
  /** Other questionnaires, steps and months. */
  readonly leftOut: number
  readonly counted: number
}

/**
 * Hands the responses of an exported file to a report's recount, one after the other, however long the file is.
 *
 * @throws {Error} when the file cannot be read, lacks a column, or a cell holds no level
 */
export async function readExport(
  path: string,
  draft: AgencyDraft,
  count: (response: ExportedResponse) => void,
): Promise<ReportedResponses> {
  const { instrument, span, step } = draft
  const codes = instrument.criteria.map(({ code }) => code)
  const needed = [...CIRCUMSTANCES, ...codes, OVERALL, FLAGS_COLUMN]
  const checkHeader = (header: string[]): string[] => {
    const missing = needed.filter((name) => !header.includes(name))
    if (missing.length > 0) throw new Error(`${path} lacks the columns ${missing.join(', ')}`)
    return header
  }
  const rows = createReadStream(path).pipe(parse({ bom: true, columns: checkHeader }))
  let [counted, leftOut] = [0, 0]
  for await (const row of rows as AsyncIterable<Row>) {
    const month = (row['hour'] ?? '').slice(0, MONTH_LENGTH)
    const isAsked = row['step'] === step && instrument.versions.includes(row['questionnaire'] ?? '')
    if (!isAsked || month < span.from || month > span.to) {
      leftOut++
      continue
    }
    counted++
    count({
      levels: codes.map((code) => levelIn(row, code, path)),
      overall: levelIn(row, OVERALL, path),
      month,
      field: row['field'] ?? '',
      isFlagged: row[FLAGS_COLUMN] !== '',
    })
  }
  return { counted, leftOut }
}

const OVERALL = 'overall'
const MONTH_LENGTH = '2026-11'.length

/** The level in a cell, 0 where it is blank. */
function levelIn(row: Row, column: string, path: string): number {
  const cell = row[column] ?? ''
  if (!/^[1-5]?$/.test(cell)) throw new Error(`${path}: ${JSON.stringify(cell)} in column ${column} is no level`)
  return Number(cell)
}
