import type { Figure } from './figure.ts'

/** The figures of a group that have an effective size, and their mean. */
export interface Group {
  readonly members: readonly { readonly index: number; readonly effective: number }[]
  /** Mean index in points, each member weighing as much as its effective size. */
  readonly mean: number
  /** Sum of effective sizes. */
  readonly size: number
}

/**
 * The mean of the shares of a group, each weighing as much as its effective size: what a typical answer in the group is
 * worth, as far as it is known.
 *
 * It is the centre for judging how far units spread (`overDispersion`, `groupPrior`), and close to the pooled index of the
 * group, from which it differs where answers of one person go together more in one unit than in another. The index of the
 * group itself comes from the sum of its tallies and from nothing else.
 *
 * @param figures null for a unit that is left out; figures without effective size, below two respondents, are left out too
 * @returns null where nothing is left
 * @throws {RangeError} when a figure is a score: scores have no effective size
 * @example
 * groupMean([figureOf(singleEstimate(90, 101)), null, figureOf(singleEstimate(301, 301))]).mean // 97.28
 */
export function groupMean(figures: readonly (Figure | null)[]): Group | null {
  const members = figures.flatMap((figure) => {
    if (figure?.kind === 'score') throw new RangeError('a score has no effective size')
    if (figure?.index == null || figure.effective === null) return []
    return [{ index: figure.index, effective: figure.effective }]
  })
  if (members.length === 0) return null
  const size = members.reduce((sum, { effective }) => sum + effective, 0)
  const weighed = members.reduce((sum, { index, effective }) => sum + index * effective, 0) / size
  const indices = members.map(({ index }) => index)
  // rounding must not take the mean of equal indices off them: 100 leaves no room for chance, 100 less a hair does
  const mean = Math.min(Math.max(...indices), Math.max(Math.min(...indices), weighed))
  return { members, mean, size }
}
