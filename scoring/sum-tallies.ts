import { emptyTally, isSameShape, type Tally, type TallyShape } from './tally.ts'

/**
 * The tally of any number of disjoint sets of responses together: `addTallies` over all of them at once. So a merged unit is
 * had from its predecessors: their answers are pooled, percentages never averaged. Source: docs/method.md, section 6.7.
 *
 * @param shape of the result, also where there is nothing to add up
 * @throws {RangeError} when a tally has another shape: answers to different criteria are never pooled
 * @example
 * const criteria = [{ code: 'F1.1', factor: 'F1' }]
 * const parts = [tallyOf(criteria, [[5]]), tallyOf(criteria, [[3], [4]])]
 * levelCounts(sumTallies(tallyShape(criteria), parts), 'F1.1') // [0, 0, 1, 1, 1]
 */
export function sumTallies(shape: TallyShape, tallies: Iterable<Tally>): Tally {
  const total = emptyTally(shape)
  for (const tally of tallies) {
    if (!isSameShape(tally.shape, shape)) throw new RangeError('tallies of different criteria cannot be combined')
    for (let i = 0; i < shape.length; i++) total.sums[i] = (total.sums[i] ?? 0) + (tally.sums[i] ?? 0)
  }
  return total
}
