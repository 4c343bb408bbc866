import type { Tally } from '../../scoring/tally.ts'
import type { Month, Period } from '../domain/calendar.ts'
import type { Series } from '../domain/series.ts'
import type { Step } from '../domain/service-point.ts'
import type { AnsweredMonth } from './answered-series.ts'
import type { AnswerFilter } from './answer-filter.ts'
import type { GuardedCut } from './cell-axes.ts'
import type { CountedCut } from './counted-cut.ts'

/** Whose answers of which days. */
export interface AnswerScope {
  readonly agencies: readonly string[]
  readonly period: Period
}

/** Which of them are counted together, and by what they are cut. */
export interface AnswerCount {
  readonly series: Series
  readonly step: Step
  readonly filter: AnswerFilter
  readonly cuts: readonly CountedCut[]
}

/** Answers added up: all that the figures of a page are computed from. */
export interface CountedAnswers {
  /** All of them, in the shape of the questionnaire. */
  readonly total: Tally
  /**
   * For each criterion, how many scored answers those gave in all who were unsatisfied with it; null where that is not
   * known.
   */
  readonly answersOfUnsatisfied: ReadonlyMap<string, number> | null
  /** By cut and value, in the shape that the index needs; values without responses are left out. */
  readonly cuts: ReadonlyMap<CountedCut, ReadonlyMap<string, Tally>>
  /** Whether nothing of them may be shown, since it would give away what is not shown elsewhere. */
  readonly isHidden: boolean
  /** Values of a cut that may not be shown, whether their own number of respondents or another one is the reason. */
  readonly hidden: ReadonlyMap<GuardedCut, ReadonlySet<string>>
}

/** Where and when there were answers: of one field, at one point; null for what is not told. */
export interface AnsweredPlace {
  readonly agency: string
  readonly month: Month
  readonly point: string | null
  readonly field: string | null
}

/** The answers of a scope, as far as they are known. */
export interface PeriodAnswers {
  /** What was answered at each step, whatever filter is asked for later. */
  readonly answered: readonly (AnsweredMonth & { readonly step: Step })[]
  /**
   * Whether they can be narrowed and cut by everything; if not, they are counted without a filter, and by place, field,
   * month, channel and flag only.
   */
  readonly isCuttable: boolean
  count(asked: AnswerCount): Promise<CountedAnswers>
  /** In a period of whole months, all places and months with answers; some may stand several times. */
  places(asked: Pick<AnswerCount, 'series' | 'step'>): readonly AnsweredPlace[]
}
