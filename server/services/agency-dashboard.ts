import type { Difference } from '../../scoring/difference.ts'
import type { MethodName } from '../../scoring/methods.ts'
import type { Priority } from '../../scoring/priorities.ts'
import type { Interval } from '../../scoring/share-interval.ts'
import type { Agency } from '../domain/agency.ts'
import type { Month, Period } from '../domain/calendar.ts'
import type { Lineage } from '../domain/directory.ts'
import type { Series } from '../domain/series.ts'
import type { ProcedureField, PublicCode, ServicePoint, Step } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { Words } from '../domain/words.ts'
import type { AnswerFilter, CutValue, OpenCut } from './answer-filter.ts'
import type { Population } from './known-transactions.ts'
import type { ShownFigure } from './shown-figure.ts'

/** Which answers of an agency are asked for, whatever is looked at in them. */
export interface DashboardQuery {
  readonly period: Period
  readonly view: Lineage
  /** Name of a series or id of a questionnaire version; null for the one that was answered last. */
  readonly questionnaire: string | null
}

/** What is asked of an agency's dashboard. */
export interface AgencyQuery extends DashboardQuery {
  /** `return` is what the index is made of; `submission` is an early warning, never an index. */
  readonly step: Step
  readonly filter: AnswerFilter
}

/** How one agency scored in one period: unrounded figures of the answers at one step, flagged ones included. */
export interface AgencyDashboard {
  readonly agency: Agency
  readonly period: Period
  readonly view: Lineage
  readonly step: Step
  /** By what the answers are narrowed, in the order in which it was opened. */
  readonly filter: readonly OpenedCut[]
  /**
   * Whether the answers can be narrowed and cut by everything. Otherwise there are too many in the months of the period,
   * and `cuts` and `profile` are empty: a shorter period or an agency below can be opened.
   */
  readonly isCuttable: boolean
  /** First and last month with any response of the agency at all; null where there is none. */
  readonly span: { readonly first: Month; readonly last: Month } | null
  /** Agencies that were merged into this one or one below it: whose answers "as it is" adds to "as it was". */
  readonly formers: readonly Agency[]
  /** The instrument whose answers are counted. */
  readonly series: Series
  /** Other series with answers in the period; they are never pooled with this one. */
  readonly others: readonly { readonly series: Series; readonly responses: number }[]
  /** The month from which this series follows an incomparable one of the same instrument, where that is in the period. */
  readonly breakAt: Month | null
  readonly method: MethodName
  /** Fewest responses with which a figure is shown. */
  readonly least: number
  /** In force on the last day of the period; null where none was set, and at submission, which no target binds. */
  readonly target: Target | null
  readonly index: ShownFigure
  /** All that were counted, also those without an answer that the index counts. */
  readonly responses: number
  readonly population: Population
  /** The index if all who did not answer were unsatisfied, and if all were satisfied; null where that is not known. */
  readonly silent: Interval | null
  readonly flagged: FlaggedSplit
  /** Responses of the same series at the other step, whatever the filter: in none of the figures. */
  readonly atOtherStep: number
  readonly comparisons: readonly Comparison[]
  readonly overall: CriterionRow
  /** Those that are asked about at the step. */
  readonly factors: readonly FactorRow[]
  readonly priorities: readonly PriorityRow[]
  /** Empty where the page is narrowed to one point. */
  readonly points: readonly PointRow[]
  /** Empty where the page is narrowed to one point. */
  readonly children: readonly ChildRow[]
  /** Empty where the page is narrowed to one field. */
  readonly fields: readonly FieldRow[]
  readonly months: readonly MonthRow[]
  /** By channel, hour, language and facts, but for those by which the page is narrowed. */
  readonly cuts: readonly CutTable[]
  /** By what respondents told about themselves, with at least ten of them a row. */
  readonly profile: readonly CutTable[]
}

/** A row of a cut that was opened, with what it is called where that is data. */
export interface OpenedCut extends CutValue {
  /** Of the value; null for channels, languages and hours, which each language names by itself. */
  readonly names: Words | null
  /** Of the cut, where it is a question. */
  readonly question: Words | null
}

/** The index once more without the responses that should be looked at. */
export interface FlaggedSplit {
  /** How many responses are flagged. */
  readonly n: number
  /**
   * Hidden with fewer flagged responses than may be told apart, since what these few answered would be had by
   * subtracting it from the index.
   */
  readonly without: ShownFigure
}

/** The index against that of another period. */
export interface Comparison {
  /** The period just before, of the same length, or the same days a year before. */
  readonly with: 'former' | 'year-before'
  readonly period: Period
  readonly shown: ShownFigure
  /** This period less the other one; null where it cannot be told, for the reason in `why`. */
  readonly difference: Difference | null
  /**
   * `break`: other questions were asked then. `hidden`: one of the two is not shown. `no-answers`: there were none then.
   * `unknown`: nobody can say by how much chance moves one of the two.
   */
  readonly why: 'break' | 'hidden' | 'no-answers' | 'unknown' | null
}

/** One criterion, or the overall item. */
export interface CriterionRow {
  readonly code: string
  readonly wording: Words
  readonly shown: ShownFigure
  /** Answers at levels 1 to 5; null where the figure is hidden. */
  readonly levels: readonly number[] | null
}

export interface FactorRow {
  readonly code: string
  readonly names: Words
  readonly shown: ShownFigure
  readonly criteria: readonly CriterionRow[]
}

/** What one criterion would bring; those with hidden figures are left out. */
export interface PriorityRow extends Priority {
  readonly wording: Words
}

/** A row with the transactions that its responses came from, where they can be told. */
interface CountedRow {
  readonly shown: ShownFigure
  readonly responses: number
  readonly population: Population
}

/** One service point, silent ones included where the page is not narrowed. */
export interface PointRow extends CountedRow {
  readonly point: Pick<ServicePoint, 'id' | 'names'>
  /** The agency that it belongs to: this one, or one that was merged into it. */
  readonly agency: Agency
  /** What its posters carry; withdrawn codes are left out. */
  readonly codes: readonly { readonly code: PublicCode; readonly field: ProcedureField | null }[]
}

/** One agency directly below, with all below it. */
export interface ChildRow extends CountedRow {
  readonly agency: Agency
  readonly target: Target | null
}

export interface FieldRow extends CountedRow {
  readonly field: ProcedureField
  readonly target: Target | null
}

/** One month, or the part of it that the period holds. */
export interface MonthRow extends CountedRow {
  readonly month: Month
  /** In force on the last day of it that the period holds. */
  readonly target: Target | null
  readonly events: readonly MonthEvent[]
}

/** What makes a month differ from the one before it besides its answers. */
export type MonthEvent =
  | { readonly kind: 'break' }
  | { readonly kind: 'target'; readonly from: Target | null }
  | { readonly kind: 'merger'; readonly agencies: readonly Agency[] }

/** The answers by the values of one cut. */
export interface CutTable {
  readonly cut: OpenCut | `profile-${string}`
  /** Of the question that was asked; null for the other cuts. */
  readonly question: Words | null
  readonly rows: readonly CutRow[]
}

export interface CutRow {
  /** Empty for those who passed the question over or were not asked. */
  readonly value: string
  /** Null where each language names the value by itself. */
  readonly names: Words | null
  readonly shown: ShownFigure
}
