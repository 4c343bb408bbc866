/**
 * Moves places on a line apart until they are at least so far from each other: in their order, and by as little as may be,
 * taken by the squares of the ways.
 *
 * Places less their order times the gap may not fall; neighbours that do are pooled at their mean, until none does.
 *
 * @param wanted ascending
 * @param range where they may lie; where it does not hold them all, they run beyond its end
 * @example
 * spreadPlaces([10, 12, 50], 10, { from: 0, to: 100 }) // [6, 16, 50]
 */
export function spreadPlaces(
  wanted: readonly number[],
  gap: number,
  { from, to }: { readonly from: number; readonly to: number },
): readonly number[] {
  const pools: { sum: number; count: number }[] = []
  for (const [i, place] of wanted.entries()) {
    let pool = { sum: place - i * gap, count: 1 }
    for (let before = pools.at(-1); before && meanOf(before) > meanOf(pool); before = pools.at(-1)) {
      pool = { sum: before.sum + pool.sum, count: before.count + pool.count }
      pools.pop()
    }
    pools.push(pool)
  }
  const last = Math.max(from, to - (wanted.length - 1) * gap)
  return pools
    .flatMap((pool) => Array.from({ length: pool.count }, () => Math.min(last, Math.max(from, meanOf(pool)))))
    .map((place, i) => place + i * gap)
}

function meanOf({ sum, count }: { readonly sum: number; readonly count: number }): number {
  return sum / count
}
