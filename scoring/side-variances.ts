import type { Figure } from './figure.ts'
import { NORMAL_975 } from './quantiles.ts'

/** How far a figure may be off downwards and upwards, as variances in squared points. */
export interface SideVariances {
  /** Against something lower. */
  readonly below: number
  /** Against something higher. */
  readonly above: number
}

/**
 * The variances with which a figure enters a difference, one for each side: its own variance, or, where that is more, the
 * variance recovered from its interval, ((index - lower) / 1.96)^2 below and ((upper - index) / 1.96)^2 above.
 *
 * Near 0 and 100 the linearised variance is often far too small, and 0 where all answers are alike: six people of six
 * satisfied, or 99 of 100 answers of twenty people, would then be "significantly better" than almost anything. The interval
 * knows better, since it reaches further towards the middle. Recovering a variance from the limit that faces the other
 * figure is the method MOVER; taking the larger of the two makes it never bolder than the plain standard error.
 * Source: Newcombe, Statistics in Medicine 17 (1998); Zou and Donner, Statistics in Medicine 27 (2008);
 * docs/method.md, section 6.1.
 *
 * @returns null where nothing is known of the spread: below two respondents, without an index, and for a score of which
 *   all levels are alike, whose interval has no length
 * @example
 * sideVariances(figureOf(singleEstimate(6, 6))) // { below: 549.06, above: 0 }
 * sideVariances(figureOf(singleEstimate(300, 400))) // { below: 5.39, above: 4.7 }
 * sideVariances(figureOf(singleEstimate(1, 1))) // null
 */
export function sideVariances({ kind, index, variance, lower, upper }: Figure): SideVariances | null {
  if (index === null || variance === null || lower === null || upper === null) return null
  if (kind === 'score' && variance === 0) return null
  return {
    below: Math.max(variance, ((index - lower) / NORMAL_975) ** 2),
    above: Math.max(variance, ((upper - index) / NORMAL_975) ** 2),
  }
}
