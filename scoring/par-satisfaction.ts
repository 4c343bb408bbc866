/**
 * `par.satisfaction`: the points that a satisfaction index brings in the reform index (Chỉ số CCHC), 10 at the most,
 * taken as proportional. The proportion is inferred, not read in an official text; docs/method.md, section 7.3.
 *
 * @param index points, 0 to 100, or null where there is no index
 * @returns 0 to 10, unrounded; null where there is no index
 * @throws {RangeError} when the index lies outside 0 to 100
 * @example
 * parSatisfaction(83.94) // 8.394
 * parSatisfaction(null) // null
 */
export function parSatisfaction(index: number | null): number | null {
  if (index === null) return null
  if (!(index >= 0 && index <= 100)) throw new RangeError(`an index of ${index}`)
  return index / 10
}
