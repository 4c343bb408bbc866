import type { Fraction } from './fraction.ts'

/**
 * A share as percent with two decimals and a decimal point, half up on the exact fraction. Only printing rounds; what
 * is compared with a target is the fraction itself.
 *
 * @param share at least 0
 * @example
 * roundedPercent({ num: 18999n, den: 20000n }) // '95.00'
 * roundedPercent({ num: 24n, den: 31n }) // '77.42'
 */
export function roundedPercent({ num, den }: Fraction): string {
  const digits = ((20_000n * num + den) / (2n * den)).toString().padStart(3, '0')
  return `${digits.slice(0, -2)}.${digits.slice(-2)}`
}
