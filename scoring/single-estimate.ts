import type { Estimate } from './estimate.ts'
import { noEstimate } from './no-estimate.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * The share of a yes among respondents who gave one answer each: a criterion, the overall item, or whether a respondent
 * was satisfied throughout.
 *
 * A yes leaves the residual (1 - R)/x and a no leaves -R/x, so the squares add up to y (x - y) / x^3.
 * Source: docs/method.md, section 3.2.
 *
 * @param yes satisfied answers, at most `given`
 * @param given answers, each of another respondent
 * @throws {RangeError} when a count is negative, not whole, or `yes` exceeds `given`
 * @example
 * singleEstimate(90, 100).squares // { num: 900n, den: 1000000n }
 */
export function singleEstimate(yes: number, given: number): Estimate {
  const y = wholeNumber(yes)
  const x = wholeNumber(given)
  if (y > x) throw new RangeError(`${yes} satisfied of ${given}`)
  if (x === 0n) return noEstimate('share')
  return {
    kind: 'share',
    n: given,
    answers: given,
    exact: { num: y, den: x },
    squares: { num: y * (x - y), den: x ** 3n },
    least: 0,
  }
}
