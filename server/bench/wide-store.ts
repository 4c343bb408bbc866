import { join } from 'node:path'
import { monthOfDay } from '../domain/calendar.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { addSampleTransactions } from '../sample/sample-transactions.ts'
import { openStorage } from '../storage/open-storage.ts'
import type { BenchPlace, BenchStore } from './bench-place.ts'
import { keptStore } from './kept-store.ts'

/** A year, and the one before that it is compared with. */
const MONTHS = 24
/** Agencies of a sample that are compared with no commune: departments, and communes that were merged into others. */
const OTHERS = 10

/**
 * An embedded store of a wide province: so many communes that exist today, two years of answers, and the transactions that
 * they came from. It is filled now where it is not there yet.
 */
export async function wideStore(place: BenchPlace, communes: number, answers: number): Promise<BenchStore> {
  const folder = join(place.cacheDir, `bench-wide-${communes}-${answers}`)
  const parameters = { ...SAMPLE_DEFAULTS, answers, agencies: communes + OTHERS, months: MONTHS }
  const store = await keptStore(folder, parameters)
  const storage = await openStorage(store.address)
  try {
    if (!(await hasTransactions(storage, store))) await addSampleTransactions(storage, store.sample, parameters.seed)
  } finally {
    await storage.close()
  }
  return store
}

/** Agency after agency gets its counts, so the last one tells whether all have them. */
async function hasTransactions(
  { transactions }: Pick<Awaited<ReturnType<typeof openStorage>>, 'transactions'>,
  { sample, today }: BenchStore,
): Promise<boolean> {
  const agencies = sample.counters.slice(-1).map(({ agency }) => agency.code)
  const to = monthOfDay(today) + 1
  return (await transactions.sums({ agencies, from: to - MONTHS, to }, [])).length > 0
}
