/**
 * A count as an exact whole number. Counts of a tally are doubles, which hold whole numbers exactly up to 2^53.
 *
 * @throws {RangeError} when the value is negative, not whole, or too large to be exact
 * @example
 * wholeNumber(31) // 31n
 */
export function wholeNumber(value: number): bigint {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a count`)
  return BigInt(value)
}
