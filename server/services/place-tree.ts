import type { Directory } from '../domain/directory.ts'

/**
 * The agencies of a province as a tree of places, numbered from 0: one for each agency with all that is its own, and below
 * it one for its own service points where anything else is below it too. A place has a higher number than the one above it.
 */
export interface PlaceTree {
  /** The place above each, -1 where there is none. */
  readonly above: Int32Array
  /** The place of each agency's own service points, which has none below it. */
  readonly ownOf: ReadonlyMap<string, number>
}

/**
 * The tree in which an agency that was merged into another stands below that one, whose figures hold its answers as it is,
 * and every other below its parent. Who stands nowhere, since two agencies stand below each other, has a tree of its own.
 */
export function placeTree(directory: Directory): PlaceTree {
  const aboveOf = ({ parent, successor }: { parent: string | null; successor: string | null }): string | null =>
    [successor, parent].find((code) => code !== null && directory.agency(code) !== null) ?? null
  const below = Map.groupBy(directory.agencies, aboveOf)
  const above: number[] = []
  const ownOf = new Map<string, number>()
  const stand = (root: string, under: number): void => {
    const waiting = [{ code: root, under }]
    for (const { code, under: at } of waiting) {
      if (ownOf.has(code)) continue
      const place = above.push(at) - 1
      const parts = below.get(code) ?? []
      ownOf.set(code, parts.length === 0 ? place : above.push(place) - 1)
      waiting.push(...parts.map((part) => ({ code: part.code, under: place })))
    }
  }
  for (const { code } of below.get(null) ?? []) stand(code, NOWHERE)
  for (const { code } of directory.agencies) stand(code, NOWHERE)
  return { above: Int32Array.from(above), ownOf }
}

const NOWHERE = -1
