/**
 * A count as an exact whole number. Counts of a tally are doubles, which hold whole numbers exactly up to 2^53.
 *
 * @throws {RangeError} when the value is negative, not whole, or too large to be exact
 * @example
 * wholeNumber(31) // 31n
 */
export function wholeNumber(value: number): bigint {
  return BigInt(checkedCount(value))
}

/**
 * A count as it is, once it is known to be one.
 *
 * @throws {RangeError} as {@link wholeNumber}
 * @example
 * checkedCount(31) // 31
 */
export function checkedCount(value: number): number {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`${value} is not a count`)
  return value
}
