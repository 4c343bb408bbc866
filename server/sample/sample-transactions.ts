import type { Month } from '../domain/calendar.ts'
import { STEPS, type Step } from '../domain/service-point.ts'
import type { TransactionCount } from '../domain/transaction-count.ts'
import { responsesOf } from '../services/shown-index.ts'
import type { Storage } from '../storage/port.ts'
import { Random } from './random.ts'
import type { SampleCounter, SampleDirectory } from './sample-directory.ts'

const STREAM = 5
/** One agency of so many sends no counts. */
const SILENT_EVERY = 30
/** For each response to a counter so many transactions in each of its fields. */
const LEAST = 1.5
const MOST = 7
/** Agencies of which the counts are worked out and stored together. */
const BATCH = 50

/**
 * Gives a filled sample the transactions that a one-stop system would have counted: in every month and at every counter a
 * few times as many as there were responses. Doing it twice is doing it once.
 */
export async function addSampleTransactions(
  storage: Pick<Storage, 'tallies' | 'transactions'>,
  { counters }: SampleDirectory,
  seed: number,
): Promise<void> {
  const random = new Random(seed, STREAM)
  const agencies = [...Map.groupBy(counters, ({ agency }) => agency.code)].filter((_, i) => i % SILENT_EVERY > 0)
  const span = await storage.tallies.span(agencies.map(([code]) => code))
  if (!span) return
  const months = { from: span.first, to: span.last + 1 }
  for (let at = 0; at < agencies.length; at += BATCH) {
    const batch = agencies.slice(at, at + BATCH)
    const answered = await answersAt(
      storage,
      batch.map(([code]) => code),
      months,
    )
    await storage.transactions.put(
      batch.flatMap(([, own]) => own.flatMap((counter) => countsOf(counter, answered, months, random))),
    )
  }
}

interface Months {
  readonly from: Month
  readonly to: Month
}

/** Responses by point, month and step. */
async function answersAt(
  { tallies }: Pick<Storage, 'tallies'>,
  agencies: readonly string[],
  months: Months,
): Promise<ReadonlyMap<string, number>> {
  const answered = new Map<string, number>()
  for (const { value, month, step, tally } of await tallies.cells({ agencies, ...months, cuts: ['point'] })) {
    const name = placeName(value, month, step)
    answered.set(name, (answered.get(name) ?? 0) + responsesOf(tally))
  }
  return answered
}

function countsOf(
  { agency, point, codes }: SampleCounter,
  answered: ReadonlyMap<string, number>,
  { from, to }: Months,
  random: Random,
): readonly TransactionCount[] {
  const counts: TransactionCount[] = []
  for (let month = from; month < to; month++) {
    for (const step of STEPS) {
      const fields = new Set(codes.flatMap(({ code }) => (code.step === step ? [code.field] : [])))
      const responses = answered.get(placeName(point.id, month, step)) ?? 0
      for (const field of fields) {
        const count = Math.ceil(responses * (LEAST + (MOST - LEAST) * random.share()))
        if (count > 0) counts.push({ agency: agency.code, point: point.id, field, step, month, count })
      }
    }
  }
  return counts
}

function placeName(point: string, month: Month, step: Step): string {
  return `${point}\t${month}\t${step}`
}
