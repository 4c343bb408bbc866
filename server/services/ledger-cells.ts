import {
  ANSWERED,
  emptyTally,
  HIGHEST_LEVEL,
  isSameShape,
  RESPONSES,
  type Tally,
  type TallyShape,
} from '../../scoring/tally.ts'
import { addPackedSums, packSums } from '../storage/packed-tally.ts'
import type { Cut, TallyCell, TallyKey } from '../storage/port.ts'

/** By what the cells of a ledger are told apart besides agency, month, questionnaire, step and flagging. */
export type LedgerCut = Cut | 'total'

/** What a cell counts: a value is a channel, a field's code, a service point's id; empty for `total`. */
type CellKey = Omit<TallyKey, 'agency' | 'cut'>

/**
 * The responses of one agency's own service points that share month, questionnaire, step, flagging and one value. Its
 * numbers are kept as packed as the store keeps them, since there are hundreds of thousands of cells.
 */
export class LedgerCell implements CellKey {
  readonly month: CellKey['month']
  readonly questionnaire: CellKey['questionnaire']
  readonly step: CellKey['step']
  readonly flagged: CellKey['flagged']
  readonly value: CellKey['value']
  /** How many responses it counts, how many of them answered any criterion, and how many the overall item. */
  readonly responses: number
  readonly answered: number
  readonly answeredOverall: number
  readonly shape: TallyShape
  /** Its numbers and those of others, as they lie in the store. */
  readonly #packed: Uint8Array
  readonly #from: number
  readonly #to: number

  private constructor(
    { month, questionnaire, step, flagged, value }: CellKey,
    { shape, sums }: Tally,
    { packed, from, to }: { readonly packed: Uint8Array; readonly from: number; readonly to: number },
  ) {
    this.month = month
    this.questionnaire = questionnaire
    this.step = step
    this.flagged = flagged
    this.value = value
    this.responses = sums[RESPONSES] ?? 0
    this.answered = sums[ANSWERED] ?? 0
    this.answeredOverall = sums
      .subarray(shape.overallAt, shape.overallAt + HIGHEST_LEVEL)
      .reduce((all, n) => all + n, 0)
    this.shape = shape
    this.#packed = packed
    this.#from = from
    this.#to = to
  }

  /** Cells that are kept and let go together: their numbers lie in one row. */
  static pack(cells: readonly (CellKey & { readonly tally: Tally })[]): readonly LedgerCell[] {
    const parts = cells.map(({ tally }) => packSums(tally.sums))
    const packed = new Uint8Array(parts.reduce((length, part) => length + part.length, 0))
    let to = 0
    return cells.map((cell, i) => {
      const part = parts[i] ?? new Uint8Array()
      const from = to
      packed.set(part, from)
      to += part.length
      return new LedgerCell(cell, cell.tally, { packed, from, to })
    })
  }

  /** Its numbers unpacked; for few cells. */
  get tally(): Tally {
    const tally = emptyTally(this.shape)
    addPackedSums(this.#packed, this.#from, tally.sums)
    return tally
  }

  /** About what it takes in memory. */
  get bytes(): number {
    return CELL_BYTES + this.#to - this.#from
  }

  /**
   * Adds it to a tally in place.
   *
   * @throws {RangeError} when their shapes differ: answers to different criteria are never pooled
   */
  addTo(into: Tally): void {
    if (into.shape !== this.shape && !isSameShape(into.shape, this.shape)) {
      throw new RangeError('tallies of different criteria cannot be combined')
    }
    addPackedSums(this.#packed, this.#from, into.sums)
  }

  /** Whether another counts the same and holds the same numbers. */
  isSame(other: LedgerCell): boolean {
    const length = this.#to - this.#from
    if (nameOf(this) !== nameOf(other) || other.#to - other.#from !== length) return false
    for (let i = 0; i < length; i++) if (this.#packed[this.#from + i] !== other.#packed[other.#from + i]) return false
    return true
  }
}

/** Beside its packed numbers. */
const CELL_BYTES = 150

/** Which cells of the store those of a ledger are made from. */
export function storedCut(cut: LedgerCut): Cut {
  return cut === 'total' ? 'channel' : cut
}

/** The stored cells of one agency and month as a ledger keeps them. */
export function keptCells(cells: readonly TallyCell[], cut: LedgerCut): readonly LedgerCell[] {
  return cut === 'total' ? merged(cells) : LedgerCell.pack(cells)
}

/** Cells of a month without their cut: those that differ in its value alone added up. */
function merged(cells: readonly TallyCell[]): readonly LedgerCell[] {
  const alike = Map.groupBy(cells, ({ questionnaire, step, flagged }) => `${questionnaire} ${step} ${String(flagged)}`)
  return LedgerCell.pack(
    [...alike.values()].flatMap(([first, ...others]) => {
      if (!first) return []
      const tally = { shape: first.tally.shape, sums: first.tally.sums.slice() }
      for (const other of others) addInto(tally, other.tally)
      return [{ ...first, value: '', tally }]
    }),
  )
}

/** Whether cells hold the same numbers in the same order. */
export function isSameCells(before: readonly LedgerCell[], now: readonly LedgerCell[]): boolean {
  return before.length === now.length && before.every((one, at) => now[at]?.isSame(one))
}

function nameOf({ month, questionnaire, step, flagged, value }: CellKey): string {
  return `${month} ${questionnaire} ${step} ${String(flagged)} ${value}`
}

function addInto(into: Tally, { shape, sums }: Tally): void {
  if (into.shape !== shape && !isSameShape(into.shape, shape)) {
    throw new RangeError('tallies of different criteria cannot be combined')
  }
  const target = into.sums
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + (sums[i] as number)
}
