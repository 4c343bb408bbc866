const EXACT = BigInt(Number.MAX_SAFE_INTEGER)
const KEPT_BITS = 72

/**
 * The double nearest to a quotient of whole numbers of any size: the one division, and the one rounding, at the end of
 * a computation on whole numbers. Ties go to the even neighbour, as IEEE 754 division does.
 *
 * Large numbers are scaled by a power of two until the quotient keeps some 70 bits; a remainder is remembered in the
 * lowest of them, so rounding to the 53 bits of a double sees on which side of a tie the quotient lies. The result must
 * lie in the normal range of doubles (1e-300 to 1e300), as every figure does.
 *
 * @throws {RangeError} when `den` is not above 0
 * @example
 * exactQuotient(1n, 3n) // 0.3333333333333333
 * exactQuotient(10n ** 40n, 3n * 10n ** 40n) // 0.3333333333333333
 */
export function exactQuotient(num: bigint, den: bigint): number {
  if (den <= 0n) throw new RangeError('the denominator is not above 0')
  if (num < 0n) return -exactQuotient(-num, den)
  if (num <= EXACT && den <= EXACT) return Number(num) / Number(den)
  const shift = KEPT_BITS - bitLength(num) + bitLength(den)
  const top = shift > 0 ? num << BigInt(shift) : num
  const bottom = shift < 0 ? den << BigInt(-shift) : den
  const quotient = top / bottom
  const kept = quotient * bottom === top ? quotient : quotient | 1n
  return Number(kept) * 2 ** -shift
}

/** Bits of a whole number, up to three more than there are: close enough to choose a scale by. */
function bitLength(value: bigint): number {
  return value.toString(16).length * 4
}
