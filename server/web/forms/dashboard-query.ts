import { firstDay, monthOfDay, parseIsoDay, type LocalDay } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { LONGEST_PERIOD_MONTHS, monthsOf, namedPeriod } from '../../domain/period.ts'
import type { DashboardQuery } from '../../services/agency-dashboard.ts'

/** The days of a period as somebody typed them, for a form that shows them again. */
export interface TypedPeriod {
  readonly from: string
  readonly to: string
}

export type DashboardQueryReading =
  | { readonly ok: true; readonly value: DashboardQuery }
  /** `where` of a problem is the name of the field. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: TypedPeriod }

/**
 * Reads `from` and `to` (both days included), `view` and `questionnaire` of an address.
 *
 * A day is `2026-11-22`, or `22/11/2026` as people write it. What is left out is the last twelve months: `to` is then
 * the end of the current month, `from` the first day eleven months before that of `to`.
 */
export function readDashboardQuery(query: Readonly<Record<string, unknown>>, today: LocalDay): DashboardQueryReading {
  const typed = { from: textOf(query['from']), to: textOf(query['to']) }
  const problems: Problem[] = []
  const read = (where: 'from' | 'to', fallback: () => LocalDay): LocalDay => {
    if (typed[where] === '') return fallback()
    const day = typedDay(typed[where])
    if (day === null) problems.push({ where, message: `dashboard:error-${where}-not-a-day` })
    return day ?? Number.NaN
  }
  const latest = namedPeriod('twelve-months', today).to - 1
  const last = read('to', () => latest)
  const from = read('from', () => firstDay(monthOfDay(Number.isNaN(last) ? latest : last) - 11))
  const period = { from, to: last + 1 }

  if (from > today) problems.push({ where: 'from', message: 'dashboard:error-from-future', values: { day: today } })
  if (last > latest) problems.push({ where: 'to', message: 'dashboard:error-to-future', values: { day: latest } })
  if (from > last) problems.push({ where: 'from', message: 'dashboard:error-reversed' })
  if (problems.length === 0 && monthsOf(period).length > LONGEST_PERIOD_MONTHS) {
    problems.push({ where: 'from', message: 'dashboard:error-too-long', values: { years: LONGEST_PERIOD_MONTHS / 12 } })
  }
  const view = LINEAGES.find((one) => one === (textOf(query['view']) || 'as-it-is'))
  if (!view) problems.push({ where: 'view', message: 'dashboard:error-view' })
  if (!view || problems.length > 0) return { ok: false, problems, typed }
  return { ok: true, value: { period, view, questionnaire: textOf(query['questionnaire']) || null } }
}

/** A parameter as text, cut to a sensible length. One that is given twice reads as both, which is then no day and no view. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join(' ').slice(0, LONGEST_TEXT)
  return typeof value === 'string' ? value.trim().slice(0, LONGEST_TEXT) : ''
}

const LONGEST_TEXT = 100

function typedDay(text: string): LocalDay | null {
  const [, day, month, year] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  if (!day || !month || !year) return parseIsoDay(text)
  return parseIsoDay(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`)
}
