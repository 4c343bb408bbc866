import type { Estimate } from './estimate.ts'
import { factorSums } from './factor-sums.ts'
import { noEstimate } from './no-estimate.ts'
import { productTotal } from './product-total.ts'
import type { Tally } from './tally.ts'

/**
 * The share of satisfied answers among all answers in some factors, all answers weighing the same.
 *
 * With R = Y/X, one respondent's residual is (y - R x) / X; its squares add up to
 * (X^2 Syy - 2 X Y Sxy + Y^2 Sxx) / X^4, where S are sums of products over respondents. All of it is whole numbers.
 * Source: docs/method.md, section 3.2.
 *
 * @param factors places of the factors in the shape
 * @param n respondents with at least one answer in these factors; the tally cannot tell it for every set of factors
 * @throws {RangeError} when the tally holds something else than counts, or has no such factor
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }], [[5, 4], [4, 3], [2, 0]])
 * ratioEstimate(tally, [0], 3).exact // { num: 3n, den: 5n }
 * ratioEstimate(tally, [0], 3).squares // { num: 26n, den: 625n }
 */
export function ratioEstimate(tally: Tally, factors: readonly number[], n: number): Estimate {
  const sums = factorSums(tally)
  let x = 0n
  let y = 0n
  for (const factor of factors) {
    x += sums[factor]?.x ?? 0n
    y += sums[factor]?.y ?? 0n
  }
  if (x === 0n) return noEstimate('share')

  const xx = productTotal(tally, factors, 'x', 'x')
  const xy = productTotal(tally, factors, 'x', 'y')
  const yy = productTotal(tally, factors, 'y', 'y')
  return {
    kind: 'share',
    n,
    answers: Number(x),
    exact: { num: y, den: x },
    squares: { num: x * x * yy - 2n * x * y * xy + y * y * xx, den: x ** 4n },
    least: 0,
  }
}
