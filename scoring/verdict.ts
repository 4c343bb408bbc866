import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'
import { leastFurther } from './least-further.ts'
import { wholeNumber } from './whole-number.ts'

/** How an index compares with a target: what the numbers read, and what they prove. The two are always shown together. */
export interface Verdict {
  /** The official yes or no, on the exact fraction; null when nothing was answered. */
  readonly reading: 'reached' | 'not reached' | null
  /** Whether the 95 % interval lies on one side of the target. */
  readonly evidence: 'met' | 'not met' | 'cannot tell yet'
  /**
   * The least number of further responses that would settle the evidence if the share stayed as it is: 0 when it is
   * settled. Null when it cannot be told or had: the index equals the target, no variance is known, or more responses
   * are needed than the population has left, or than a thousand million.
   */
  readonly more: number | null
}

/**
 * Compares an index with a target.
 *
 * `reading` is `reached` when the exact index is at least the target, without rounding: 18,999 of 20,000 prints 95.00
 * and is below 95. `evidence` is `met` when the lower end of the interval is at least the target, `not met` when the
 * upper end is below it, and otherwise `cannot tell yet`. Source: docs/method.md, section 4.
 *
 * @param target in percent, 0 to 100
 * @param options.population how many could have answered; bounds `more`
 * @throws {RangeError} when the target lies outside 0 to 100, or the population is smaller than n or not whole
 * @example
 * const all = (yes, given) => figureOf(singleEstimate(yes, given))
 * verdict(all(18999, 20000), parseDecimal('95')).reading // 'not reached'
 * verdict(all(374, 385), parseDecimal('95')) // { reading: 'reached', evidence: 'cannot tell yet', more: 17 }
 * verdict(all(400, 400), parseDecimal('95')) // { reading: 'reached', evidence: 'met', more: 0 }
 */
export function verdict(figure: Figure, target: Fraction, options: { readonly population?: number } = {}): Verdict {
  const { n, exact, lower, upper } = figure
  const { population } = options
  if (target.den <= 0n || target.num < 0n || target.num > 100n * target.den) {
    throw new RangeError('a target runs from 0 to 100')
  }
  if (population !== undefined && wholeNumber(population) < wholeNumber(n)) {
    throw new RangeError(`a population of ${population} is smaller than its ${n} respondents`)
  }
  if (!exact) return { reading: null, evidence: 'cannot tell yet', more: null }

  const isReached = exact.num * 100n * target.den >= target.num * exact.den
  const reading = isReached ? 'reached' : 'not reached'
  const threshold = exactQuotient(target.num, target.den)
  if (lower !== null && lower >= threshold) return { reading, evidence: 'met', more: 0 }
  if (upper !== null && upper < threshold) return { reading, evidence: 'not met', more: 0 }
  return { reading, evidence: 'cannot tell yet', more: leastFurther(figure, target, population) }
}
