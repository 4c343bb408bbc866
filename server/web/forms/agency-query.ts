import type { LocalDay, Period } from '../../domain/calendar.ts'
import { LINEAGES } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { CHANNELS, STEPS, type Step } from '../../domain/service-point.ts'
import type { AgencyQuery } from '../../services/agency-dashboard.ts'
import { DEEPEST_FILTER, isOpenCut, type CutValue, type OpenCut } from '../../services/answer-filter.ts'
import { HOUR_BANDS } from '../../services/hour-bands.ts'
import { readDashboardQuery, textOf, type TypedPeriod } from './dashboard-query.ts'

/** What could be read of an address; the period is null where it could not. */
export interface KeptQuery extends Omit<AgencyQuery, 'period'> {
  readonly period: Period | null
}

export type AgencyQueryReading =
  | { readonly ok: true; readonly value: AgencyQuery }
  /** `where` of a problem is the name of the parameter. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: TypedPeriod; readonly kept: KeptQuery }

/** The parameters that are no cut. `lang` is read before any route. */
const OTHERS: readonly string[] = ['from', 'to', 'view', 'questionnaire', 'step', 'lang']

/**
 * Reads the address of an agency's dashboard: period, view and questionnaire as {@link readDashboardQuery} does, `step`
 * (left out: `return`), and one parameter for each cut by which the answers are narrowed, in their order. A parameter
 * that is empty narrows nothing; one that nobody knows is a mistake, since the page would silently show too much.
 */
export function readAgencyQuery(query: Readonly<Record<string, unknown>>, today: LocalDay): AgencyQueryReading {
  const reading = readDashboardQuery(query, today)
  const problems: Problem[] = reading.ok ? [] : [...reading.problems]
  const step = stepOf(query, problems)
  const filter = Object.keys(query).flatMap((name) => readCut(name, textOf(query[name]), problems))
  if (filter.length > DEEPEST_FILTER) {
    problems.push({ where: 'filter', message: 'dashboard:error-too-deep', values: { most: DEEPEST_FILTER } })
  }
  if (reading.ok && problems.length === 0) return { ok: true, value: { ...reading.value, step, filter } }
  const kept: KeptQuery = {
    period: reading.ok ? reading.value.period : null,
    view: LINEAGES.find((one) => one === textOf(query['view'])) ?? 'as-it-is',
    questionnaire: textOf(query['questionnaire']) || null,
    step,
    filter: filter.slice(0, DEEPEST_FILTER),
  }
  return { ok: false, problems, typed: { from: textOf(query['from']), to: textOf(query['to']) }, kept }
}

function stepOf(query: Readonly<Record<string, unknown>>, problems: Problem[]): Step {
  const typed = textOf(query['step']) || 'return'
  const step = STEPS.find((one) => one === typed)
  if (!step) problems.push({ where: 'step', message: 'dashboard:error-step', values: { value: typed } })
  return step ?? 'return'
}

/** The row that a parameter names: none where it names no cut, is empty, or cannot be one. */
function readCut(name: string, value: string, problems: Problem[]): readonly CutValue[] {
  if (OTHERS.includes(name) || value === '') return []
  if (!isOpenCut(name)) {
    problems.push({ where: name, message: 'dashboard:error-unknown-cut', values: { name } })
    return []
  }
  if (CAN_BE[name]?.(value) ?? true) return [{ cut: name, value }]
  problems.push({ where: name, message: `dashboard:error-no-${name}`, values: { value } })
  return []
}

/** What a value must be like where that can be told without looking anything up. */
const CAN_BE: Partial<Record<OpenCut, (value: string) => boolean>> = {
  channel: (value) => CHANNELS.some((channel) => channel === value),
  language: (value) => /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(value),
  hour: (value) => HOUR_BANDS.some(({ name }) => name === value),
}
