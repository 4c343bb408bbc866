import type { Estimate } from './estimate.ts'
import { factorSums } from './factor-sums.ts'
import { noEstimate } from './no-estimate.ts'
import { productSum } from './product-sum.ts'
import { ANSWERED, type Tally } from './tally.ts'

/**
 * The weighted mean of the factors' own shares, weights as whole numbers in any proportion.
 *
 * With share R_f = Y_f/X_f of factor f and weights w_f that sum to 1, one respondent's residual is the sum over factors
 * of w_f (y_f - R_f x_f) / X_f. Brought to the least common multiple L of all X_f, a factor's part is
 * c_f (y_f X_f - Y_f x_f) / (W L^2) with c_f = W_f (L / X_f)^2, where W_f are the whole weights and W their sum: the
 * squares need nothing but whole numbers. Source: docs/method.md, section 3.3.
 *
 * @param weights one whole number, at least 0, for each factor of the shape
 * @returns no index when a factor of positive weight has no answers, or no weight is positive
 * @throws {RangeError} when the tally holds something else than counts
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 2], [3, 0]])
 * figureOf(meanEstimate(tally, [1n, 1n])).index // 58.33
 * figureOf(meanEstimate(tally, [3n, 1n])).index // 62.5
 */
export function meanEstimate(tally: Tally, weights: readonly bigint[]): Estimate {
  const sums = factorSums(tally)
  const parts = sums.flatMap(({ x, y }, at) => {
    const weight = weights[at] ?? 0n
    return weight > 0n ? [{ at, weight, x, y }] : []
  })
  if (parts.length === 0 || parts.some(({ x }) => x === 0n)) return noEstimate('share')

  const common = parts.reduce((multiple, { x }) => (multiple / greatestDivisor(multiple, x)) * x, 1n)
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0n)
  const scaled = parts.map((part) => ({ ...part, scale: part.weight * (common / part.x) ** 2n }))
  let squares = 0n
  for (const f of scaled) {
    for (const g of scaled) {
      if (g.at < f.at) continue
      const pair =
        f.x * g.x * productSum(tally, f.at, 'y', g.at, 'y') -
        f.x * g.y * productSum(tally, f.at, 'y', g.at, 'x') -
        f.y * g.x * productSum(tally, f.at, 'x', g.at, 'y') +
        f.y * g.y * productSum(tally, f.at, 'x', g.at, 'x')
      squares += f.scale * g.scale * pair * (f.at === g.at ? 1n : 2n)
    }
  }
  return {
    kind: 'share',
    n: tally.sums[ANSWERED] ?? 0,
    answers: Number(sums.reduce((sum, { x }) => sum + x, 0n)),
    exact: {
      num: parts.reduce((sum, { weight, x, y }) => sum + weight * y * (common / x), 0n),
      den: whole * common,
    },
    squares: { num: squares, den: (whole * common ** 2n) ** 2n },
    least: 0,
  }
}

function greatestDivisor(a: bigint, b: bigint): bigint {
  return b === 0n ? a : greatestDivisor(b, a % b)
}
