import type { Pairs } from './pairs.ts'

/**
 * Whether two figures differ by at least so many standard errors, on the sides on which they face each other: |z| of their
 * `difference` is at least `critical`. Stands in the innermost loop over pairs, and therefore divides by nothing.
 *
 * @param high place of the figure with the higher index, or one of two equal ones
 * @param low place of the other
 * @example
 * const pairs = pairsOf([figureOf(singleEstimate(380, 400)), figureOf(singleEstimate(300, 400))])
 * isApart(pairs, 0, 1, 6) // true
 * isApart(pairs, 0, 1, 9) // false
 */
export function isApart({ index, below, above }: Pairs, high: number, low: number, critical: number): boolean {
  const points = (index[high] as number) - (index[low] as number)
  return points * points >= critical * critical * ((below[high] as number) + (above[low] as number))
}
