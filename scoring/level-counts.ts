import { HIGHEST_LEVEL, type Tally } from './tally.ts'

/**
 * How many answers one criterion, or the overall item, got at each level, the lowest first.
 *
 * @throws {RangeError} when the shape has no such criterion
 * @example
 * levelCounts(tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3], [5]]), 'F1.1') // [0, 0, 1, 0, 2]
 */
export function levelCounts(
  { shape, sums }: Tally,
  criterion: string,
): readonly [number, number, number, number, number] {
  let from = shape.overallAt
  if (criterion !== 'overall') {
    const place = shape.criteria.findIndex(({ code }) => code === criterion)
    if (place < 0) throw new RangeError(`no criterion ${criterion} in this tally`)
    from = shape.countsAt + place * HIGHEST_LEVEL
  }
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = sums.subarray(from, from + HIGHEST_LEVEL)
  return [one, two, three, four, five]
}
