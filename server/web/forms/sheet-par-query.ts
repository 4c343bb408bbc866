import type { LocalDay } from '../../domain/calendar.ts'
import type { DashboardQuery } from '../../services/agency-dashboard.ts'
import { readDashboardQuery, textOf } from './dashboard-query.ts'
import { SheetFields, type SheetReading } from './sheet-reading.ts'

/** From where the index comes: typed, in ten-thousandths of a point; or an agency's own figure of a period. */
export type ParIndex =
  | { readonly kind: 'typed'; readonly parts: number }
  | { readonly kind: 'own'; readonly agency: string; readonly query: DashboardQuery }

/**
 * Reads `index`, or `agency` with the period as that of its dashboard. Both at once are a mistake: which of the two is
 * meant?
 */
export function readParQuery(query: Readonly<Record<string, unknown>>, today: LocalDay): SheetReading<ParIndex> {
  const fields = new SheetFields(query, ['index'])
  const agency = textOf(query['agency'])
  if (agency === '') return fields.reading({ kind: 'typed', parts: fields.neededParts('index', 100) })
  const { typed } = fields
  const problem = (message: string) => ({
    typed,
    reading: { ok: false, problems: [{ where: 'index', message }] } as const,
  })
  if (typed['index'] !== '') return problem('sheets:error-both')
  const own = readDashboardQuery(query, today)
  if (!own.ok) return problem('sheets:error-period')
  return { typed, reading: { ok: true, value: { kind: 'own', agency, query: own.value } } }
}
