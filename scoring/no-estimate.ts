import type { Estimate } from './estimate.ts'

/**
 * The estimate of an index for which nothing was answered: no index, never 0 or 100.
 *
 * @example
 * figureOf(noEstimate('share')).index // null
 */
export function noEstimate(kind: Estimate['kind']): Estimate {
  return { kind, n: 0, answers: 0, exact: null, squares: { num: 0n, den: 1n }, least: 0 }
}
