import { parseDecimal } from './fraction.ts'

const TOLERANCE = 1e-9

/**
 * Weights of factors as whole numbers in the same proportion, so that a weighted mean stays exact.
 *
 * A weight is taken as the decimal that was typed: 0.36 is 36/100 and not the binary number next to it. Weights that
 * miss the sum of 1 by rounding, such as three times 0.3333333333, are proportions all the same.
 *
 * @param factors codes of all factors, in order
 * @param weights by code, at least 0; a factor that is not named has weight 0
 * @returns one whole number for each factor
 * @throws {RangeError} when a weight is negative or no number, names no factor, or the sum is not 1 within 1e-9
 * @example
 * factorWeights(['F1', 'F2', 'F3'], { F1: 0.25, F3: 0.75 }) // [25n, 0n, 75n]
 */
export function factorWeights(
  factors: readonly string[],
  weights: Readonly<Record<string, number>>,
): readonly bigint[] {
  let sum = 0
  for (const [factor, weight] of Object.entries(weights)) {
    if (!factors.includes(factor)) throw new RangeError(`a weight for ${factor}, which is no factor here`)
    if (!(weight >= 0 && weight <= 1)) throw new RangeError(`the weight of ${factor} is ${weight}, not from 0 to 1`)
    sum += weight
  }
  if (Math.abs(sum - 1) > TOLERANCE) throw new RangeError(`weights sum to ${sum}, not to 1`)
  const exact = factors.map((factor) => parseDecimal(Object.hasOwn(weights, factor) ? String(weights[factor]) : '0'))
  const common = exact.reduce((most, { den }) => (den > most ? den : most), 1n)
  return exact.map(({ num, den }) => num * (common / den))
}
