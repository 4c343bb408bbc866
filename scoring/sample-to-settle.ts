import { exactQuotient } from './exact-quotient.ts'
import type { Fraction } from './fraction.ts'
import { leastWhole } from './least-whole.ts'
import { shareInterval } from './share-interval.ts'
import { sizeToSettle } from './size-to-settle.ts'
import { wholeNumber } from './whole-number.ts'

const MOST = 1e9

/**
 * How many respondents, answering one question each, would put a target outside the interval if so large a share of
 * them were satisfied: the least n whose 95 % interval, the one that figures carry, excludes the target.
 *
 * The effective size is (n - 1) / (1 - n/N), as for a criterion; n at a share of 0 or 1. An index over several questions
 * needs about as many respondents where people give like answers throughout, and fewer where they do not.
 * Source: docs/method.md, section 7.1.
 *
 * @param share the assumed share, 0 to 1
 * @param target in percent, 0 to 100
 * @param population how many could be asked, N; far more than will be asked where left out
 * @returns at least 2; null when share and target are equal, when asking all but one would not do, or when more than a
 *   thousand million were needed
 * @throws {RangeError} when share or target lies outside its bounds, or the population is not whole
 * @example
 * sampleToSettle({ num: 97n, den: 100n }, parseDecimal('95')) // 462
 * sampleToSettle({ num: 97n, den: 100n }, parseDecimal('95'), 1000) // 316
 * sampleToSettle({ num: 1n, den: 1n }, parseDecimal('95')) // 72
 */
export function sampleToSettle(share: Fraction, target: Fraction, population?: number): number | null {
  const assumed = exactQuotient(share.num, share.den)
  const threshold = exactQuotient(target.num, target.den)
  if (!(assumed >= 0 && assumed <= 1)) throw new RangeError('a share runs from 0 to 1')
  if (!(threshold >= 0 && threshold <= 100)) throw new RangeError('a target runs from 0 to 100')
  if (population !== undefined) wholeNumber(population)
  if (share.num * 100n * target.den === target.num * share.den) return null

  const isUniform = assumed === 0 || assumed === 1
  const effective = (n: number): number =>
    isUniform ? n : population === undefined ? n - 1 : ((n - 1) * population) / (population - n)
  const settles = (n: number): boolean => {
    if (n < 2) return false
    const { lower, upper } = shareInterval(share, effective(n))
    return lower >= threshold || upper < threshold
  }
  const limit = population === undefined ? MOST : Math.min(MOST, isUniform ? population : population - 1)
  return leastWhole(settles, sizeToSettle(assumed, threshold / 100), limit)
}
