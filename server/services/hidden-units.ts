import { guardTable, type GuardedTable, type PlaceCounts } from './guarded-table.ts'
import type { PlaceTree } from './place-tree.ts'
import type { Respondents } from './respondents.ts'

/** Some answers of the province: those of the own service points of some agencies, of all values or one, flagged or not. */
export interface AnswersOfUnit {
  /** Codes of the agencies, as a lineage of the directory names them. */
  readonly agencies: readonly string[]
  /** Null for all values together. */
  readonly value: string | null
  /** Whether flagged responses count. */
  readonly flagged: 'in' | 'out'
}

/** A table with the respondents that it tells apart. */
interface Guarded extends PlaceCounts, GuardedTable {
  /** How many agencies' own answers each portion holds, by place and value. */
  readonly sizes: Int32Array
}

/**
 * Which figures of which agencies must not be shown, decided for all agencies, views, values of a cut and flags together, so that no
 * sum or difference of shown figures rests on fewer respondents than a figure needs. Source: docs/decisions/0018.
 *
 * Two kinds of tables are looked at, of those whose responses are not flagged and of those whose responses are. A figure with
 * flagged responses tells of both, one without them takes these away. Whatever is added and subtracted, what is left of the
 * first kind is none or enough; and where none is left, what is left is of the second kind alone, where it is none or enough.
 */
export class HiddenUnits {
  readonly #tree: PlaceTree
  readonly #counts: Respondents
  readonly #least: number
  readonly #isSum: boolean
  readonly #all: Guarded
  readonly #flagged: Guarded
  #ofValues: { readonly all: Guarded; readonly flagged: Guarded } | null = null

  /**
   * @param least fewest respondents with which a figure is shown
   * @param isSum whether each respondent has one value, so that the figure of all values is the sum of theirs; otherwise
   *   each value is looked at by itself
   */
  constructor(
    tree: PlaceTree,
    counts: Respondents,
    { least, isSum = true }: { readonly least: number; readonly isSum?: boolean },
  ) {
    this.#tree = tree
    this.#counts = counts
    this.#least = least
    this.#isSum = isSum
    const { people, flagged } = counts.total
    this.#all = this.#guarded(1, people, unflaggedOf(people, flagged), { sums: null, isOpen: () => true })
    const { open } = this.#all
    this.#flagged = this.#guarded(1, flagged, flagged, { sums: null, isOpen: (place) => open[place] === 1 })
  }

  /**
   * Whether the figure of some answers must not be shown, whether they are too few or would give others away.
   * The cost follows the agencies.
   */
  isHidden({ agencies, value, flagged }: AnswersOfUnit): boolean {
    const own = agencies.flatMap((code) => this.#tree.ownOf.get(code) ?? [])
    if (!isWhole(this.#all, own, 0)) return true
    const at = value === null ? 0 : this.#counts.values.indexOf(value)
    if (at < 0) return false
    const { all, flagged: among } = value === null ? { all: this.#all, flagged: this.#flagged } : this.#byValue()
    return !isWhole(all, own, at) || (flagged === 'out' && !isWhole(among, own, at))
  }

  #byValue(): { readonly all: Guarded; readonly flagged: Guarded } {
    if (this.#ofValues) return this.#ofValues
    const values = this.#counts.values.length
    const { people, flagged } = this.#counts.byValue
    const all = this.#guarded(values, people, unflaggedOf(people, flagged), {
      sums: this.#isSum ? this.#all.portions : null,
      isOpen: (place) => this.#all.open[place] === 1,
    })
    const among = this.#guarded(values, flagged, flagged, {
      sums: this.#isSum ? this.#flagged.portions : null,
      isOpen: (place, cell) => this.#flagged.open[place] === 1 && all.open[cell] === 1,
    })
    this.#ofValues = { all, flagged: among }
    return this.#ofValues
  }

  #guarded(
    values: number,
    people: Float64Array,
    weights: Float64Array,
    rules: { readonly sums: Int32Array | null; readonly isOpen: (place: number, cell: number) => boolean },
  ): Guarded {
    const counts = { values, people, weights }
    const table = guardTable(this.#tree, counts, { least: this.#least, ...rules })
    return { ...counts, ...table, sizes: sizesOf(this.#tree, counts, table) }
  }
}

function unflaggedOf(people: Float64Array, flagged: Float64Array): Float64Array {
  return people.map((all, cell) => all - (flagged[cell] as number))
}

function sizesOf({ ownOf, above }: PlaceTree, { values, people }: PlaceCounts, table: GuardedTable): Int32Array {
  const sizes = new Int32Array(above.length * values)
  for (const own of ownOf.values()) {
    for (let value = 0; value < values; value++) {
      const cell = own * values + value
      const portion = table.portions[cell] as number
      if (portion < 0 || (people[cell] as number) === 0) continue
      const at = portion * values + value
      sizes[at] = (sizes[at] as number) + 1
    }
  }
  return sizes
}

/** Whether the answers of places are portions that can be known, each of them whole; no answers are. */
function isWhole({ values, people, portions, sizes }: Guarded, own: readonly number[], value: number): boolean {
  const found = new Map<number, number>()
  for (const place of own) {
    const cell = place * values + value
    if ((people[cell] as number) === 0) continue
    const portion = portions[cell] as number
    if (portion < 0) return false
    found.set(portion, (found.get(portion) ?? 0) + 1)
  }
  for (const [portion, size] of found) if (sizes[portion * values + value] !== size) return false
  return true
}
