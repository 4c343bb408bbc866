import { compareIndex } from './compare-index.ts'
import type { Figure } from './figure.ts'

/**
 * The figures that have an index, the highest first by {@link compareIndex}, each with its place in what was given. Equal
 * ones stay in the order in which they were given.
 *
 * @param figures null for a unit that is left out
 * @throws {RangeError} when shares and scores are mixed
 * @example
 * bestFirst([null, figureOf(singleEstimate(1, 2)), figureOf(singleEstimate(9, 9))]).map(({ at }) => at) // [2, 1]
 */
export function bestFirst(figures: readonly (Figure | null)[]): { readonly figure: Figure; readonly at: number }[] {
  return figures
    .flatMap((figure, at) => (figure?.exact ? [{ figure, at }] : []))
    .sort((a, b) => compareIndex(b.figure, a.figure))
}
