/** Relative change below which the continued fraction has settled. */
const SETTLED = 1e-15
const MOST_TERMS = 100_000
/** Above this the series of {@link stirlingRest} is accurate to the last digits of a double. */
const SERIES_FROM = 10

/** A beta distribution seen from one share. */
export interface BetaAt {
  /** How much of the distribution lies below the share: the regularised incomplete beta function I(x; a, b). */
  readonly below: number
  /** The density at the share. */
  readonly density: number
}

/**
 * The beta distribution with parameters a and b at a share x, by the continued fraction of the incomplete beta function.
 *
 * Source: NIST Digital Library of Mathematical Functions, 8.17.5 and 8.17.22. The factor before the fraction,
 * x^a y^b / B(a, b), is computed from how far x lies from the mean (Loader, Fast and accurate computation of binomial
 * probabilities, 2000): as a difference of logarithms of gamma functions it would lose a digit whenever a + b grows tenfold.
 *
 * @param x above 0 and below 1
 * @param y 1 - x, given apart since near x = 1 it has digits that x has not
 * @param a above 0
 * @param b above 0
 * @example
 * incompleteBeta(0.5, 0.5, 2, 2) // { below: 0.5, density: 1.5 }
 * incompleteBeta(0.95, 0.05, 72, 1).below // 0.02489
 */
export function incompleteBeta(x: number, y: number, a: number, b: number): BetaAt {
  const sum = a + b
  const distance = a * Math.log1p((x * sum - a) / a) + b * Math.log1p((y * sum - b) / b)
  const rest = stirlingRest(sum) - stirlingRest(a) - stirlingRest(b)
  const front = Math.sqrt((a / sum) * (b / (2 * Math.PI))) * Math.exp(distance + rest)
  // The fraction converges quickly below the mean; above it the other tail is taken.
  const below =
    x * (sum + 2) > a + 1 ? 1 - front / (b * continuedFraction(y, b, a)) : front / (a * continuedFraction(x, a, b))
  return { below, density: front / (x * y) }
}

/**
 * 1 + d1 x/(1 + d2 x/(1 + ...)) with d(2k) = k (b - k) / ((a + 2k - 1)(a + 2k)) and
 * d(2k + 1) = -(a + k)(a + b + k) / ((a + 2k)(a + 2k + 1)), from the front by the method of Lentz: as a product of ratios of
 * successive numerators and denominators, which stay above 0 for x below the mean.
 */
function continuedFraction(x: number, a: number, b: number): number {
  let value = 1
  let numerator = 1
  let denominator = Infinity
  for (let term = 1; term < MOST_TERMS; term++) {
    const k = term >> 1
    const factor = term % 2 === 0 ? k * (b - k) : -(a + k) * (a + b + k)
    const part = (factor * x) / ((a + term - 1) * (a + term))
    numerator = 1 + part / numerator
    denominator = 1 + part / denominator
    const ratio = numerator / denominator
    value *= ratio
    if (Math.abs(ratio - 1) < SETTLED) break
  }
  return value
}

/**
 * What the logarithm of the gamma function is more than (x - 1/2) log x - x + log(2 pi) / 2: Stirling's series, after steps
 * up to where it is accurate.
 */
function stirlingRest(x: number): number {
  let steps = 1
  let from = x
  for (; from < SERIES_FROM; from++) steps *= from
  const inverse = 1 / from
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  if (from === x) return series
  return series + (from - 0.5) * Math.log(from) - from - Math.log(steps) - (x - 0.5) * Math.log(x) + x
}
