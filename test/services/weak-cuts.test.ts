import { expect, test } from '@jest/globals'
import { JoinedPlaces } from '../../server/services/joined-places.ts'
import { tiesToJoin, type Edge } from '../../server/services/weak-cuts.ts'
import type { Tie } from '../../server/services/cheapest-ways.ts'
import { drawing } from '../fixtures/random-responses.ts'

const LEAST = 5

test.each(Array.from({ length: 40 }, (_, i) => i + 1))(
  'no cut is left that weighs less than is asked for (%i)',
  (seed) => {
    const below = drawing(seed)
    const size = 2 + below(8)
    const edges = Array.from({ length: below(24) }, (): Edge => ({ a: below(size), b: below(size), weight: below(7) }))
    const ties = Array.from({ length: size }, (_, i): Tie => ({ a: i, b: below(size), cost: 1 + below(9) }))
    const enough = [...ties, ...Array.from({ length: size }, (_, i): Tie => ({ a: i, b: 0, cost: 20 }))]
    const ordered = enough.toSorted((a, b) => a.cost - b.cost)
    const joined = tiesToJoin(size, edges, ordered, LEAST)
    expect(
      weakCuts(
        size,
        edges,
        [...joined].flatMap((tie) => ordered[tie] ?? []),
      ),
    ).toEqual([])
  },
)

test('what hangs together is left as it is', () => {
  const ring = Array.from({ length: 6 }, (_, i): Edge => ({ a: i, b: (i + 1) % 6, weight: 3 }))
  const ties = Array.from({ length: 5 }, (_, i): Tie => ({ a: i, b: i + 1, cost: 1 }))
  expect([...tiesToJoin(6, ring, ties, LEAST)]).toEqual([])
  expect([...tiesToJoin(6, ring, ties, 7)]).not.toEqual([])
})

test('the cheapest way is taken, over several ties if need be', () => {
  const edge: Edge = { a: 0, b: 3, weight: 2 }
  const ties: readonly Tie[] = [
    { a: 0, b: 1, cost: 2 },
    { a: 1, b: 2, cost: 3 },
    { a: 2, b: 3, cost: 4 },
    { a: 0, b: 3, cost: 10 },
  ]
  expect([...tiesToJoin(4, [edge], ties, LEAST)].sort()).toEqual([0, 1, 2])
  expect([...tiesToJoin(4, [edge], ties.toSpliced(3, 1, { a: 0, b: 3, cost: 8 }), LEAST)]).toEqual([3])
})

test('places of no weight that are connected all the same are joined', () => {
  expect([...tiesToJoin(2, [{ a: 0, b: 1, weight: 0 }], [{ a: 0, b: 1, cost: 1 }], LEAST)]).toEqual([0])
})

test('ties that do not suffice are refused', () => {
  expect(() => tiesToJoin(2, [{ a: 0, b: 1, weight: 1 }], [], LEAST)).toThrow(RangeError)
})

/** Every set of places that less than is asked for connects with the others, found by trying all. */
function weakCuts(size: number, edges: readonly Edge[], joined: readonly Tie[]): readonly number[] {
  const places = new JoinedPlaces(size)
  for (const { a, b } of joined) places.join(a, b)
  return Array.from({ length: 2 ** size }, (_, set) => set).filter((set) => {
    const isIn = (place: number): boolean => ((set >> places.of(place)) & 1) === 1
    const cut = edges.filter(({ a, b }) => isIn(a) !== isIn(b))
    return cut.length > 0 && cut.reduce((sum, { weight }) => sum + weight, 0) < LEAST
  })
}
