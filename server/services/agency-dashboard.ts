import type { MethodName } from '../../scoring/methods.ts'
import type { Agency } from '../domain/agency.ts'
import type { Month, Period } from '../domain/calendar.ts'
import type { Lineage } from '../domain/directory.ts'
import type { Series } from '../domain/series.ts'
import type { ProcedureField, PublicCode, ServicePoint } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { Words } from '../domain/words.ts'
import type { ShownFigure } from './shown-figure.ts'

/** What is asked of an agency's dashboard. */
export interface DashboardQuery {
  readonly period: Period
  readonly view: Lineage
  /** Name of a series or id of a questionnaire version; null for the one that was answered last. */
  readonly questionnaire: string | null
}

/** How one agency scored in one period: unrounded figures of answers at the return step, flagged ones included. */
export interface AgencyDashboard {
  readonly agency: Agency
  readonly period: Period
  readonly view: Lineage
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
  /** In force on the last day of the period; null where none was set. */
  readonly target: Target | null
  readonly index: ShownFigure
  readonly flagged: FlaggedSplit
  /** Responses given when a dossier was handed in: in none of the figures. */
  readonly submissions: number
  readonly overall: CriterionRow
  readonly factors: readonly FactorRow[]
  readonly points: readonly PointRow[]
  readonly children: readonly ChildRow[]
  readonly fields: readonly FieldRow[]
  readonly months: readonly MonthRow[]
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

/** One service point, silent ones included. */
export interface PointRow {
  readonly point: Pick<ServicePoint, 'id' | 'names'>
  /** The agency that it belongs to: this one, or one that was merged into it. */
  readonly agency: Agency
  /** What its posters carry; withdrawn codes are left out. */
  readonly codes: readonly { readonly code: PublicCode; readonly field: ProcedureField | null }[]
  readonly shown: ShownFigure
}

/** One agency directly below, with all below it. */
export interface ChildRow {
  readonly agency: Agency
  readonly target: Target | null
  readonly shown: ShownFigure
}

export interface FieldRow {
  readonly field: ProcedureField
  readonly target: Target | null
  readonly shown: ShownFigure
}

/** One month, or the part of it that the period holds. */
export interface MonthRow {
  readonly month: Month
  /** In force on the last day of it that the period holds. */
  readonly target: Target | null
  readonly shown: ShownFigure
}
