/** A fraction of whole numbers. `den` is above 0; it need not be in lowest terms. */
export interface Fraction {
  readonly num: bigint
  readonly den: bigint
}

const DECIMAL = /^(\d+)(?:\.(\d+))?(?:e([+-]?\d{1,3}))?$/

/**
 * The exact value of a decimal numeral, so that a threshold such as 92.5 takes part in comparisons without the rounding
 * that a binary number brings.
 *
 * Reads digits with a decimal point, without sign or spaces, and the exponent that JavaScript prints for very small and
 * very large numbers, so `parseDecimal(String(x))` is the decimal that a person typed for `x`.
 *
 * @throws {RangeError} when the text is anything else
 * @example
 * parseDecimal('92.5') // { num: 925n, den: 10n }
 * parseDecimal('95') // { num: 95n, den: 1n }
 * parseDecimal('1e-7') // { num: 1n, den: 10000000n }
 */
export function parseDecimal(text: string): Fraction {
  const match = DECIMAL.exec(text)
  if (!match) throw new RangeError(`"${text}" is not a decimal number`)
  const [, whole = '', decimals = '', exponent = '0'] = match
  const digits = BigInt(whole + decimals)
  const places = decimals.length - Number(exponent)
  return places >= 0 ? { num: digits, den: 10n ** BigInt(places) } : { num: digits * 10n ** BigInt(-places), den: 1n }
}
