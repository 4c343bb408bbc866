import type { Fraction } from './fraction.ts'

/**
 * An index with all that is known of its uncertainty. Nothing in it is rounded; null means that it cannot be known.
 *
 * A `share` is a share of something satisfied, from 0 to 100 points. A `score` is a mean level put on a scale that ends
 * at 100 and begins at 20 (`score.percent-of-5`) or 0 (`score.percent-of-range`). The two are never put in one series.
 */
export interface Figure {
  /** Respondents who gave at least one answer that the figure counts (docs/method.md, section 3.4). */
  readonly n: number
  /** Answers counted; for `respondent.fully-satisfied` respondents. */
  readonly answers: number
  /** The index as an exact share of 0 to 1; null when nothing was counted. */
  readonly exact: Fraction | null
  /**
   * The sum over respondents of the squared residual of the index, in squared shares: with `exact`, `n` and `answers` all
   * that variance and interval follow from. Null for a figure that was mixed from others.
   */
  readonly squares: Fraction | null
  /** The index in points, 0 to 100: the double nearest to `exact` times 100; null when nothing was counted. */
  readonly index: number | null
  /** Variance of the index in squared points, with the respondent as the unit; null below two respondents. */
  readonly variance: number | null
  /** Lower end of the 95 % interval in points; null below two respondents. */
  readonly lower: number | null
  /** Upper end of the 95 % interval in points; null below two respondents. */
  readonly upper: number | null
  /** Effective sample size of a share's interval; null for scores and below two respondents. */
  readonly effective: number | null
  readonly kind: 'share' | 'score'
}
