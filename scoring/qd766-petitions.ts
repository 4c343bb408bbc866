import { exactQuotient } from './exact-quotient.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * `qd766.5.2` and `qd766.5.3`: points for petitions answered on time, and for petitioners satisfied with the answer:
 * 6 times the ratio, and 6 where there were none. Source: Quyết định 766/QĐ-TTg (2022); docs/method.md, section 7.3.
 *
 * @param good petitions on time, or satisfied
 * @param all petitions
 * @returns 0 to 6, unrounded
 * @throws {RangeError} when a count is negative or not whole, or `good` exceeds `all`
 * @example
 * qd766Petitions(9, 10) // 5.4
 * qd766Petitions(0, 0) // 6
 */
export function qd766Petitions(good: number, all: number): number {
  const num = wholeNumber(good)
  const den = wholeNumber(all)
  if (num > den) throw new RangeError(`${good} petitions of ${all}`)
  return den === 0n ? 6 : exactQuotient(6n * num, den)
}
