import { NORMAL_975 } from './quantiles.ts'

/**
 * How many independent answers put a target just outside the score interval of a share (Wilson's): z^2 T (1 - T) divided
 * by (R - T)^2, not rounded. The exact interval that figures carry needs a few answers more or less, so a search for the
 * exact number begins here. Source: Wilson (1927); docs/method.md, section 7.1.
 *
 * @param share the assumed share R, 0 to 1
 * @param target another share T, 0 to 1
 * @returns infinite where the two are equal
 * @example
 * sizeToSettle(0.97, 0.95) // 456.17
 * sizeToSettle(0.96, 0.95) // 1824.69
 * sizeToSettle(1, 0.95) // 72.99
 */
export function sizeToSettle(share: number, target: number): number {
  return (NORMAL_975 ** 2 * target * (1 - target)) / (share - target) ** 2
}
