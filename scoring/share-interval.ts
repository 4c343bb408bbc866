import { exactQuotient } from './exact-quotient.ts'
import type { Fraction } from './fraction.ts'
import { betaQuantile } from './quantiles.ts'

/** Two ends in points, 0 to 100. */
export interface Interval {
  readonly lower: number
  readonly upper: number
}

/**
 * The 95 % Clopper-Pearson interval of a share at an effective sample size, which need not be whole.
 *
 * lower = betaQuantile(0.025; n R, n (1 - R) + 1), upper = betaQuantile(0.975; n R + 1, n (1 - R)); lower is 0 at R = 0
 * and upper is 100 at R = 1. Source: Clopper and Pearson (1934); Korn and Graubard (1998); docs/method.md, section 3.5.
 *
 * @param share the estimate R, 0 to 1
 * @param effective the effective sample size, above 0
 * @returns points with lower <= 100 R <= upper
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * shareInterval({ num: 1n, den: 1n }, 72) // { lower: 95.00559163, upper: 100 }
 * shareInterval({ num: 374n, den: 385n }, 385).lower // 94.95
 */
export function shareInterval(share: Fraction, effective: number): Interval {
  const satisfied = exactQuotient(share.num, share.den)
  const unsatisfied = exactQuotient(share.den - share.num, share.den)
  if (!(satisfied >= 0 && unsatisfied >= 0)) throw new RangeError('a share runs from 0 to 1')
  const points = satisfied * 100
  const hits = effective * satisfied
  const misses = effective * unsatisfied
  return {
    lower: satisfied === 0 ? 0 : Math.min(points, 100 * betaQuantile(0.025, hits, misses + 1)),
    upper: unsatisfied === 0 ? 100 : Math.max(points, 100 * betaQuantile(0.975, hits + 1, misses)),
  }
}
