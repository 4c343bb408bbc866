import type { Figure } from './figure.ts'
import type { GroupPrior } from './group-prior.ts'

/**
 * An index drawn towards the mean of its group, the more the fewer answers there are: (n_eff R + m R0) / (n_eff + m).
 *
 * An ordering for groups of small units, in which otherwise the smallest are first and last: it is not the unit's index,
 * has no interval of its own, and is held against no target. Source: docs/method.md, section 6.5.
 *
 * @param prior of the group that the unit belongs to, by `groupPrior`
 * @returns points, between the unit's index and the group's mean; the mean where the prior's size is infinite; null where
 *   the unit has no effective size, below two respondents
 * @throws {RangeError} when the figure is a score
 * @example
 * shrunkenIndex(figureOf(singleEstimate(10, 10)), { mean: 80, size: 30 }) // 85
 * shrunkenIndex(figureOf(singleEstimate(1, 1)), { mean: 80, size: 30 }) // null
 */
export function shrunkenIndex({ kind, index, effective }: Figure, { mean, size }: GroupPrior): number | null {
  if (kind === 'score') throw new RangeError('a score has no effective size')
  if (index === null || effective === null) return null
  return mean + (index - mean) * (effective / (effective + size))
}
