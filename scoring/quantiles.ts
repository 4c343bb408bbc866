import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile'
import { incompleteBeta } from './incomplete-beta.ts'

/** From here on the series of {@link betaQuantile} is closer than a double can tell, and far quicker. */
const LARGE = 1e6

/** So many degrees of freedom that t is the normal distribution to the last digits of a double. */
const BOUNDLESS = 1e15

/** From so many degrees of freedom on t is close enough to the normal distribution to be expanded from it. */
const MANY = 1000

/** The 0.975 quantile of the normal distribution: an estimate is within so many standard errors in 95 % of cases. */
export const NORMAL_975 = 1.959963984540054

/** By the first, second, third and fourth power of the degrees of freedom, what the 0.975 quantile of t is more. */
const TERMS_975 = [
  (NORMAL_975 ** 3 + NORMAL_975) / 4,
  (5 * NORMAL_975 ** 5 + 16 * NORMAL_975 ** 3 + 3 * NORMAL_975) / 96,
  (3 * NORMAL_975 ** 7 + 19 * NORMAL_975 ** 5 + 17 * NORMAL_975 ** 3 - 15 * NORMAL_975) / 384,
  (79 * NORMAL_975 ** 9 + 776 * NORMAL_975 ** 7 + 1482 * NORMAL_975 ** 5 - 1920 * NORMAL_975 ** 3 - 945 * NORMAL_975) /
    92_160,
]

/** From here on {@link searchedBetaQuantile} finds the quantile; below, the library does. */
const ORDINARY = 1
const MOST_STEPS = 8
/** The last step is one this small, measured in standard deviations: what it leaves is about its cube. */
const LAST_STEP = 1e-5

/**
 * The quantile of a beta distribution: the share below which a proportion `p` of it lies.
 *
 * For extreme parameters, one below 1, this is the library's inverse of the incomplete beta function. From there on it is
 * searched for by Halley's steps, which takes a microsecond or two instead of three to sixty; both agree to 1e-14. Above
 * a million in both it is the Cornish-Fisher expansion with the terms of skewness and kurtosis, where the search begins
 * as well and whose error is then below 1e-12 (Abramowitz and Stegun, 26.2.49).
 *
 * @param p from 0 to 1, both excluded
 * @param a first parameter, above 0
 * @param b second parameter, above 0
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * betaQuantile(0.025, 72, 1) // 0.9500559163
 */
export function betaQuantile(p: number, a: number, b: number): number {
  if (!(p > 0 && p < 1 && a > 0 && b > 0)) throw new RangeError(`no beta quantile ${p} of ${a}, ${b}`)
  const least = Math.min(a, b)
  if (least >= LARGE) return expandedBetaQuantile(p, a, b)
  return (least >= ORDINARY ? searchedBetaQuantile(p, a, b) : null) ?? betaQuantileOf(p, a, b)
}

/**
 * The quantile of Student's t distribution: the library's; or, for the one that every interval asks for, from a thousand
 * degrees of freedom on the expansion from the normal distribution (Abramowitz and Stegun, 26.7.5), whose terms that are left
 * out come to less than 1e-14.
 *
 * @param p from 0 to 1, both excluded
 * @param freedom degrees of freedom, above 0
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * tQuantile(0.975, 4) // 2.776445
 */
export function tQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0)) throw new RangeError(`no t quantile ${p} at ${freedom}`)
  if (p !== 0.975 || freedom < MANY) return tQuantileOf(p, freedom)
  return NORMAL_975 + TERMS_975.reduceRight((sum, term) => (sum + term) / freedom, 0)
}

/**
 * The quantile of the normal distribution with mean 0 and variance 1, accurate to 13 digits also far out in the lower
 * tail; an upper quantile is the lower one with its sign turned.
 *
 * @param p from 0 to 1, both excluded
 * @throws {RangeError} when p lies outside these bounds
 * @example
 * normalQuantile(0.025) // -1.9599639845
 * normalQuantile(1e-9) // -5.9978070150
 */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`no normal quantile ${p}`)
  return tQuantileOf(p, BOUNDLESS)
}

/** The normal quantile, without a search for the two that every interval asks for. */
function deviate(p: number): number {
  if (p === 0.975) return NORMAL_975
  return p === 0.025 ? -NORMAL_975 : normalQuantile(p)
}

/** The quantile to the last digits; null where the steps from the expansion lead astray, as among few answers. */
function searchedBetaQuantile(p: number, a: number, b: number): number | null {
  let share = expandedBetaQuantile(p, a, b)
  for (let step = 0; step < MOST_STEPS; step++) {
    const rest = 1 - share
    if (!(share > 0 && rest > 0)) return null
    const { below, density } = incompleteBeta(share, rest, a, b)
    const newton = (below - p) / density
    const bend = (newton / 2) * ((a - 1) / share - (b - 1) / rest)
    const halley = newton / (1 - Math.min(0.5, bend))
    share -= halley
    const deviation = Math.min(share, rest) / Math.sqrt(Math.min(a, b))
    if (Math.abs(halley) < LAST_STEP * deviation) return share
  }
  return null
}

function expandedBetaQuantile(p: number, a: number, b: number): number {
  const sum = a + b
  const deviation = Math.sqrt(((a / sum) * (b / sum)) / (sum + 1))
  const skewness = (2 * ((b - a) / (sum + 2)) * Math.sqrt((sum + 1) / a)) / Math.sqrt(b)
  const kurtosis = (6 * ((((a - b) / (sum + 3)) * (a - b) * (sum + 1)) / (sum + 2) / a - b / (sum + 3))) / b
  const z = deviate(p)
  const skewed = (skewness / 6) * (z ** 2 - 1)
  const peaked = (kurtosis / 24) * (z ** 3 - 3 * z) - (skewness ** 2 / 36) * (2 * z ** 3 - 5 * z)
  return a / sum + deviation * (z + skewed + peaked)
}
