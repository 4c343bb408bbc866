import type { Fraction } from './fraction.ts'

/** An index in whole numbers, before any division: what a figure is made from. */
export interface Estimate {
  readonly kind: 'share' | 'score'
  /** Respondents who gave at least one answer that counts. */
  readonly n: number
  /** Answers that count. */
  readonly answers: number
  /** The index as a share of 0 to 1; null when nothing counts. */
  readonly exact: Fraction | null
  /** The sum over respondents of the squared residual of the linearised index, in squared shares. */
  readonly squares: Fraction
  /** The lowest share the index can take: 0, but 1/5 for `score.percent-of-5`. */
  readonly least: number
}
