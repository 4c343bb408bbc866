import { competitionRanks } from './competition-ranks.ts'
import { criticalZ } from './critical-z.ts'
import type { Figure } from './figure.ts'
import { isApart } from './is-apart.ts'
import { pairsOf, type Pairs } from './pairs.ts'

/** Where a unit stands among others, and how sure that is. */
export interface Standing {
  /** Competition rank on the exact index: 1, 2, 2, 4. */
  readonly rank: number
  /** The best rank that cannot be ruled out: 1 + the number of units significantly better. At most `rank`. */
  readonly best: number
  /** The worst rank that cannot be ruled out: the number ranked less those significantly worse. At least `rank`. */
  readonly worst: number
  /** Its group of level units, from 1. No two units of one group differ significantly. */
  readonly group: number
}

/** The false discovery rate that is held where no other is asked for. */
const RATE = 0.05

/**
 * Ranks units with their rank intervals and level groups, from the differences of all pairs at a false discovery rate.
 *
 * Group 1 are the units than which none is significantly better; group 2 those than which none but units of group 1 is;
 * and so on. So within a group no two units differ significantly, and for each unit of a later group one of the group
 * before is significantly better. Being level does not carry over: A may be level with B and B with C while A is
 * significantly better than C. Therefore some units of different groups are level too, and a unit of few answers may stand in
 * a group above a unit of a higher rank, since less is known of it. Source: docs/method.md, section 6.3.
 *
 * A unit with an index but without known spread has a rank, all ranks as its interval, and group 1.
 *
 * @param figures of units with different respondents; null for a unit that is not ranked, as its figure is suppressed
 * @param rate false discovery rate, above 0 and below 1
 * @returns in the same order; null for a unit that is not ranked or has no index
 * @throws {RangeError} when shares and scores are mixed, or the rate lies outside its bounds
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * standings([of(380, 400), null, of(300, 400), of(6, 6)])[0] // { rank: 2, best: 1, worst: 2, group: 1 }
 * standings([of(380, 400), null, of(300, 400), of(6, 6)])[2] // { rank: 3, best: 2, worst: 3, group: 2 }
 * standings([of(380, 400), null, of(300, 400), of(6, 6)])[3] // { rank: 1, best: 1, worst: 3, group: 1 }
 */
export function standings(figures: readonly (Figure | null)[], rate: number = RATE): (Standing | null)[] {
  const ranks = competitionRanks(figures)
  const ranked = ranks.filter((rank) => rank !== null).length
  const pairs = pairsOf(figures)
  const { better, worse, group } = tested(pairs, criticalZ(pairs, rate))
  const placeOf = new Map(Array.from(pairs.at, (at, place) => [at, place]))
  return ranks.map((rank, at) => {
    if (rank === null) return null
    const place = placeOf.get(at)
    if (place === undefined) return { rank, best: 1, worst: ranked, group: 1 }
    return { rank, best: 1 + (better[place] ?? 0), worst: ranked - (worse[place] ?? 0), group: group[place] ?? 1 }
  })
}

/** For each figure the number of figures significantly better and worse, and its group, in the order of the pairs. */
function tested(pairs: Pairs, critical: number): Record<'better' | 'worse' | 'group', Int32Array> {
  const units = pairs.index.length
  const better = new Int32Array(units)
  const worse = new Int32Array(units)
  const group = new Int32Array(units).fill(1)
  for (let high = 0; high < units; high++) {
    for (let low = high + 1; low < units; low++) {
      if (!isApart(pairs, high, low, critical)) continue
      better[low] = (better[low] as number) + 1
      worse[high] = (worse[high] as number) + 1
      group[low] = Math.max(group[low] as number, (group[high] as number) + 1)
    }
  }
  return { better, worse, group }
}
