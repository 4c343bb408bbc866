import { METHODS } from '../../../scoring/methods.ts'
import { AGENCY_LEVELS } from '../../domain/agency.ts'
import { monthOfDay, parseIsoDay, type LocalDay, type Month } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { LONGEST_PERIOD_MONTHS } from '../../domain/period.ts'
import { STEPS } from '../../domain/service-point.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import { textOf } from './dashboard-query.ts'

/** The parameters that all compare pages have. */
export const COMPARE_PARAMETERS = [
  'level',
  'under',
  'from',
  'to',
  'view',
  'questionnaire',
  'step',
  'method',
  'flagged',
  'field',
] as const
export type CompareParameter = (typeof COMPARE_PARAMETERS)[number]

/** What somebody chose or typed, for a form that shows it again. */
export type TypedCompare = Readonly<Record<CompareParameter, string>>

export type CompareReading =
  | { readonly ok: true; readonly value: CompareQuery; readonly typed: TypedCompare }
  /** `where` of a problem is the name of the parameter; `value` holds what could be read, months that could not are NaN. */
  | {
      readonly ok: false
      readonly problems: readonly Problem[]
      readonly value: CompareQuery
      readonly typed: TypedCompare
    }

/**
 * Reads the address of a compare page. Months are `2026-11`, or `11/2026` as people write them, both included; left out,
 * they are the last twelve, the current one among them. A parameter that nobody knows is a mistake, since the page would
 * silently show something else.
 *
 * @param others further parameters that the page knows
 */
export function readCompareQuery(
  query: Readonly<Record<string, unknown>>,
  today: LocalDay,
  others: readonly string[] = [],
): CompareReading {
  const typed = Object.fromEntries(COMPARE_PARAMETERS.map((name) => [name, textOf(query[name])])) as TypedCompare
  const known = new Set<string>([...COMPARE_PARAMETERS, ...others, 'lang'])
  const problems: Problem[] = Object.keys(query)
    .filter((name) => !known.has(name))
    .map((name) => ({ where: name, message: 'compare:error-unknown', values: { name: name.slice(0, LONGEST_NAME) } }))

  const pick = <Value extends string>(name: CompareParameter, values: readonly Value[]): Value | null => {
    if (typed[name] === '') return null
    const value = values.find((one) => one === typed[name])
    if (value === undefined)
      problems.push({ where: name, message: `compare:error-${name}`, values: { value: typed[name] } })
    return value ?? null
  }
  const months = readMonths(typed, today, problems)
  const value: CompareQuery = {
    level: pick('level', AGENCY_LEVELS),
    under: typed.under || null,
    months,
    view: pick('view', LINEAGES) ?? 'as-it-is',
    questionnaire: typed.questionnaire || null,
    step: pick('step', STEPS) ?? 'return',
    method: pick('method', METHODS),
    flagged: pick('flagged', ['in', 'out'] as const) ?? 'in',
    field: typed.field || null,
  }
  return problems.length === 0 ? { ok: true, value, typed } : { ok: false, problems, value, typed }
}

const LONGEST_NAME = 40

function readMonths(typed: TypedCompare, today: LocalDay, problems: Problem[]): CompareQuery['months'] {
  const current = monthOfDay(today)
  const read = (where: 'from' | 'to', fallback: () => Month): Month => {
    if (typed[where] === '') return fallback()
    const month = typedMonth(typed[where])
    if (month === null) problems.push({ where, message: `compare:error-${where}-not-a-month` })
    return month ?? Number.NaN
  }
  const last = read('to', () => current)
  const from = read('from', () => (Number.isNaN(last) ? current : last) - 11)
  if (from > current) problems.push({ where: 'from', message: 'compare:error-from-future' })
  if (last > current) problems.push({ where: 'to', message: 'compare:error-to-future' })
  if (from > last) problems.push({ where: 'from', message: 'compare:error-reversed' })
  if (last - from >= LONGEST_PERIOD_MONTHS) {
    problems.push({ where: 'from', message: 'compare:error-too-long', values: { years: LONGEST_PERIOD_MONTHS / 12 } })
  }
  return { from, to: last + 1 }
}

function typedMonth(text: string): Month | null {
  const [, written, year] = /^(\d{1,2})[/.-](\d{4})$/.exec(text) ?? []
  const day = parseIsoDay(written && year ? `${year}-${written.padStart(2, '0')}-01` : `${text}-01`)
  return day === null ? null : monthOfDay(day)
}
