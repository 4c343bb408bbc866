import type { MethodName } from '../../scoring/methods.ts'
import type { TallyShape } from '../../scoring/tally.ts'
import { CellTable, type CellSource, type TableAxis } from './cell-table.ts'
import type { CountedCut } from './counted-cut.ts'
import type { CutAxis, JoinedColumns } from './joined-columns.ts'

/** What tells cells apart: a cut, or, since a page shows them too, the factors or criteria that were answered. */
export type GuardedCut = CountedCut | 'factor' | 'criterion'

/** An axis with the value of every row. */
export interface CellAxis extends TableAxis, CutAxis {
  readonly values: readonly string[]
  /**
   * For factors and criteria a respondent has as many values as were answered: `placeOf` is then one of these groups of
   * places. Null where each respondent has one value.
   */
  readonly groups: readonly (readonly number[])[] | null
}

/** Responses in columns, whose respondents can be told apart along any axes: those whose answers the index counts. */
export class CellAxes implements CellSource {
  readonly #columns: JoinedColumns
  readonly #shape: TallyShape
  readonly #axes = new Map<GuardedCut, CellAxis>()
  /** For each row 1 where it is a respondent's. */
  readonly #isCounted: Uint8Array

  constructor(columns: JoinedColumns, shape: TallyShape, method: MethodName) {
    this.#columns = columns
    this.#shape = shape
    this.#isCounted = new Uint8Array(columns.size)
    for (const { answers, first, end } of columns.alike.flat()) {
      const isCounted = method === 'index.direct' ? givesOverall(answers) : givesAny(answers, shape)
      if (isCounted) this.#isCounted.fill(1, first, end)
    }
  }

  axis(cut: GuardedCut): CellAxis {
    const axis =
      this.#axes.get(cut) ??
      (cut === 'factor' || cut === 'criterion'
        ? this.#ofAnswers(cut)
        : { cut, groups: null, ...this.#columns.axis(cut) })
    this.#axes.set(cut, axis)
    return axis
  }

  count(cuts: readonly GuardedCut[]): CellTable {
    return CellTable.count(
      cuts.map((cut) => this.axis(cut)),
      this.#isCounted,
    )
  }

  #ofAnswers(cut: 'factor' | 'criterion'): CellAxis {
    const { factors, criteria, factorOf } = this.#shape
    const groups: (readonly number[])[] = []
    const groupOf = new Map<string, number>()
    const placeOf = new Uint32Array(this.#columns.size)
    for (const { answers, first, end } of this.#columns.alike.flat()) {
      const given = whatIsGiven(answers, this.#shape)
      let group = groupOf.get(given)
      if (group === undefined) {
        const places = [...criteria.keys()].filter((i) => isLevel(answers.charCodeAt(i)))
        group = groups.push(cut === 'criterion' ? places : [...new Set(places.map((i) => factorOf[i] as number))]) - 1
        groupOf.set(given, group)
      }
      placeOf.fill(group, first, end)
    }
    return { cut, values: cut === 'factor' ? factors : criteria.map(({ code }) => code), placeOf, groups }
  }
}

/** Whether an answer string gives a level to any criterion. */
function givesAny(answers: string, { criteria }: TallyShape): boolean {
  for (let i = 0; i < criteria.length; i++) if (isLevel(answers.charCodeAt(i))) return true
  return false
}

/** A short text that two answer strings share where they give levels to the same criteria: a bit for each. */
function whatIsGiven(answers: string, { criteria }: TallyShape): string {
  let text = ''
  let bits = 0
  for (let i = 0; i < criteria.length; i++) {
    bits = bits * 2 + (isLevel(answers.charCodeAt(i)) ? 1 : 0)
    if (i % BITS_OF_SIGN < BITS_OF_SIGN - 1) continue
    text += String.fromCharCode(bits)
    bits = 0
  }
  return text + String.fromCharCode(bits)
}

const BITS_OF_SIGN = 15

/** Whether an answer string gives a level to the overall item, which stands last. */
function givesOverall(answers: string): boolean {
  return isLevel(answers.charCodeAt(answers.length - 1))
}

function isLevel(sign: number): boolean {
  return sign >= ONE && sign <= FIVE
}

const ONE = '1'.charCodeAt(0)
const FIVE = '5'.charCodeAt(0)
