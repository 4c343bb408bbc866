import { productAt, type Part } from './product-sum.ts'
import type { Tally } from './tally.ts'
import { checkedCount, wholeNumber } from './whole-number.ts'

/**
 * The sum over responses of a product of two numbers of each response: part `a` of all of some factors together times part
 * `b` of the same factors together. That is `productSum` over all pairs of them.
 *
 * Added up as doubles, exactly as long as doubles hold the sum exactly, which is checked at the end: a page of hundreds of
 * units asks for this thousands of times.
 *
 * @param factors places of the factors in the shape's factors
 * @throws {RangeError} when the tally has no such factor, holds no whole number there, or the sum is too large to be exact
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 4], [3, 0]])
 * productTotal(tally, [0, 1], 'x', 'y') // 8n
 */
export function productTotal(tally: Tally, factors: readonly number[], a: Part, b: Part): bigint {
  let total = 0
  for (const f of factors) {
    for (const g of factors) {
      total += checkedCount(tally.sums[productAt(tally.shape, f, a, g, b)] ?? Number.NaN)
    }
  }
  return wholeNumber(total)
}
