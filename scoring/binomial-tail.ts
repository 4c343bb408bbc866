import { incompleteBeta } from './incomplete-beta.ts'

/**
 * The probability of at most `hits` satisfied among `size` answers when a share of them is satisfied in truth: the lower
 * tail of the binomial distribution, P(R <= hits).
 *
 * By way of the incomplete beta function, I(1 - share; size - hits, hits + 1), it also holds for numbers that are not
 * whole, and runs smoothly through the steps of the distribution; that is the way by which the interval of Clopper and
 * Pearson takes an effective size. At least eight digits are right up to ten million answers.
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
  return incompleteBeta(1 - share, share, size - hits, hits + 1).below
}
