import { HIGHEST_LEVEL, SATISFIED_FROM, type Tally } from './tally.ts'
import { checkedCount, wholeNumber } from './whole-number.ts'

/** Over all responses and all criteria of one factor: `x` answers, `y` satisfied answers, `t` the sum of levels. */
export interface FactorSums {
  readonly x: bigint
  readonly y: bigint
  readonly t: bigint
}

/**
 * What was answered in each factor of a tally, in the order of its shape's factors.
 *
 * @throws {RangeError} when a level count of the tally is negative or not whole, or a sum is too large to be exact
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [3, 0]])
 * factorSums(tally) // [{ x: 2n, y: 1n, t: 8n }, { x: 1n, y: 1n, t: 4n }]
 */
export function factorSums({ shape, sums }: Tally): readonly FactorSums[] {
  // Doubles add up exactly as long as they hold the sum exactly, which is checked at the end.
  const totals = shape.factors.map(() => ({ x: 0, y: 0, t: 0 }))
  for (const [criterion, factor] of shape.factorOf.entries()) {
    const total = totals[factor]
    if (!total) throw new RangeError(`criterion ${criterion} has no factor`)
    for (let level = 1; level <= HIGHEST_LEVEL; level++) {
      const count = checkedCount(sums[shape.countsAt + criterion * HIGHEST_LEVEL + level - 1] ?? Number.NaN)
      total.x += count
      total.t += count * level
      if (level >= SATISFIED_FROM) total.y += count
    }
  }
  return totals.map(({ x, y, t }) => ({ x: wholeNumber(x), y: wholeNumber(y), t: wholeNumber(t) }))
}
