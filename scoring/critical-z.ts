import { isApart } from './is-apart.ts'
import type { Pairs } from './pairs.ts'
import { normalQuantile } from './quantiles.ts'

/**
 * The least |z| at which the difference of a pair is significant, when every pair is tested and the false discovery rate
 * is held at `rate`: the same pairs that `benjaminiHochberg` of all their p-values finds, without a list of millions.
 *
 * That procedure looks for the largest k such that at least k of the m p-values are at most rate k / m. Start with k = m,
 * count the p-values that are small enough, take their number for k, and count again: k never falls below the one looked
 * for, and once it stays the same it is the one. As p falls when |z| rises, what is counted is |z|, without its p.
 * Source: Benjamini and Hochberg (1995); docs/method.md, section 6.3.
 *
 * @param rate above 0 and below 1
 * @returns infinite where no pair is significant
 * @throws {RangeError} when the rate lies outside these bounds
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * criticalZ(pairsOf([of(380, 400), of(300, 400), of(299, 400)]), 0.05) // 2.128
 * criticalZ(pairsOf([of(300, 400), of(299, 400)]), 0.05) // Infinity
 */
export function criticalZ(pairs: Pairs, rate: number): number {
  if (!(rate > 0 && rate < 1)) throw new RangeError(`a false discovery rate of ${rate}`)
  const units = pairs.index.length
  const all = (units * (units - 1)) / 2
  const nearest = Int32Array.from(pairs.index, (_, high) => high + 1)
  let most = all
  while (most > 0) {
    const critical = -normalQuantile((rate * most) / all / 2)
    const found = countFrom(pairs, critical, nearest)
    if (found === most) return critical
    most = found
  }
  return Infinity
}

/**
 * How many pairs have at least so large a |z|. `nearest` remembers for each figure where the first such partner was: as
 * the search goes on, none before it will qualify.
 */
function countFrom(pairs: Pairs, critical: number, nearest: Int32Array): number {
  const units = pairs.index.length
  let found = 0
  for (let high = 0; high < units; high++) {
    let low = nearest[high] as number
    while (low < units && !isApart(pairs, high, low, critical)) low++
    nearest[high] = low
    for (; low < units; low++) found += Number(isApart(pairs, high, low, critical))
  }
  return found
}
