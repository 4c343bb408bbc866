import type { Problem } from '../../domain/errors.ts'
import { MOST_TRENDS } from '../../services/trend-choice.ts'
import { textOf } from './dashboard-query.ts'

/** Which units somebody chose to draw, and by what name they looked for others. */
export interface TrendsQuery {
  /** Codes, each once; none for those that stand out. */
  readonly units: readonly string[]
  /** Words that the names of listed units must hold; empty for all. */
  readonly search: string
  /** What is wrong with the choice. */
  readonly problems: readonly Problem[]
}

/** The parameters that {@link readTrendsQuery} reads. */
export const TRENDS_PARAMETERS = ['unit', 'q'] as const

/**
 * Reads `unit`, given once for each unit as a form sends it, or with several codes apart by blanks as a link has them, and
 * `q`. More than can be drawn are a problem; they are all returned, so that the form can show them.
 */
export function readTrendsQuery(query: Readonly<Record<string, unknown>>): TrendsQuery {
  const given: readonly unknown[] = [query['unit']].flat()
  const codes = given.flatMap((value) => (typeof value === 'string' ? value.split(/\s+/) : []))
  const units = [...new Set(codes.filter((code) => code !== ''))]
  const values = { most: MOST_TRENDS, count: units.length }
  return {
    units,
    search: textOf(query['q']),
    problems: units.length > MOST_TRENDS ? [{ where: 'unit', message: 'trends:error-too-many', values }] : [],
  }
}

/** The parts of an address that choose units to draw; nothing where none are chosen. */
export function trendsParameters(units: readonly string[]): Readonly<Record<string, string>> {
  return units.length === 0 ? {} : { unit: units.join(' ') }
}
