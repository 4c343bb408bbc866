import { firstHour, type LocalHour, type Period } from '../domain/calendar.ts'
import type { Questionnaire, QuestionnaireId } from '../domain/questionnaire.ts'
import type { Step } from '../domain/service-point.ts'
import { cutPlaces, type CountedCut } from './counted-cut.ts'
import type { MonthColumns } from './month-columns.ts'

/** Which responses of some months are looked at together. */
export interface JoinedScope {
  readonly step: Step
  /** Versions that ask the same criteria. */
  readonly versions: ReadonlySet<QuestionnaireId>
  readonly period: Period
  readonly questionnaires: ReadonlyMap<QuestionnaireId, Questionnaire>
}

/** The values of a cut, and for each row which of them it has. */
export interface CutAxis {
  /** Sorted, so that they stand in the same order whatever responses there are. */
  readonly values: readonly string[]
  /** For each row the place of its value. */
  readonly placeOf: Uint32Array
}

/** Rows that have the same answers. */
export interface LikeRows {
  readonly answers: string
  /** From `first` up to, not including, `end`. */
  readonly first: number
  readonly end: number
}

/**
 * The responses of several months as one table: rows of the same answers stand together, and each cut is a column of
 * small numbers. Columns are made when they are first asked for.
 */
export class JoinedColumns {
  /** In the order of the rows. */
  readonly alike: readonly LikeRows[]
  /** How many rows there are. */
  readonly size: number
  readonly #months: readonly MonthColumns[]
  readonly #questionnaires: JoinedScope['questionnaires']
  /** For each row the place of its month, and its row there. */
  readonly #monthOf: Uint32Array
  readonly #rowOf: Uint32Array
  readonly #axes = new Map<CountedCut, CutAxis>()

  constructor(months: readonly MonthColumns[], scope: JoinedScope) {
    const most = months.reduce((sum, { rows }) => sum + rows, 0)
    const [monthOf, rowOf] = [new Uint32Array(most), new Uint32Array(most)]
    const hours = { from: firstHour(scope.period.from), to: firstHour(scope.period.to) }
    const isWanted = months.map((columns) => rowFilter(columns, scope.step, hours))
    const alike: LikeRows[] = []
    let next = 0
    for (const [answers, runs] of runsOfAnswers(months, scope.versions)) {
      const first = next
      for (const { at, from, to } of runs) {
        const isIn = isWanted[at] as (row: number) => boolean
        for (let row = from; row < to; row++) {
          if (!isIn(row)) continue
          monthOf[next] = at
          rowOf[next++] = row
        }
      }
      if (next > first) alike.push({ answers, first, end: next })
    }
    this.alike = alike
    this.size = next
    this.#months = months
    this.#questionnaires = scope.questionnaires
    this.#monthOf = monthOf.subarray(0, next)
    this.#rowOf = rowOf.subarray(0, next)
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
    const placeOf = new Uint32Array(this.size)
    for (let i = 0; i < this.size; i++) {
      const at = this.#monthOf[i] as number
      const places = (months[at] as (typeof months)[number]).places
      const place = places === null ? 0 : (places[this.#rowOf[i] as number] as number)
      placeOf[i] = (codes[at] as Uint32Array)[place] as number
    }
    return { values, placeOf }
  }
}

/** About how much memory a row takes once it was cut by everything. */
export const JOINED_ROW_BYTES = 64

/** Rows of one month that stand together: those of month `at` from `from` up to, not including, `to`. */
interface Run {
  readonly at: number
  readonly from: number
  readonly to: number
}

/** Where the rows of each answer string stand. */
function runsOfAnswers(
  months: readonly MonthColumns[],
  versions: ReadonlySet<QuestionnaireId>,
): ReadonlyMap<string, readonly Run[]> {
  const runs = new Map<string, Run[]>()
  for (const [at, { patterns, patternStarts }] of months.entries()) {
    for (const [place, { questionnaire, answers }] of patterns.entries()) {
      if (!versions.has(questionnaire)) continue
      const run = { at, from: patternStarts[place] ?? 0, to: patternStarts[place + 1] ?? 0 }
      const known = runs.get(answers)
      if (known) known.push(run)
      else runs.set(answers, [run])
    }
  }
  return runs
}

function rowFilter(
  { circumstances, circumstanceOf, hourOf, start }: MonthColumns,
  step: Step,
  hours: { readonly from: LocalHour; readonly to: LocalHour },
): (row: number) => boolean {
  const isAtStep = Uint8Array.from(circumstances, (one) => (one.step === step ? 1 : 0))
  const from = hours.from - start
  const to = hours.to - start
  return (row) => {
    const hour = hourOf[row] as number
    return hour >= from && hour < to && isAtStep[circumstanceOf[row] as number] === 1
  }
}
