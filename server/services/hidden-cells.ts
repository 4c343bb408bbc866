import { complementarySuppression } from '../../scoring/suppression.ts'
import type { TallyShape } from '../../scoring/tally.ts'
import type { GuardedCut } from './cell-axes.ts'
import type { CellSource, CellTable } from './cell-table.ts'
import { profileOf } from './counted-cut.ts'

/** One value of each of some cuts: the page of an answer filter, or what is not a page and told apart all the same. */
type CellFilter = readonly { readonly cut: GuardedCut; readonly value: string }[]

/** A table with the cells of it that must not be shown. */
interface GuardedTable {
  readonly table: CellTable
  readonly hidden: Uint8Array
  readonly hasHidden: boolean
}

/**
 * Which cells of crossed cuts must not be shown on any page, so that nothing can be had by taking the shown parts of a
 * cut from a shown whole, on whatever pages these stand.
 *
 * A cell is a row of a cut on the page of a filter, and also the page of the filter with that row added; the same cell
 * is a row on several pages. So what is hidden is worked out for the cells of a set of cuts all together, whatever page
 * asks: cells with too few respondents, cells within a hidden one, and in every line (the parts of one shown whole) the
 * smallest further ones until the hidden ones could not be had by subtraction. Source: docs/decisions/0017.
 */
export class HiddenCells {
  readonly #source: CellSource
  readonly #factorOf: readonly number[]
  readonly #least: number
  readonly #tables = new Map<string, GuardedTable>()

  /** @param least fewest respondents with which a cell is shown */
  constructor(source: CellSource, { shape, least }: { readonly shape: TallyShape; readonly least: number }) {
    this.#source = source
    this.#factorOf = shape.factorOf
    this.#least = least
  }

  /** Whether the page of a filter must not be shown. */
  isHidden(filter: CellFilter): boolean {
    const { table, hidden } = this.#table(filter.map(({ cut }) => cut))
    const cell = table.find((cut) => filter.find((one) => one.cut === cut)?.value)
    return cell !== null && hidden[cell] === 1
  }

  /** The values of a cut that must not be shown on the page of a filter, which is narrowed by other cuts. */
  valuesHidden(filter: CellFilter, cut: GuardedCut): ReadonlySet<string> {
    const { table, hidden, hasHidden } = this.#table([...filter.map((one) => one.cut), cut])
    if (!hasHidden) return new Set()
    const isHidden = (value: string): boolean => {
      const cell = table.find((of) => (of === cut ? value : filter.find((one) => one.cut === of)?.value))
      return cell !== null && hidden[cell] === 1
    }
    return new Set(this.#source.axis(cut).values.filter(isHidden))
  }

  /** The table along some cuts, in any order; taken from `make` where it is not there yet and something quicker is known. */
  #table(cuts: readonly GuardedCut[], make: (() => CellTable) | null = null): GuardedTable {
    const ordered = cuts.toSorted()
    const name = ordered.join(' ')
    const known = this.#tables.get(name)
    if (known) return known
    const guarded = this.#guarded(make ? make() : this.#source.count(ordered))
    this.#tables.set(name, guarded)
    return guarded
  }

  #guarded(table: CellTable): GuardedTable {
    const { axes, counts } = table
    const isOfProfile = axes.some(({ cut }) => profileOf(cut) !== null)
    const least = isOfProfile ? Math.max(LEAST_OF_PROFILE, this.#least) : this.#least
    const isInHidden = axes.map((_, axis) => this.#isInHidden(table, axis))
    const hidden = new Uint8Array(counts.length)
    const pending: number[] = []
    const hide = (cell: number): void => {
      if (hidden[cell] === 1) return
      hidden[cell] = 1
      pending.push(cell)
    }
    for (let cell = 0; cell < counts.length; cell++) {
      const n = counts[cell] as number
      if (n > 0 && (n < least || isInHidden.some((of) => of(cell)))) hide(cell)
    }
    for (const cell of pending) {
      for (const axis of axes.keys()) {
        if (isInHidden[axis]?.(cell)) continue
        const line = this.#partsOfWhole(table, axis, cell)
        const parts = line.map((at) => ({ n: counts[at] as number, suppressed: hidden[at] === 1 }))
        for (const [i, isToHide] of complementarySuppression(parts, least).entries())
          if (isToHide) hide(line[i] as number)
      }
    }
    return { table, hidden, hasHidden: pending.length > 0 }
  }

  /** For each cell whether the whole that it is a part of along an axis is hidden: criteria are parts of their factor. */
  #isInHidden(table: CellTable, axis: number): (cell: number) => boolean {
    const own = table.axes[axis]
    const others = table.axes.filter((_, i) => i !== axis).map(({ cut }) => cut)
    const whole =
      own?.cut === 'criterion'
        ? this.#table([...others, 'factor'])
        : this.#table(others, own?.cut === 'factor' ? null : () => table.without(axis))
    if (!whole.hasHidden) return () => false
    return (cell) => {
      const factor = (): number => this.#factorOf[table.placeOn(axis, cell)] ?? 0
      return whole.hidden[table.cellIn(whole.table, cell, factor)] === 1
    }
  }

  #partsOfWhole(table: CellTable, axis: number, cell: number): readonly number[] {
    const line = table.line(axis, cell)
    if (table.axes[axis]?.cut !== 'criterion') return line
    const factor = this.#factorOf[table.placeOn(axis, cell)]
    return line.filter((_, place) => this.#factorOf[place] === factor)
  }
}

/** Fewest respondents of one age, sex or the like that a figure is shown of, since such a cell could point at somebody. */
export const LEAST_OF_PROFILE = 10
