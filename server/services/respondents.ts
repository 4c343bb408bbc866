import type { PlaceTree } from './place-tree.ts'

/** Respondents by place, or by place and value of a cut, each place with all below it; see `PlaceCounts`. */
export interface FlaggedCounts {
  /** All of them. */
  readonly people: Float64Array
  /** Those whose responses are flagged. */
  readonly flagged: Float64Array
}

/** Who answered one series at one step in some months, added up over the places of a tree. */
export interface Respondents {
  readonly total: FlaggedCounts
  /** By what they are told apart. */
  readonly values: readonly string[]
  readonly byValue: FlaggedCounts
}

/** Respondents of one agency's own service points, flagged or not. */
export interface RespondentGroup {
  readonly agency: string
  readonly isFlagged: boolean
  readonly people: number
  /** How many have each value, by its place among the values. */
  readonly parts: readonly { readonly place: number; readonly people: number }[]
}

/** Adds up respondents over the places of a tree. @param values by what they are told apart */
export function addUpRespondents(
  { above, ownOf }: PlaceTree,
  values: readonly string[],
  groups: Iterable<RespondentGroup>,
): Respondents {
  const total = emptyCounts(above.length)
  const byValue = emptyCounts(above.length * values.length)
  for (const { agency, isFlagged, people, parts } of groups) {
    const own = ownOf.get(agency)
    if (own === undefined) continue
    add(total, own, people, isFlagged)
    for (const part of parts) add(byValue, own * values.length + part.place, part.people, isFlagged)
  }
  addUp(above, total, 1)
  addUp(above, byValue, values.length)
  return { total, values, byValue }
}

function emptyCounts(cells: number): FlaggedCounts {
  return { people: new Float64Array(cells), flagged: new Float64Array(cells) }
}

function add({ people: all, flagged }: FlaggedCounts, cell: number, people: number, isFlagged: boolean): void {
  all[cell] = (all[cell] as number) + people
  if (isFlagged) flagged[cell] = (flagged[cell] as number) + people
}

/** What is below a place has a higher number, so that it is whole when it is added to the one above. */
function addUp(above: Int32Array, { people, flagged }: FlaggedCounts, values: number): void {
  for (let place = above.length - 1; place >= 0; place--) {
    const at = above[place] as number
    if (at < 0) continue
    for (let value = 0; value < values; value++) {
      const [from, to] = [place * values + value, at * values + value]
      people[to] = (people[to] as number) + (people[from] as number)
      flagged[to] = (flagged[to] as number) + (flagged[from] as number)
    }
  }
}
