import { openStorage } from '../storage/open-storage.ts'
import type { BenchPlace, BenchStore, StoreAddress } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { twelveMonthsOf } from './dashboard-addresses.ts'
import { medianTimes, PageClient, type PageTimes } from './page-client.ts'
import { figuresOf, ms, whole, type Line } from './report.ts'

const GOAL_MS = 100
const ASKED = 10
/** Words that many comments hold, that few hold, that stand in none, and none at all; with marks and without. */
const SEARCHES = [
  '',
  'chờ',
  'ho so',
  'cán bộ',
  'cảm ơn',
  'phiếu hẹn',
  'may in',
  'nhanh hơn',
  'khong co chu nay',
  'cho ho so',
]

/** Searches among the comments of the whole province, twelve months, for all kinds of words. */
export async function commentsBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(big)
  const comments = await commentsIn(store.address)
  const client = await PageClient.open(store)
  const taken = SEARCHES.map((words) => ({ path: searchPath(store, words), times: [] as PageTimes[] }))
  try {
    for (let round = 0; round < rounds; round++) {
      for (const { path, times } of taken) times.push(await client.askAgain(path, ASKED))
    }
  } finally {
    await client.stop()
  }
  const medians = taken.map(({ times }) => medianTimes(times).ms).sort((a, b) => a - b)
  const [shortest = Number.NaN, longest = Number.NaN] = [medians[0], medians.at(-1)]
  return [
    {
      what: `Search among ${whole(comments)} comments of the province, ${SEARCHES.length} different ones`,
      figure: `${ms(shortest)} to ${ms(longest)}`,
      goal: ms(GOAL_MS),
      isReached: longest <= GOAL_MS,
      figures: figuresOf('comments', { comments, shortestMs: shortest, longestMs: longest }),
    },
  ]
}

function searchPath(store: BenchStore, words: string): string {
  const search = new URLSearchParams(words === '' ? {} : { q: words }).toString()
  return `/agencies/${store.sample.province.root.code}/comments?${twelveMonthsOf(store)}&${search}`
}

async function commentsIn(address: StoreAddress): Promise<number> {
  const storage = await openStorage(address)
  try {
    const snapshot = await storage.archive.snapshot()
    const comments = await snapshot.count('comments')
    await snapshot.close()
    return comments
  } finally {
    await storage.close()
  }
}
