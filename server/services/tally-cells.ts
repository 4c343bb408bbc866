import { levelCounts } from '../../scoring/level-counts.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { ANSWERED, type Tally, type TallyShape } from '../../scoring/tally.ts'
import type { GuardedCut } from './cell-axes.ts'
import { CellTable, type CellSource, type TableAxis } from './cell-table.ts'
import { FLAGGED, NOT_FLAGGED } from './counted-cut.ts'

/** Responses that share a field and a flag, added up. */
export interface TallyPart {
  /** Empty where fields are not told apart. */
  readonly field: string
  readonly isFlagged: boolean
  readonly tally: Tally
}

/**
 * Responses that are only known as tallies: they can be told apart by field and flag and by what was answered, and what of
 * them must not be shown follows by the same rules as for single responses (`hidden-cells.ts`).
 */
export class TallyCells implements CellSource {
  readonly #parts: readonly TallyPart[]
  readonly #shape: TallyShape
  readonly #method: MethodName

  constructor(parts: readonly TallyPart[], shape: TallyShape, method: MethodName) {
    this.#parts = parts
    this.#shape = shape
    this.#method = method
  }

  axis(cut: GuardedCut): TableAxis {
    const { factors, criteria } = this.#shape
    switch (cut) {
      case 'factor':
        return { cut, values: factors }
      case 'criterion':
        return { cut, values: criteria.map(({ code }) => code) }
      case 'field':
      case 'flagged':
        return { cut, values: [...new Set(this.#parts.map((part) => valueOf(part, cut)))].sort() }
      default:
        throw new RangeError(`tallies are not told apart by ${cut}`)
    }
  }

  count(cuts: readonly GuardedCut[]): CellTable {
    const axes = cuts.map((cut) => this.axis(cut))
    const counts = new Uint32Array(axes.reduce((size, { values }) => size * values.length, 1))
    for (const part of this.#parts) {
      let first = 0
      let step = 1
      let asked = { step: 0, counts: [this.#respondents(part.tally)] as readonly number[] }
      for (const { cut, values } of axes) {
        if (cut === 'factor' || cut === 'criterion') asked = { step, counts: this.#answered(part.tally, cut) }
        else first += step * values.indexOf(valueOf(part, cut))
        step *= values.length
      }
      for (const [place, n] of asked.counts.entries()) {
        const cell = first + place * asked.step
        counts[cell] = (counts[cell] as number) + n
      }
    }
    return new CellTable(axes, counts)
  }

  /** Those whose answers the index counts. */
  #respondents(tally: Tally): number {
    return this.#method === 'index.direct' ? sum(levelCounts(tally, 'overall')) : (tally.sums[ANSWERED] ?? 0)
  }

  /** Those who answered each factor or criterion. */
  #answered(tally: Tally, cut: 'factor' | 'criterion'): readonly number[] {
    const { criteria, factors, factorResponsesAt } = this.#shape
    return cut === 'criterion'
      ? criteria.map(({ code }) => sum(levelCounts(tally, code)))
      : factors.map((_, i) => tally.sums[factorResponsesAt + i] ?? 0)
  }
}

function valueOf({ field, isFlagged }: TallyPart, cut: GuardedCut): string {
  if (cut === 'field') return field
  return isFlagged ? FLAGGED : NOT_FLAGGED
}

function sum(counts: readonly number[]): number {
  return counts.reduce((all, n) => all + n, 0)
}
