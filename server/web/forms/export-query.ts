import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { EXPORT_STEPS, type ExportQuery } from '../../services/responses-file.ts'
import { FILE_FORMATS, type FileFormat } from '../../services/table-file.ts'
import { readAgencyQuery } from './agency-query.ts'
import type { FormReading } from './form-reading.ts'

/** Which answers, and in which form the file is written. */
export interface ExportRequest {
  readonly query: ExportQuery
  readonly format: FileFormat
}

/**
 * Reads the query of an export: that of the dashboard, so that both mean the same answers, but that `step` may be `all`,
 * with `for` (left out: `plain`).
 */
export function readExportQuery(query: Readonly<Record<string, unknown>>, today: LocalDay): FormReading<ExportRequest> {
  const problems: Problem[] = []
  const pick = <Choice extends string>(where: string, choices: readonly Choice[], fallback: Choice): Choice => {
    const value = query[where] ?? fallback
    const choice = choices.find((one) => one === value)
    if (choice === undefined) problems.push(choiceProblem(where, choices))
    return choice ?? fallback
  }
  const answers = Object.entries(query).filter(([name]) => !OWN.includes(name))
  const reading = readAgencyQuery(Object.fromEntries(answers), today)
  const step = pick('step', EXPORT_STEPS, 'return')
  const format = pick('for', FILE_FORMATS, 'plain')
  if (!reading.ok) return { ok: false, problems: [...reading.problems, ...problems] }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { query: { ...reading.value, step }, format } }
}

/** Says which values a parameter may have. */
export function choiceProblem(where: string, choices: readonly string[]): Problem {
  return { where, message: 'export:error-choice', values: { name: where, choices: choices.join(', ') } }
}

/** Parameters that the dashboard does not have, or knows fewer values of. */
const OWN: readonly string[] = ['step', 'for']
