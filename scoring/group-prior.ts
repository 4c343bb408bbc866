import type { Figure } from './figure.ts'
import { groupMean } from './group-mean.ts'

/** What is known of a unit before it has a single answer: that it belongs to its group. */
export interface GroupPrior {
  /** Mean of the group in points. */
  readonly mean: number
  /** How many answers that knowledge is worth; infinite where units differ by no more than chance, 0 where they have nothing in common. */
  readonly size: number
}

/**
 * Fits, by moments, how many answers it is worth to know the group that a unit belongs to.
 *
 * Units' true shares are taken to spread around the mean R0 as a beta distribution does, with correlation rho = 1/(m + 1)
 * between two answers of one unit. With effective sizes n, N their sum, I units, and S = sum of n (R - R0)^2,
 * rho = (S - (I - 1) V) / (V (N - sum of n^2 / N - (I - 1))) where V = R0 (1 - R0), and m = (1 - rho) / rho.
 * Source: Kleinman, Journal of the American Statistical Association 68 (1973); docs/method.md, section 6.5.
 *
 * @param figures null for a unit that is left out, as its figure is suppressed
 * @returns size m is infinite where rho is not above 0, 0 where it is 1 or more; null below two units with an effective size
 * @throws {RangeError} when a figure is a score
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * groupPrior([of(50, 101), of(80, 101), of(100, 101)]) // { mean: 75.91, size: 2.005 }
 * groupPrior([of(80, 101), of(81, 101)]).size // Infinity
 */
export function groupPrior(figures: readonly (Figure | null)[]): GroupPrior | null {
  const group = groupMean(figures)
  if (!group || group.members.length < 2) return null
  const { members, mean, size } = group
  const binomial = (mean / 100) * (1 - mean / 100)
  const freedom = members.length - 1
  const squares = members.reduce((sum, { index, effective }) => sum + effective * ((index - mean) / 100) ** 2, 0)
  const room = size - members.reduce((sum, { effective }) => sum + effective ** 2, 0) / size - freedom
  const excess = squares - freedom * binomial
  if (!(excess > 0 && room > 0)) return { mean, size: Infinity }
  const correlation = excess / (binomial * room)
  return { mean, size: Math.max(0, 1 / correlation - 1) }
}
