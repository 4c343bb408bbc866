import { parseDecimal } from './fraction.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * `sample.yamane`: how many to ask out of a population by the rule that surveys in Vietnam commonly cite,
 * N / (1 + N e^2) rounded up, for a margin of error `e` at a share of one half. Source: Yamane, Statistics (1967), p. 886.
 *
 * For e = 0.05 it never exceeds 400, whatever N is, and so cannot settle a target of 95 % (`sampleToSettle`).
 *
 * @param population N, a whole number
 * @param error e as a share, above 0 and below 1
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * sampleYamane(10000) // 385
 * sampleYamane(1000000) // 400
 * sampleYamane(10000, 0.03) // 1000
 */
export function sampleYamane(population: number, error = 0.05): number {
  if (!(error > 0 && error < 1)) throw new RangeError(`a margin of error of ${error}`)
  const all = wholeNumber(population)
  const { num, den } = parseDecimal(String(error))
  const top = all * den ** 2n
  const bottom = den ** 2n + all * num ** 2n
  return Number((top + bottom - 1n) / bottom)
}
