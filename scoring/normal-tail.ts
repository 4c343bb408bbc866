/** Up to here the series is accurate, from here on the continued fraction. */
const NEAR = 3
const DENSITY_AT_ZERO = 1 / Math.sqrt(2 * Math.PI)
const FRACTION_TERMS = 100

/**
 * The upper tail of the normal distribution with mean 0 and variance 1: the probability of a value above `z`. Twice the
 * tail at |z| is the two-sided p-value of z.
 *
 * Up to 3 it is 1/2 less the density times z + z^3/3 + z^5/15 + ..., beyond it the density over the continued fraction
 * z + 1/(z + 2/(z + 3/(z + ...))); 13 digits are right, in the far tail too. Source: Abramowitz and Stegun (1964), 26.2.11
 * and 26.2.14.
 *
 * @param z any number, infinite too
 * @throws {RangeError} when z is not a number
 * @example
 * normalTail(0) // 0.5
 * 2 * normalTail(1.959963984540054) // 0.05
 * normalTail(-1) // 0.84134475
 */
export function normalTail(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('no tail of a value that is not a number')
  if (z < 0) return 1 - normalTail(-z)
  const density = DENSITY_AT_ZERO * Math.exp((-z * z) / 2)
  if (density === 0) return 0
  return z < NEAR ? 0.5 - density * series(z) : density / continuedFraction(z)
}

function series(z: number): number {
  let sum = 0
  let term = z
  for (let odd = 3; sum + term !== sum; odd += 2) {
    sum += term
    term *= (z * z) / odd
  }
  return sum
}

function continuedFraction(z: number): number {
  let value = z
  for (let term = FRACTION_TERMS; term > 0; term--) value = z + term / value
  return value
}
