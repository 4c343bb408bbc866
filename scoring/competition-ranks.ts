import { bestFirst } from './best-first.ts'
import { compareIndex } from './compare-index.ts'
import type { Figure } from './figure.ts'

/**
 * Ranks 1, 2, 2, 4: 1 for the highest index; equal ones share a rank, and as many ranks after it are left out. What is
 * compared is the exact fraction, so two figures that print alike share a rank only if they are equal.
 *
 * @param figures null for a unit that is not ranked, as its figure is suppressed
 * @returns in the same order; null for a unit that is not ranked or has no index
 * @throws {RangeError} when shares and scores are mixed
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * competitionRanks([of(19, 20), of(9, 10), null, of(90, 100), of(1, 2)]) // [1, 2, null, 2, 4]
 */
export function competitionRanks(figures: readonly (Figure | null)[]): (number | null)[] {
  const ranks: (number | null)[] = figures.map(() => null)
  let rank = 0
  let former: Figure | null = null
  for (const [place, { figure, at }] of bestFirst(figures).entries()) {
    if (!former || compareIndex(former, figure) !== 0) rank = place + 1
    former = figure
    ranks[at] = rank
  }
  return ranks
}
