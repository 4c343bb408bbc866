import { InvalidInputError } from '../../domain/errors.ts'
import { HEAT_DEPTHS, type HeatDepth } from '../../services/heat-map.ts'
import { FUNNEL_CENTRES, type FunnelCentre } from '../../services/unit-funnel.ts'
import { textOf } from './dashboard-query.ts'

/**
 * Around what the limits of a funnel plot shall lie; null where the address leaves it to the page.
 *
 * @throws {InvalidInputError} when there is no such centre
 */
export function readCentre(query: Readonly<Record<string, unknown>>): FunnelCentre | null {
  return picked(query, 'centre', FUNNEL_CENTRES, 'funnel:error-centre')
}

/**
 * Into what a heat map parts the answers of a unit; left out, into factors.
 *
 * @throws {InvalidInputError} when there is no such depth
 */
export function readDepth(query: Readonly<Record<string, unknown>>): HeatDepth {
  return picked(query, 'depth', HEAT_DEPTHS, 'heat-map:error-depth') ?? 'factor'
}

function picked<Value extends string>(
  query: Readonly<Record<string, unknown>>,
  where: string,
  values: readonly Value[],
  message: string,
): Value | null {
  const typed = textOf(query[where])
  if (typed === '') return null
  const value = values.find((one) => one === typed)
  if (value === undefined)
    throw new InvalidInputError(`no such ${where}`, [{ where, message, values: { value: typed } }])
  return value
}
