import type { BenchStore } from './bench-place.ts'
import { medianTimes, PageClient, type PageTimes } from './page-client.ts'
import { ms, ratio } from './report.ts'

const WARM_UP = 40
const ASKED = 60

/** A page of a store. */
export interface StorePage {
  readonly store: BenchStore
  readonly path: string
}

/** What a page takes, and another one that it is held against. */
export interface TimesByTurns {
  readonly ours: PageTimes
  readonly theirs: PageTimes
}

/** Asks two platforms for a page each, many times, by turns. */
export async function pagesByTurns(ours: StorePage, theirs: StorePage, rounds: number): Promise<TimesByTurns> {
  const clients: PageClient[] = []
  try {
    const sides = []
    for (const { store, path } of [ours, theirs]) {
      const client = await PageClient.open(store)
      clients.push(client)
      await client.askAgain(path, WARM_UP)
      sides.push({ client, path, taken: [] as PageTimes[] })
    }
    for (let round = 0; round < rounds; round++) {
      for (const { client, path, taken } of sides) taken.push(await client.askAgain(path, ASKED))
    }
    const [our, their] = sides.map(({ taken }) => medianTimes(taken))
    if (!our || !their) throw new Error('two sides are asked')
    return { ours: our, theirs: their }
  } finally {
    for (const client of clients) await client.stop()
  }
}

/** Both times, by how much the first is longer, and what the processors did. */
export function printByTurns({ ours, theirs }: TimesByTurns): string {
  const times = `${ms(ours.ms)} against ${ms(theirs.ms)}, ratio ${ratio(ours.ms / theirs.ms)}`
  if (ours.processorMs === null || theirs.processorMs === null) return times
  return `${times} (of the processors ${ms(ours.processorMs)} against ${ms(theirs.processorMs)})`
}
