import type { Request, Response } from 'express'
import { isoMonth } from '../../domain/calendar.ts'
import { InvalidInputError } from '../../domain/errors.ts'
import { inOnePart, type FileColumn } from '../../services/file-column.ts'
import { FILE_FORMATS, fileBytes, fileKind } from '../../services/table-file.ts'
import type { UnitScope } from '../../services/unit-answers.ts'
import type { WebParts } from '../app.ts'
import { choiceProblem } from '../forms/export-query.ts'
import { sendBytes } from '../send-bytes.ts'

/** The rows of a compare page as a file, in the form that `for` of the address asks for; left out, plain CSV. */
export interface ComparisonFile<Row> {
  /** Without its ending. */
  readonly name: string
  readonly columns: readonly FileColumn<Row>[]
  readonly rows: readonly Row[]
}

/** Says under which name a file is saved: what it holds, the level, the months, and what else tells it from others. */
export function comparisonFileName(
  holds: string,
  { under, level, query: { months, step, field } }: Pick<UnitScope, 'under' | 'level' | 'query'>,
): string {
  const parts = [
    under?.code ?? '',
    holds,
    level,
    isoMonth(months.from),
    isoMonth(months.to - 1),
    step === 'return' ? '' : step,
    field ?? '',
  ]
  return parts.filter((part) => part !== '').join('_')
}

/** @throws {InvalidInputError} when no file is written in such a form */
export async function sendComparisonFile<Row extends object>(
  { log }: Pick<WebParts, 'log'>,
  { req, res }: { req: Request; res: Response },
  { name, columns, rows }: ComparisonFile<Row>,
): Promise<void> {
  const { for: audience = 'plain' } = req.query
  const format = FILE_FORMATS.find((one) => one === audience)
  if (!format) throw new InvalidInputError('no such file', [choiceProblem('for', FILE_FORMATS)])
  const { extension, type } = fileKind(format)
  res.attachment(`${name}.${extension}`).type(type)
  res.set({ 'Cache-Control': 'private, no-store', 'X-Row-Count': String(rows.length) })
  await sendBytes(req, res, fileBytes({ name: SHEET, columns, parts: inOnePart({ columns, rows }) }, format), log)
}

/** What the sheet of a workbook is called. */
const SHEET = 'comparison'
