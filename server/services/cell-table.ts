import type { CellAxis, GuardedCut } from './cell-axes.ts'

/** One direction in which a table of cells runs. */
export interface TableAxis {
  readonly cut: GuardedCut
  readonly values: readonly string[]
}

/** Responses whose respondents can be told apart along some axes. */
export interface CellSource {
  /** @throws {RangeError} when these responses cannot be told apart so */
  axis(cut: GuardedCut): TableAxis
  /** How many respondents are in each cell along these axes, in their order; at most one of them is of what was answered. */
  count(cuts: readonly GuardedCut[]): CellTable
}

/** Respondents told apart along some axes: one cell for each combination of their values, the first axis running fastest. */
export class CellTable {
  readonly axes: readonly TableAxis[]
  readonly counts: Uint32Array
  /** How far apart two neighbours along each axis lie. */
  readonly #steps: readonly number[]

  /** @param counts one for each combination of values, the first axis running fastest */
  constructor(axes: readonly TableAxis[], counts: Uint32Array) {
    this.axes = axes
    this.counts = counts
    this.#steps = stepsOf(axes.map(({ values }) => values.length))
  }

  /** Counts respondents, `isCounted` being 1 in their rows; at most one of the axes may have groups. */
  static count(axes: readonly CellAxis[], isCounted: Uint8Array): CellTable {
    const places = axes.map(({ values, groups }) => groups?.length ?? values.length)
    const steps = stepsOf(places)
    const cellOf = new Uint32Array(isCounted.length)
    for (const [i, { placeOf }] of axes.entries()) {
      const step = steps[i] as number
      for (let row = 0; row < cellOf.length; row++) {
        cellOf[row] = (cellOf[row] as number) + (placeOf[row] as number) * step
      }
    }
    const counts = new Uint32Array(places.reduce((size, length) => size * length, 1))
    for (let row = 0; row < cellOf.length; row++) {
      const cell = cellOf[row] as number
      counts[cell] = (counts[cell] as number) + (isCounted[row] as number)
    }
    return new CellTable(axes, withValuesOfGroups(axes, counts))
  }

  /** The table with one axis less. @param axis place of an axis without groups */
  without(axis: number): CellTable {
    const kept = this.axes.filter((_, i) => i !== axis)
    const sums = new Uint32Array(kept.reduce((size, { values }) => size * values.length, 1))
    const step = this.#steps[axis] as number
    const block = step * (this.axes[axis]?.values.length ?? 1)
    for (let cell = 0; cell < this.counts.length; cell++) {
      const at = (cell % step) + Math.floor(cell / block) * step
      sums[at] = (sums[at] as number) + (this.counts[cell] as number)
    }
    return new CellTable(kept, sums)
  }

  /** Where the cell of a value on each axis lies; null where one of them has no answers at all. */
  find(valueOf: (cut: GuardedCut) => string | undefined): number | null {
    let cell = 0
    for (const [i, { cut, values }] of this.axes.entries()) {
      const place = values.indexOf(valueOf(cut) ?? '')
      if (place < 0) return null
      cell += place * (this.#steps[i] as number)
    }
    return cell
  }

  /** Place of a cell on an axis. */
  placeOn(axis: number, cell: number): number {
    return Math.floor(cell / (this.#steps[axis] as number)) % (this.axes[axis]?.values.length ?? 1)
  }

  /** The cells that differ from a cell on one axis alone, itself included. */
  line(axis: number, cell: number): readonly number[] {
    const step = this.#steps[axis] as number
    const first = cell - this.placeOn(axis, cell) * step
    return Array.from({ length: this.axes[axis]?.values.length ?? 0 }, (_, place) => first + place * step)
  }

  /** The cell of another table, whose axes are among these but for those that `placeElse` knows, that holds a cell. */
  cellIn(whole: CellTable, cell: number, placeElse: (cut: GuardedCut) => number): number {
    return whole.axes.reduce((at, { cut }, i) => {
      const own = this.axes.findIndex((axis) => axis.cut === cut)
      return at + (own < 0 ? placeElse(cut) : this.placeOn(own, cell)) * (whole.#steps[i] as number)
    }, 0)
  }
}

function stepsOf(lengths: readonly number[]): readonly number[] {
  let step = 1
  return lengths.map((length) => {
    const own = step
    step *= length
    return own
  })
}

/** Counts by group turned into counts by value: whoever is in a group counts at each of its values. */
function withValuesOfGroups(axes: readonly CellAxis[], byGroup: Uint32Array): Uint32Array {
  const axis = axes.findIndex(({ groups }) => groups !== null)
  const groups = axes[axis]?.groups
  if (!groups) return byGroup
  const step = stepsOf(axes.map(({ values }) => values.length))[axis] as number
  const values = axes[axis]?.values.length ?? 0
  const counts = new Uint32Array((byGroup.length / groups.length) * values)
  for (let cell = 0; cell < byGroup.length; cell++) {
    const n = byGroup[cell] as number
    if (n === 0) continue
    const outer = Math.floor(cell / (step * groups.length)) * step * values
    for (const place of groups[Math.floor(cell / step) % groups.length] ?? []) {
      const at = outer + place * step + (cell % step)
      counts[at] = (counts[at] as number) + n
    }
  }
  return counts
}
