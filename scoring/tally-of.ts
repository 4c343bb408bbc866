import { countResponse, emptyTally, tallyShape, type Tally } from './tally.ts'

/**
 * The tally of responses that are all at hand: small sets, examples and checks by hand.
 *
 * @param criteria as for {@link tallyShape}
 * @param responses one list of levels a response, in the order of the criteria: 1 to 5, or 0 for not given
 * @param overall the level of each response's overall item; 0, not given, where there is none
 * @throws {RangeError} as {@link tallyShape} and {@link countResponse} do
 * @example
 * tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3]]).sums[0] // 2
 */
export function tallyOf(
  criteria: readonly { readonly code: string; readonly factor: string }[],
  responses: readonly (readonly number[])[],
  overall: readonly number[] = [],
): Tally {
  const tally = emptyTally(tallyShape(criteria))
  for (const [i, levels] of responses.entries()) countResponse(tally, levels, overall[i] ?? 0)
  return tally
}
