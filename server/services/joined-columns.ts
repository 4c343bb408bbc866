import type { Period } from '../domain/calendar.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import type { Step } from '../domain/service-point.ts'
import { cutPlaces, type CountedCut } from './counted-cut.ts'
import { joinRows, type JoinedRows } from './join-rows.ts'
import type { MonthColumns } from './month-columns.ts'

/** Which responses of some months are looked at together. */
export interface JoinedScope {
  readonly step: Step
  /** Versions that ask the same criteria. */
  readonly versions: ReadonlySet<QuestionnaireId>
  readonly period: Period
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
  /** For each criterion the place of what stands for it in an index, as `indexShape` has it. */
  readonly placeOf: readonly number[]
}

/** The values of a cut, and for each row which of them it has. */
export interface CutAxis {
  /** Sorted, so that they stand in the same order whatever responses there are. */
  readonly values: readonly string[]
  /** For each row the place of its value. */
  readonly placeOf: Uint32Array
}

/**
 * The responses of several months as one table: rows of the same answers stand together, those of like answers beside
 * each other, and each cut is a column of small numbers. Columns are made when they are first asked for.
 */
export class JoinedColumns {
  readonly #months: readonly MonthColumns[]
  readonly #questionnaires: JoinedScope['questionnaires']
  readonly #rows: JoinedRows
  readonly #axes = new Map<CountedCut, CutAxis>()

  constructor(months: readonly MonthColumns[], scope: JoinedScope) {
    this.#months = months
    this.#questionnaires = scope.questionnaires
    this.#rows = joinRows(months, scope)
  }

  /** In the order of the rows; each list holds all answers that are alike for the index. */
  get alike(): JoinedRows['alike'] {
    return this.#rows.alike
  }

  /** How many rows there are. */
  get size(): number {
    return this.#rows.rowOf.length
  }

  axis(cut: CountedCut): CutAxis {
    const axis = this.#axes.get(cut) ?? this.#made(cut)
    this.#axes.set(cut, axis)
    return axis
  }

  #made(cut: CountedCut): CutAxis {
    const months = this.#months.map((columns) => cutPlaces(columns, cut, this.#questionnaires))
    const values = [...new Set(months.flatMap((month) => month.values))].sort()
    const known = new Map(values.map((value, place) => [value, place]))
    const codes = months.map((month) => Uint32Array.from(month.values, (value) => known.get(value) ?? 0))
    const { monthOf, rowOf } = this.#rows
    const placeOf = new Uint32Array(this.size)
    for (let i = 0; i < placeOf.length; i++) {
      const at = monthOf[i] as number
      const places = (months[at] as (typeof months)[number]).places
      const place = places === null ? 0 : (places[rowOf[i] as number] as number)
      placeOf[i] = (codes[at] as Uint32Array)[place] as number
    }
    return { values, placeOf }
  }
}

/** About how much memory a row takes once it was cut by everything. */
export const JOINED_ROW_BYTES = 64
