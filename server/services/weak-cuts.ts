import { CheapestWays, type Tie } from './cheapest-ways.ts'
import { JoinedPlaces } from './joined-places.ts'

/** Two numbered places that are held together by so many respondents: a whole number, 0 too. */
export interface Edge {
  readonly a: number
  readonly b: number
  readonly weight: number
}

/**
 * Which ties have to be joined until no edges can be cut off that weigh less than `least` together.
 *
 * Figures that are known are places, and what is counted in two of them is an edge between these. What can be had by
 * adding and subtracting figures are then the edges that some set of places has in common with all others: a cut. So
 * nothing can be had of fewer than `least` respondents if no cut with any edge in it weighs less. Joining two places
 * means that only their sum is known from then on. Where a cut is too weak, the ties that cost least together join one side
 * of it with the other.
 *
 * @param size how many places there are, numbered from 0
 * @param ties ordered by cost; they must suffice to make one place of all that edges connect
 * @param least a whole number
 * @returns where the joined ties stand in the list
 * @throws {RangeError} when the ties do not suffice
 */
export function tiesToJoin(
  size: number,
  edges: readonly Edge[],
  ties: readonly Tie[],
  least: number,
): ReadonlySet<number> {
  const places = new JoinedPlaces(size)
  const joined = new Set<number>()
  for (let open = openEdges(places, edges, least); open.length > 0; open = openEdges(places, open, least)) {
    const before = joined.size
    for (const tie of tiesOfWeak(places, new JoinedPlaces(size), open, { ties, least })) {
      const { a, b } = ties[tie] as Tie
      places.join(a, b)
      joined.add(tie)
    }
    if (joined.size === before) throw new RangeError('too few ties')
  }
  return joined
}

/**
 * The ties that join each weak place with another one that edges connect it with. One that such a way has reached is looked
 * at again when it is known what has become of it.
 */
function tiesOfWeak(
  places: JoinedPlaces,
  connected: JoinedPlaces,
  open: readonly Edge[],
  { ties, least }: { readonly ties: readonly Tie[]; readonly least: number },
): readonly number[] {
  const held = new Map<number, number>()
  for (const { a, b, weight } of open) {
    held.set(a, (held.get(a) ?? 0) + weight)
    held.set(b, (held.get(b) ?? 0) + weight)
    connected.join(a, b)
  }
  const ways = new CheapestWays(ties, (place) => places.of(place))
  const isReached = new Set<number>()
  return [...held].flatMap(([weak, weight]) => {
    if (weight >= least || isReached.has(weak)) return []
    const isWanted = (place: number): boolean => held.has(place) && connected.of(place) === connected.of(weak)
    const { ties: way, end } = ways.from(weak, isWanted)
    isReached.add(weak).add(end)
    return way
  })
}

/** Joins whatever no weak cut can part. @returns what is left, one edge a pair of places */
function openEdges(places: JoinedPlaces, edges: readonly Edge[], least: number): readonly Edge[] {
  let open = edges
  let isChanged = true
  while (isChanged) {
    joinStrong(places, open, least)
    open = betweenPlaces(places, open)
    isChanged = joinStrong(places, open, least) || joinInOrder(places, open, least)
  }
  return open
}

function joinStrong(places: JoinedPlaces, edges: readonly Edge[], least: number): boolean {
  let isChanged = false
  for (const { a, b, weight } of edges) {
    if (weight < least) continue
    places.join(a, b)
    isChanged = true
  }
  return isChanged
}

function betweenPlaces(places: JoinedPlaces, edges: readonly Edge[]): readonly Edge[] {
  const between = new Map<number, { a: number; b: number; weight: number }>()
  for (const edge of edges) {
    const [one, other] = [places.of(edge.a), places.of(edge.b)]
    if (one === other) continue
    const [a, b] = one < other ? [one, other] : [other, one]
    const pair = a * places.size + b
    const known = between.get(pair)
    if (known) known.weight += edge.weight
    else between.set(pair, { a, b, weight: edge.weight })
  }
  return [...between.values()]
}

/**
 * Joins places by an order in which each is the one that those before it hold most, as far as that is below `least`: it and
 * the one just before it hang together by as much (Nagamochi and Ibaraki, 1992). If nothing can be joined, the last one of
 * the order hangs by less than `least` on all others.
 */
function joinInOrder(places: JoinedPlaces, edges: readonly Edge[], least: number): boolean {
  const neighbours = neighboursOf(edges)
  const held = new Map<number, number>()
  const waiting: number[][] = Array.from({ length: least + 1 }, () => [])
  waiting[0] = [...neighbours.keys()]
  const isDone = new Set<number>()
  let before = 0
  let isChanged = false
  for (let most = 0; most >= 0;) {
    const place = waiting[most]?.pop()
    if (place === undefined) most--
    else if (!isDone.has(place) && (held.get(place) ?? 0) === most) {
      if (most === least) {
        places.join(before, place)
        isChanged = true
      }
      isDone.add(place)
      before = place
      for (const { to, weight } of neighbours.get(place) ?? []) {
        const now = Math.min(least, (held.get(to) ?? 0) + weight)
        if (isDone.has(to) || now === (held.get(to) ?? 0)) continue
        held.set(to, now)
        waiting[now]?.push(to)
        most = Math.max(most, now)
      }
    }
  }
  return isChanged
}

interface Neighbour {
  readonly to: number
  readonly weight: number
}

function neighboursOf(edges: readonly Edge[]): ReadonlyMap<number, readonly Neighbour[]> {
  const neighbours = new Map<number, Neighbour[]>()
  const add = (from: number, neighbour: Neighbour): void => {
    const known = neighbours.get(from)
    if (known) known.push(neighbour)
    else neighbours.set(from, [neighbour])
  }
  for (const { a, b, weight } of edges) {
    add(a, { to: b, weight })
    add(b, { to: a, weight })
  }
  return neighbours
}
