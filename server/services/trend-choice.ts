import type { ComparedUnit } from './unit-comparison.ts'

/** So many units are drawn where nobody chose any. */
export const USUAL_TRENDS = 6
/** So many can be chosen at once. */
export const MOST_TRENDS = 24

/** How the units that are drawn were chosen. */
export interface TrendChoice {
  /** By `hand`, or from the `table` since they stand out. */
  readonly by: 'hand' | 'table'
  /** Codes that were asked for and name no unit of the comparison. */
  readonly unknown: readonly string[]
  /** How many were taken from the table since they changed beyond doubt. */
  readonly changed: number
  /** How many were taken from it since they are the lowest. */
  readonly lowest: number
}

/** The units to draw. */
export interface ChosenUnits {
  readonly units: readonly ComparedUnit[]
  readonly choice: TrendChoice
}

/**
 * The units that were asked for, in the order of the table. Where none was asked for, or none of them is there, those that
 * changed beyond doubt against their former months, the surest change first, and then the lowest ones.
 *
 * @param units in the order of the table
 * @param codes of the units that were asked for
 */
export function chosenUnits(units: readonly ComparedUnit[], codes: readonly string[]): ChosenUnits {
  const asked = new Set(codes)
  const found = units.filter(({ agency }) => asked.has(agency.code))
  const known = new Set(found.map(({ agency }) => agency.code))
  const unknown = [...asked].filter((code) => !known.has(code))
  if (found.length > 0) return { units: found, choice: { by: 'hand', unknown, changed: 0, lowest: 0 } }
  const shown = units.filter(({ shown: { figure } }) => figure !== null)
  const changed = shown
    .filter(({ change }) => change.isSignificant === true)
    .sort((a, b) => sureness(b) - sureness(a))
    .slice(0, USUAL_TRENDS)
  const lowest = shown
    .filter((unit) => !changed.includes(unit))
    .sort((a, b) => indexOf(a) - indexOf(b))
    .slice(0, USUAL_TRENDS - changed.length)
  return {
    units: [...changed, ...lowest],
    choice: { by: 'table', unknown, changed: changed.length, lowest: lowest.length },
  }
}

function sureness({ change: { difference } }: ComparedUnit): number {
  return Math.abs(difference?.z ?? 0)
}

function indexOf({ shown: { figure } }: ComparedUnit): number {
  return figure?.index ?? Number.POSITIVE_INFINITY
}
