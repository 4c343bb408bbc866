import { bestFirst } from './best-first.ts'
import type { Figure } from './figure.ts'
import { sideVariances } from './side-variances.ts'

/**
 * Figures laid out for testing every pair of them: plain vectors, the highest index first, since 3,400 units make 5.8
 * million pairs. Only figures of which the spread is known take part.
 */
export interface Pairs {
  /** For each figure its place in what was given. */
  readonly at: Int32Array
  /** Index in points, descending. */
  readonly index: Float64Array
  /** Variance against a lower figure, as `sideVariances` has it. */
  readonly below: Float64Array
  /** Variance against a higher figure. */
  readonly above: Float64Array
}

/**
 * Lays figures out for `criticalZ` and `standings`.
 *
 * @param figures null for a unit that is left out, as its figure is suppressed
 * @throws {RangeError} when shares and scores are mixed
 * @example
 * const figures = [figureOf(singleEstimate(1, 1)), figureOf(singleEstimate(8, 9)), figureOf(singleEstimate(9, 9))]
 * Array.from(pairsOf(figures).at) // [2, 1]
 */
export function pairsOf(figures: readonly (Figure | null)[]): Pairs {
  const tested = bestFirst(figures).flatMap(({ figure, at }) => {
    const sides = sideVariances(figure)
    return sides && figure.index !== null ? [{ at, index: figure.index, ...sides }] : []
  })
  return {
    at: Int32Array.from(tested, ({ at }) => at),
    index: Float64Array.from(tested, ({ index }) => index),
    below: Float64Array.from(tested, ({ below }) => below),
    above: Float64Array.from(tested, ({ above }) => above),
  }
}
