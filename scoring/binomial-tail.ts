/** Relative change below which the continued fraction has settled. */
const SETTLED = 1e-15
const MOST_TERMS = 100_000
/** Above this the series of the gamma function is accurate to the last digits of a double. */
const STIRLING_FROM = 10

/**
 * The probability of at most `hits` satisfied among `size` answers when a share of them is satisfied in truth: the lower
 * tail of the binomial distribution, P(R <= hits).
 *
 * By way of the incomplete beta function, I(1 - share; size - hits, hits + 1), it also holds for numbers that are not
 * whole, and runs smoothly through the steps of the distribution; that is the way by which the interval of Clopper and
 * Pearson takes an effective size. The function is computed by its continued fraction, to at least eight digits up to ten
 * million answers. Source: NIST Digital Library of Mathematical Functions, 8.17.5 and 8.17.22.
 *
 * @param hits from 0, and below `size`
 * @param share above 0 and below 1
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * binomialTail(1, 3, 0.5) // 0.5
 * binomialTail(9, 10, 0.95) // 0.40126
 * binomialTail(9.5, 10.25, 0.95) // 0.5465
 */
export function binomialTail(hits: number, size: number, share: number): number {
  if (!(hits >= 0 && hits < size && share > 0 && share < 1)) {
    throw new RangeError(`no tail of ${hits} in ${size} at ${share}`)
  }
  return incompleteBeta(1 - share, share, size - hits, hits + 1)
}

/** I(x; a, b), with y = 1 - x. The fraction converges quickly below the mean a / (a + b); above it the other tail is taken. */
function incompleteBeta(x: number, y: number, a: number, b: number): number {
  if (x * (a + b + 2) > a + 1) return 1 - incompleteBeta(y, x, b, a)
  const front = Math.exp(a * Math.log(x) + b * Math.log(y) + logGamma(a + b) - logGamma(a) - logGamma(b)) / a
  return front / continuedFraction(x, a, b)
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
    const even = (k * (b - k)) / ((a + term - 1) * (a + term))
    const odd = (-(a + k) * (a + b + k)) / ((a + term - 1) * (a + term))
    const part = (term % 2 === 0 ? even : odd) * x
    numerator = 1 + part / numerator
    denominator = 1 + part / denominator
    value *= numerator / denominator
    if (Math.abs(numerator / denominator - 1) < SETTLED) break
  }
  return value
}

/** The logarithm of the gamma function: Stirling's series, after steps up to where it is accurate. */
function logGamma(x: number): number {
  let steps = 1
  let from = x
  for (; from < STIRLING_FROM; from++) steps *= from
  const inverse = 1 / from
  const square = inverse * inverse
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))))
  return (from - 0.5) * Math.log(from) - from + Math.log(2 * Math.PI) / 2 + series - Math.log(steps)
}
