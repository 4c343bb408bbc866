import { parseYear } from '../../domain/calendar.ts'
import type { ReferenceValue } from '../../domain/reference-value.ts'
import { textOf } from './dashboard-query.ts'

/** Which figure an address is about: `series`, `year` and `agency`; null where it names none. */
export function readReferenceKey(
  query: Readonly<Record<string, unknown>>,
): Pick<ReferenceValue, 'series' | 'year' | 'agency'> | null {
  const year = parseYear(textOf(query['year']))
  return year === null ? null : { series: textOf(query['series']), year, agency: textOf(query['agency']) || null }
}
