import betaQuantileOf from '@stdlib/stats-base-dists-beta-quantile'
import tQuantileOf from '@stdlib/stats-base-dists-t-quantile'

/** From here on the series of {@link betaQuantile} is closer than a double can tell, and far quicker. */
const LARGE = 1e6

/** So many degrees of freedom that t is the normal distribution to the last digits of a double. */
const BOUNDLESS = 1e15

/** The 0.975 quantile of the normal distribution: an estimate is within so many standard errors in 95 % of cases. */
export const NORMAL_975 = 1.959963984540054

/** Most quantiles that are remembered; a remembered one takes about a hundred bytes. */
const MOST_KNOWN = 20_000

const known = new Map<string, number>()

/**
 * The quantile of a beta distribution: the share below which a proportion `p` of it lies.
 *
 * Below a million in either parameter this is the library's inverse of the incomplete beta function. Above, where that
 * takes time that grows with the square root of the parameters, it is the Cornish-Fisher expansion with the terms of
 * skewness and kurtosis, whose error is then below 1e-12 (Abramowitz and Stegun, 26.2.49). Each takes up to a tenth
 * of a millisecond and most are asked for again and again, as the months that are past do not change: so they are
 * remembered.
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
  const name = `${p} ${a} ${b}`
  let quantile = known.get(name)
  if (quantile === undefined) {
    quantile = Math.min(a, b) < LARGE ? betaQuantileOf(p, a, b) : expandedBetaQuantile(p, a, b)
    if (known.size >= MOST_KNOWN) known.clear()
    known.set(name, quantile)
  }
  return quantile
}

/**
 * The quantile of Student's t distribution.
 *
 * @param p from 0 to 1, both excluded
 * @param freedom degrees of freedom, above 0
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * tQuantile(0.975, 4) // 2.776445
 */
export function tQuantile(p: number, freedom: number): number {
  if (!(p > 0 && p < 1 && freedom > 0)) throw new RangeError(`no t quantile ${p} at ${freedom}`)
  return tQuantileOf(p, freedom)
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
  return tQuantile(p, BOUNDLESS)
}

function expandedBetaQuantile(p: number, a: number, b: number): number {
  const sum = a + b
  const deviation = Math.sqrt(((a / sum) * (b / sum)) / (sum + 1))
  const skewness = (2 * ((b - a) / (sum + 2)) * Math.sqrt((sum + 1) / a)) / Math.sqrt(b)
  const kurtosis = (6 * ((((a - b) / (sum + 3)) * (a - b) * (sum + 1)) / (sum + 2) / a - b / (sum + 3))) / b
  const z = normalQuantile(p)
  const skewed = (skewness / 6) * (z ** 2 - 1)
  const peaked = (kurtosis / 24) * (z ** 3 - 3 * z) - (skewness ** 2 / 36) * (2 * z ** 3 - 5 * z)
  return a / sum + deviation * (z + skewed + peaked)
}
