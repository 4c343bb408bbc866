import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { CSV_READERS, type CsvReader } from '../../services/csv-table.ts'
import { EXPORT_STEPS, type ExportQuery } from '../../services/responses-file.ts'
import { readDashboardQuery } from './dashboard-query.ts'
import type { FormReading } from './form-reading.ts'

/** Which responses, and for whom the file is written. */
export interface ExportRequest {
  readonly query: ExportQuery
  readonly reader: CsvReader
}

/**
 * Reads the query of an export: that of the dashboard, so that both mean the same responses, with `step` (left out:
 * `return`, what the index is made of) and `for` (left out: `plain`).
 */
export function readExportQuery(query: Readonly<Record<string, unknown>>, today: LocalDay): FormReading<ExportRequest> {
  const problems: Problem[] = []
  const pick = <Choice extends string>(where: string, choices: readonly Choice[], fallback: Choice): Choice => {
    const value = query[where] ?? fallback
    const choice = choices.find((one) => one === value)
    if (choice === undefined) {
      problems.push({ where, message: 'export:error-choice', values: { name: where, choices: choices.join(', ') } })
    }
    return choice ?? fallback
  }
  const reading = readDashboardQuery(query, today)
  const step = pick('step', EXPORT_STEPS, 'return')
  const reader = pick('for', CSV_READERS, 'plain')
  if (!reading.ok) return { ok: false, problems: [...reading.problems, ...problems] }
  if (problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { query: { ...reading.value, step }, reader } }
}
