import { acknowledgedIn, acknowledgedLine, THANKS } from '../acknowledged.ts'
import { AppProcess } from '../app-process.ts'
import { emptyStore, type StoreAddress } from '../bench-place.ts'
import type { BenchSize } from '../bench-size.ts'
import { evenLoad, runLoadInChild, type LoadResult } from '../load.ts'
import { median } from '../median.ts'
import { figuresOf, ms, plainLine, type Line } from '../report.ts'
import { answerRequests } from '../requests.ts'
import { Side } from '../side.ts'
import type { MongoPlace } from './mongo-place.ts'
import { transactionsIn } from './transactions.ts'

/** Answers a second, each sent when it is due: the burst of a province is the first. */
export const RATES = [20, 100, 500] as const
const WARM_UP_MS = 2000

/**
 * How long a citizen waits for the thanks at several rates, and what an answer costs when few share a transaction.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function mongoWaitingBench(place: MongoPlace, { rounds, seconds }: BenchSize): Promise<readonly Line[]> {
  const store = await emptyStore(place)
  const requests = answerRequests(store.codes, store.questionnaire, store.hour)
  const lines: Line[] = []
  const sent: LoadResult[] = []
  for (const rate of RATES) {
    const steady = await sendEvenly(store.address, requests, rate, { rounds, durationMs: seconds * 2000 })
    lines.push(steady.line)
    sent.push(...steady.sent)
  }
  lines.push(await acknowledgedLine(store.address, sent))
  await store.remove()
  return lines
}

async function sendEvenly(
  address: StoreAddress,
  requests: readonly string[],
  rate: number,
  { rounds, durationMs }: { readonly rounds: number; readonly durationMs: number },
): Promise<{ readonly line: Line; readonly sent: readonly LoadResult[] }> {
  const app = await AppProcess.start(address)
  const side = new Side(app.pid)
  const warmUp: LoadResult[] = []
  const steady: LoadResult[] = []
  let log: string
  try {
    warmUp.push(await runLoadInChild(evenLoad(app.port, requests, rate, WARM_UP_MS)))
    for (let round = 0; round < rounds; round++) {
      steady.push(await side.load(evenLoad(app.port, requests, rate, durationMs), THANKS))
    }
  } finally {
    log = await app.stop()
  }
  const sent = [...warmUp, ...steady]
  const group = acknowledgedIn(sent) / transactionsIn(log).writes
  const p50 = median(steady.map(({ p50Ms }) => p50Ms))
  const p99 = median(steady.map(({ p99Ms }) => p99Ms))
  const processorUs = side.processorUs?.all ?? null
  const line = plainLine(
    `Waiting time at ${rate} answers/s`,
    `p50 ${ms(p50)}, p99 ${ms(p99)}; ${group.toFixed(1)} answers a transaction, ` +
      `${processorUs === null ? 'unknown' : processorUs.toFixed(0)} µs of processor time an answer`,
    figuresOf(`waiting.at${rate}`, { p50Ms: p50, p99Ms: p99, groupSize: group, processorUs }),
  )
  return { line, sent }
}
