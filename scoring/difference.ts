import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'
import { normalTail } from './normal-tail.ts'
import { NORMAL_975 } from './quantiles.ts'
import { sideVariances } from './side-variances.ts'

/** By how much one figure exceeds another, and how sure that is. */
export interface Difference {
  /** First less second as an exact share, -1 to 1. */
  readonly exact: Fraction
  /** First less second in points: the double nearest to `exact` times 100. */
  readonly points: number
  /** Standard error of the difference in points, on the sides on which the two figures face each other. */
  readonly standardError: number
  /** `points / standardError`. */
  readonly z: number
  /** Probability of a difference at least as large, either way, if there were none: two-sided, normal. */
  readonly p: number
  /** Lower end of the 95 % interval of the difference in points, at least -100; above 0 only where p is at most 0.05. */
  readonly lower: number
  /** Upper end of the 95 % interval of the difference in points, at most 100; below 0 only where p is at most 0.05. */
  readonly upper: number
}

/**
 * The difference of two figures from **different people**: two units, two periods, two channels.
 *
 * z = (R1 - R2) / sqrt(var1 + var2), where each variance is that of the side that faces the other figure
 * (`sideVariances`): the figure's own variance, or the one recovered from its interval where that is more. The interval
 * runs from R1 - R2 - 1.96 sqrt(below1 + above2) to R1 - R2 + 1.96 sqrt(above1 + below2), so it excludes 0 just where
 * p < 0.05. Among many differences p must be adjusted (`benjaminiHochberg`). Source: docs/method.md, section 6.1.
 *
 * Figures that share respondents, such as a unit and the subtree that holds it, move together and must not be compared so:
 * take the one out of the other first (`subtractTallies`).
 *
 * @returns null where `sideVariances` of either is null: below two respondents, or all levels of a score alike
 * @throws {RangeError} when one figure is a share and the other a score
 * @example
 * const [a, b] = [figureOf(singleEstimate(360, 400)), figureOf(singleEstimate(300, 400))]
 * difference(a, b).points // 15
 * difference(a, b).standardError // 2.7677
 * difference(a, b).p < 0.001 // true
 * difference(figureOf(singleEstimate(6, 6)), b).p // 0.288
 * difference(figureOf(singleEstimate(1, 1)), b) // null
 */
export function difference(a: Figure, b: Figure): Difference | null {
  if (a.kind !== b.kind) throw new RangeError('a share and a score have no difference')
  const first = sideVariances(a)
  const second = sideVariances(b)
  if (!a.exact || !b.exact || !first || !second) return null

  const exact = { num: a.exact.num * b.exact.den - b.exact.num * a.exact.den, den: a.exact.den * b.exact.den }
  const points = exactQuotient(100n * exact.num, exact.den)
  const down = Math.sqrt(first.below + second.above)
  const up = Math.sqrt(first.above + second.below)
  const standardError = points > 0 ? down : points < 0 ? up : Math.max(down, up)
  const z = points / standardError
  return {
    exact,
    points,
    standardError,
    z,
    p: 2 * normalTail(Math.abs(z)),
    lower: Math.max(-100, points - NORMAL_975 * down),
    upper: Math.min(100, points + NORMAL_975 * up),
  }
}
