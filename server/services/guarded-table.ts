import type { PlaceTree } from './place-tree.ts'
import type { Tie } from './cheapest-ways.ts'
import { tiesToJoin, type Edge } from './weak-cuts.ts'

/**
 * Respondents by place and value: those of a place with all below it stand at `place * values + value`.
 * Each respondent has one value.
 */
export interface PlaceCounts {
  readonly values: number
  /** All whose answers a figure would count. */
  readonly people: Float64Array
  /** Those of them who make it hard to work out the others. */
  readonly weights: Float64Array
}

/** Which figures of a table of places and values can be known, and to what sums of respondents that comes. */
export interface GuardedTable {
  /** For each place and value 1 where its figure can be known. */
  readonly open: Uint8Array
  /**
   * For the own service points of an agency and each value the nearest place at or above it whose figure can be known: what
   * has the same one is known in one sum. -1 where no figure holds it.
   */
  readonly portions: Int32Array
}

/**
 * Decides which figures of a table can be known, so that whatever is added to and subtracted from them rests on at least
 * `least` respondents. The figures that count the fewest are kept back first. Source: docs/decisions/0018.
 *
 * @param sums the portions whose figure over all values is known; null where each value is looked at by itself
 * @param isOpen whether the figure of a place and value may be known at all
 */
export function guardTable(
  { above, ownOf }: PlaceTree,
  { values, people, weights }: PlaceCounts,
  {
    least,
    sums,
    isOpen,
  }: {
    readonly least: number
    readonly sums: Int32Array | null
    readonly isOpen: (place: number, cell: number) => boolean
  },
): GuardedTable {
  const places = above.length
  const open = new Uint8Array(places * values)
  const cells: number[] = []
  for (let cell = 0; cell < open.length; cell++) {
    if ((people[cell] as number) === 0 || (weights[cell] as number) < least) continue
    if (!isOpen(Math.floor(cell / values), cell)) continue
    open[cell] = 1
    cells.push(cell)
  }
  /** The nearest place at or above one with an open figure of a value. */
  const openAt = (place: number, value: number): number => {
    let at = place
    while (at >= 0 && open[at * values + value] !== 1) at = above[at] as number
    return at
  }
  // Numbers of the graph: what no figure holds is 0, then sums over all values, then single figures.
  const sumAt = (place: number): number => (sums && (sums[place] as number) >= 0 ? 1 + (sums[place] as number) : 0)
  const figureAt = (place: number, value: number): number => (place < 0 ? 0 : 1 + places + place * values + value)
  const edges: Edge[] = []
  for (const own of ownOf.values()) {
    for (let value = 0; value < values; value++) {
      const cell = own * values + value
      if ((people[cell] as number) === 0) continue
      edges.push({ a: sumAt(own), b: figureAt(openAt(own, value), value), weight: weights[cell] as number })
    }
  }
  cells.sort((a, b) => (people[a] as number) - (people[b] as number) || a - b)
  const ties = cells.map((cell): Tie => {
    const place = Math.floor(cell / values)
    const value = cell % values
    const b = figureAt(openAt(above[place] as number, value), value)
    return { a: figureAt(place, value), b, cost: people[cell] as number }
  })
  for (const tie of tiesToJoin(1 + places + places * values, edges, ties, least)) open[cells[tie] as number] = 0
  const portions = new Int32Array(places * values).fill(-1)
  for (const own of ownOf.values()) {
    for (let value = 0; value < values; value++) portions[own * values + value] = openAt(own, value)
  }
  return { open, portions }
}
