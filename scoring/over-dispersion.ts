import type { Figure } from './figure.ts'
import { groupMean } from './group-mean.ts'

/** By how much units spread more than chance alone would have it. */
export interface Dispersion {
  /** Units that were reckoned with. */
  readonly units: number
  /** Their mean in points, around which the spread is taken. */
  readonly mean: number
  /** Mean of the squared winsorised z scores: about 0.7 where chance is all there is, more than 1 where there is more. */
  readonly phi: number
  /** Variance between units in squared points, over and above chance; 0 where there is no sign of any. */
  readonly between: number
}

/** Share of units at each end whose z scores are drawn in. */
const WINSORISED = 0.1
/** Fewer units than these have no tenth at each end. */
const LEAST_UNITS = 10

/**
 * The over-dispersion of a group of units: how much more their shares differ than binomial chance would make them.
 *
 * z = (R - mean) / sqrt(mean (100 - mean) / n_eff); the tenth of the z scores at either end is drawn in to the quantile there
 * (winsorised), so that a few real outliers do not widen the limits that are to find them; phi is the mean of their squares.
 * From it follows the variance between units by moments, tau^2 = (I phi - (I - 1)) / (sum w - sum w^2 / sum w) with
 * I units and w = n_eff / (mean (100 - mean)), and 0 where that is negative. Always around the mean of the group, also where
 * limits are drawn around a target: a group that misses its target as a whole is not the more dispersed for it. Quantiles
 * are interpolated between z scores, the q quantile at place 1 + (I - 1) q. Source: Spiegelhalter, Statistics in Medicine 24
 * (2005), and Quality and Safety in Health Care 14 (2005); DerSimonian and Laird (1986); docs/method.md, section 6.4.
 *
 * @param figures null for a unit that is left out, as its figure is suppressed
 * @returns null below ten units with an effective size, and where their mean is 0 or 100 and nothing can spread
 * @throws {RangeError} when a figure is a score
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * const units = [80, 84, 86, 88, 90, 90, 91, 92, 94, 98].map((yes) => of(yes, 100))
 * overDispersion(units).phi // 1.372
 * overDispersion(units).between // 5.06
 * overDispersion(units.slice(1)) // null
 */
export function overDispersion(figures: readonly (Figure | null)[]): Dispersion | null {
  const group = groupMean(figures)
  if (!group || group.members.length < LEAST_UNITS) return null
  const { members, mean, size } = group
  const binomial = mean * (100 - mean)
  if (!(binomial > 0)) return null
  const units = members.length
  const scores = winsorised(members.map(({ index, effective }) => (index - mean) / Math.sqrt(binomial / effective)))
  const phi = scores.reduce((sum, z) => sum + z * z, 0) / units
  const squares = members.reduce((sum, { effective }) => sum + effective ** 2, 0)
  const between = (binomial * (units * phi - (units - 1))) / (size - squares / size)
  return { units, mean, phi, between: Math.max(0, between) }
}

function winsorised(scores: readonly number[]): number[] {
  const ascending = [...scores].sort((a, b) => a - b)
  const [low, high] = [quantile(ascending, WINSORISED), quantile(ascending, 1 - WINSORISED)]
  return scores.map((score) => Math.min(high, Math.max(low, score)))
}

function quantile(ascending: readonly number[], share: number): number {
  const place = (ascending.length - 1) * share
  const before = ascending[Math.floor(place)] ?? 0
  const after = ascending[Math.ceil(place)] ?? 0
  return before + (place - Math.floor(place)) * (after - before)
}
