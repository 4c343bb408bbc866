import type { Estimate } from './estimate.ts'
import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'
import { tQuantile } from './quantiles.ts'
import { shareInterval } from './share-interval.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * An estimate with its variance and its 95 % interval, the respondent being the unit.
 *
 * Variance is (1 - n/N) n / (n - 1) times the sum of squared residuals. A share's interval is that of Korn and
 * Graubard: Clopper-Pearson at n_eff = R (1 - R) / variance x (t(m - 1) / t(n - 1))^2, where m counts answers and t is
 * the 0.975 quantile; n_eff is n where R is 0 or 1 or the variance is 0. A score's interval is
 * estimate +- t(n - 1) sqrt(variance), cut to its range. Source: docs/method.md, sections 3.2 and 3.5.
 *
 * @param population how many could have answered, N; see `FigureOptions`
 * @returns variance, bounds and n_eff are null below two respondents; the index too when nothing was counted
 * @throws {RangeError} when the population is no whole number or smaller than n
 * @example
 * figureOf(singleEstimate(90, 100)).index // 90
 * figureOf(singleEstimate(90, 100)).variance // 9.090909
 * figureOf(singleEstimate(90, 100)).lower // 82.33033
 * figureOf(singleEstimate(90, 100), 200).variance // 4.545455
 */
export function figureOf(estimate: Estimate, population?: number): Figure {
  const { kind, n, answers, exact, squares, least } = estimate
  if (population !== undefined && wholeNumber(population) < wholeNumber(n)) {
    throw new RangeError(`a population of ${population} is smaller than its ${n} respondents`)
  }
  const index = exact && exactQuotient(100n * exact.num, exact.den)
  if (!exact || index === null || n < 2) {
    return { n, answers, exact, squares, index, variance: null, lower: null, upper: null, effective: null, kind }
  }

  const spread = varianceOf(squares, BigInt(n), population === undefined ? null : BigInt(population))
  const variance = exactQuotient(10_000n * spread.num, spread.den)
  if (kind === 'score') {
    const reach = tQuantile(0.975, n - 1) * Math.sqrt(variance)
    const lower = Math.max(100 * least, index - reach)
    const upper = Math.min(100, index + reach)
    return { n, answers, exact, squares, index, variance, lower, upper, effective: null, kind }
  }
  const effective = effectiveSize(exact, spread, n, answers)
  return { n, answers, exact, squares, index, variance, ...shareInterval(exact, effective), effective, kind }
}

/** Variance of a share, exact, in squared shares. */
function varianceOf(squares: Fraction, n: bigint, population: bigint | null): Fraction {
  const num = squares.num * n
  const den = squares.den * (n - 1n)
  return population === null ? { num, den } : { num: num * (population - n), den: den * population }
}

function effectiveSize(share: Fraction, variance: Fraction, n: number, answers: number): number {
  const binomial = share.num * (share.den - share.num)
  if (binomial === 0n || variance.num === 0n) return n
  const size = exactQuotient(binomial * variance.den, share.den ** 2n * variance.num)
  if (answers === n) return size
  return size * (tQuantile(0.975, answers - 1) / tQuantile(0.975, n - 1)) ** 2
}
