import type { BenchStore } from './bench-place.ts'
import { otherFields, otherFilters, twelveMonths, twelveMonthsFile } from './compare-addresses.ts'
import { median } from './median.ts'
import { medianTimes, PageClient, type PageTimes } from './page-client.ts'

const WARM_UP = 10
const ASKED = 15

/**
 * What comparisons of a store's communes over twelve months are asked for: the first page after the start, while the platform
 * still reads what it keeps at hand; the same page again; the same as a file, again; with filters that nobody asked for
 * before; the first page of one field, for which the answers by field are read; and of one field with such filters.
 */
const ASKED_FOR = ['first', 'again', 'file', 'other', 'firstField', 'field'] as const
export type CompareTimes = Readonly<Record<(typeof ASKED_FOR)[number], PageTimes>>

export interface TimedComparisons {
  readonly times: CompareTimes
  /** What the platform has taken of memory for all of them; null where the system does not tell. */
  readonly bytesAboveIdle: number | null
}

/** Asks a platform that was just started for everything, round after round; the medians of all rounds. */
export async function timeComparisons(store: BenchStore, rounds: number): Promise<TimedComparisons> {
  const all: TimedComparisons[] = []
  for (let round = 0; round < rounds; round++) all.push(await timeOnce(store))
  const bytes = all.flatMap(({ bytesAboveIdle }) => bytesAboveIdle ?? [])
  const medians = ASKED_FOR.map((name) => [name, medianTimes(all.map(({ times }) => times[name]))] as const)
  return {
    times: Object.fromEntries(medians) as CompareTimes,
    bytesAboveIdle: bytes.length === 0 ? null : median(bytes),
  }
}

async function timeOnce(store: BenchStore): Promise<TimedComparisons> {
  const client = await PageClient.open(store)
  try {
    const idle = client.residentBytes()
    const first = await client.ask([twelveMonths(store)])
    await client.askAgain(twelveMonths(store), WARM_UP)
    const again = await client.askAgain(twelveMonths(store), ASKED)
    const file = await client.askAgain(twelveMonthsFile(store), ASKED)
    const other = await client.ask(otherFilters(store).slice(0, ASKED))
    const fields = otherFields(store)
    const firstField = await client.ask(fields.slice(0, 1))
    const field = await client.ask(fields.slice(1, 1 + ASKED))
    const used = client.residentBytes()
    return {
      times: { first, again, file, other, firstField, field },
      bytesAboveIdle: idle === null || used === null ? null : used - idle,
    }
  } finally {
    await client.stop()
  }
}
