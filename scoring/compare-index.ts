import type { Figure } from './figure.ts'

/**
 * Orders two figures by their index, compared exactly: below 0 when the first is lower, above 0 when it is higher, 0 when
 * they are equal. Where the nearest doubles differ so do the fractions, in the same direction; where they are equal the
 * fractions must decide.
 *
 * @param a a figure with an index, as `b`
 * @throws {RangeError} when one has no index, or one is a share and the other a score
 * @example
 * compareIndex(figureOf(singleEstimate(19, 20)), figureOf(singleEstimate(95, 100))) // 0
 * compareIndex(figureOf(singleEstimate(18999, 20000)), figureOf(singleEstimate(95, 100))) < 0 // true
 */
export function compareIndex(a: Figure, b: Figure): number {
  if (a.kind !== b.kind) throw new RangeError('a share and a score have no order')
  if (!a.exact || !b.exact || a.index === null || b.index === null) throw new RangeError('no index has no order')
  if (a.index !== b.index) return a.index - b.index
  const excess = a.exact.num * b.exact.den - b.exact.num * a.exact.den
  return excess > 0n ? 1 : excess < 0n ? -1 : 0
}
