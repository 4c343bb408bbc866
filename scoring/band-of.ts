import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'

/** Into which of some bands an index falls. */
export interface Band {
  /** From 0, the best. */
  readonly place: number
  /** Whether the 95 % interval lies in this band alone: its evidence is settled against both of the band's ends. */
  readonly isCertain: boolean
}

/**
 * The band of an index between thresholds that somebody set. A band begins at its threshold, this one included; the last
 * band holds whatever lies below the last threshold. As with a target, the index is compared without rounding and the
 * ends of its interval are held against the thresholds.
 *
 * @param thresholds in percent, 0 to 100, the highest first; one less than there are bands
 * @returns null where nothing was answered
 * @throws {RangeError} when a threshold lies outside 0 to 100, or is not below the one before
 * @example
 * const bands = ['95', '90', '80'].map(parseDecimal)
 * bandOf(figureOf(singleEstimate(400, 400)), bands) // { place: 0, isCertain: true }
 * bandOf(figureOf(singleEstimate(18999, 20000)), bands) // { place: 1, isCertain: false }
 * bandOf(figureOf(singleEstimate(300, 400)), bands) // { place: 3, isCertain: true }
 */
export function bandOf({ exact, lower, upper }: Figure, thresholds: readonly Fraction[]): Band | null {
  const points = thresholds.map(({ num, den }) => exactQuotient(num, den))
  if (points.some((point, i) => point < 0 || point > 100 || point >= (points[i - 1] ?? Number.POSITIVE_INFINITY))) {
    throw new RangeError('thresholds of bands run from 100 down to 0')
  }
  if (!exact) return null
  const reached = thresholds.findIndex(({ num, den }) => exact.num * 100n * den >= num * exact.den)
  const place = reached === -1 ? thresholds.length : reached
  const [floor, ceiling] = [points[place] ?? 0, points[place - 1] ?? Number.POSITIVE_INFINITY]
  return { place, isCertain: lower !== null && upper !== null && lower >= floor && upper < ceiling }
}
