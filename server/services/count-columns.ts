import type { IndexShape } from '../../scoring/index-shape.ts'
import { LikeResponses } from '../../scoring/like-responses.ts'
import {
  countResponse,
  emptyTally,
  HIGHEST_LEVEL,
  SATISFIED_FROM,
  type Tally,
  type TallyShape,
} from '../../scoring/tally.ts'
import type { AnswerFilter } from './answer-filter.ts'
import type { CountedCut } from './counted-cut.ts'
import type { CutAxis, JoinedColumns } from './joined-columns.ts'

/** How responses are counted. */
export interface ColumnCount {
  readonly filter: AnswerFilter
  readonly cuts: readonly CountedCut[]
  /** All together are counted into this shape. */
  readonly shape: TallyShape
  /** Each value of each cut is counted into this one, by which the columns are joined. */
  readonly cutShape: IndexShape
}

/** What was counted. */
export interface ColumnTallies {
  readonly total: Tally
  /** For each criterion of the total, how many scored answers those gave in all who were unsatisfied with it. */
  readonly answersOfUnsatisfied: ReadonlyMap<string, number>
  /** By cut and value; values without responses are left out. */
  readonly cuts: ReadonlyMap<CountedCut, ReadonlyMap<string, Tally>>
}

/**
 * Counts the responses that a filter lets through. Rows of the same answers stand together and are counted at once;
 * what rows of like answers add to an index is worked out once for all of them, and for each value of a cut only how
 * many of them it has.
 */
export function countColumns(columns: JoinedColumns, count: ColumnCount): ColumnTallies {
  const { filter, shape, cutShape } = count
  const total = emptyTally(shape)
  const unsatisfied = new Float64Array(shape.criteria.length)
  const levels = new Uint8Array(shape.criteria.length)
  const ofCut = new LikeResponses(cutShape)
  const cuts = count.cuts.map((cut) => new CutTallies(columns.axis(cut), cutShape.shape))
  const isIn = passed(columns, filter)
  const chosen = new Uint32Array(columns.size)
  for (const alike of columns.alike) {
    let length = 0
    for (const { answers, first, end } of alike) {
      const before = length
      for (let row = first; row < end; row++) if (isIn === null || isIn[row] === 1) chosen[length++] = row
      if (length === before) continue
      const overall = readLevels(answers, levels)
      countResponse(total, levels, overall, length - before)
      addUnsatisfied(unsatisfied, levels, length - before)
      if (before === 0) ofCut.set(levels, overall)
    }
    for (const cut of cuts) cut.count(chosen, length, ofCut)
  }
  return {
    total,
    answersOfUnsatisfied: new Map(shape.criteria.map(({ code }, i) => [code, unsatisfied[i] ?? 0])),
    cuts: new Map(count.cuts.map((cut, i) => [cut, cuts[i]?.byValue() ?? new Map<string, Tally>()])),
  }
}

/** Reads an answer string as `levelsOf` does, into the same list again and again; returns the level of the overall item. */
function readLevels(answers: string, levels: Uint8Array): number {
  for (let i = 0; i < levels.length; i++) levels[i] = levelOf(answers.charCodeAt(i))
  return levelOf(answers.charCodeAt(levels.length))
}

function levelOf(sign: number): number {
  const level = sign - ZERO
  return level >= 1 && level <= HIGHEST_LEVEL ? level : 0
}

const ZERO = '0'.charCodeAt(0)

/** Adds, for so many responses of the same levels, all their answers to each criterion that they were unsatisfied with. */
function addUnsatisfied(sums: Float64Array, levels: Uint8Array, times: number): void {
  let given = 0
  for (const level of levels) if (level > 0) given++
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] as number
    if (level > 0 && level < SATISFIED_FROM) sums[i] = (sums[i] as number) + given * times
  }
}

/** For each row 1 where a filter lets it through; null where it lets all through. */
function passed(columns: JoinedColumns, filter: AnswerFilter): Uint8Array | null {
  if (filter.length === 0) return null
  const isIn = new Uint8Array(columns.size).fill(1)
  for (const { cut, value } of filter) {
    const { values, placeOf } = columns.axis(cut)
    const wanted = values.indexOf(value)
    for (let row = 0; row < isIn.length; row++) if (placeOf[row] !== wanted) isIn[row] = 0
  }
  return isIn
}

/** A tally for each value of a cut. */
class CutTallies {
  readonly #axis: CutAxis
  readonly #shape: TallyShape
  readonly #tallies: (Tally | undefined)[]
  /** How many of the rows at hand have each value, and which values these are. */
  readonly #times: Uint32Array
  readonly #touched: Uint32Array

  constructor(axis: CutAxis, shape: TallyShape) {
    this.#axis = axis
    this.#shape = shape
    this.#tallies = axis.values.map(() => undefined)
    this.#times = new Uint32Array(axis.values.length)
    this.#touched = new Uint32Array(axis.values.length)
  }

  /** Counts the first `length` of some rows, all of like answers. */
  count(rows: Uint32Array, length: number, alike: LikeResponses): void {
    const { placeOf } = this.#axis
    let touched = 0
    for (let i = 0; i < length; i++) {
      const place = placeOf[rows[i] as number] as number
      const times = this.#times[place] as number
      if (times === 0) this.#touched[touched++] = place
      this.#times[place] = times + 1
    }
    for (let i = 0; i < touched; i++) {
      const place = this.#touched[i] as number
      alike.addTo((this.#tallies[place] ??= emptyTally(this.#shape)), this.#times[place] as number)
      this.#times[place] = 0
    }
  }

  byValue(): ReadonlyMap<string, Tally> {
    const entries = this.#axis.values.flatMap((value, place) => {
      const tally = this.#tallies[place]
      return tally ? [[value, tally] as const] : []
    })
    return new Map(entries)
  }
}
