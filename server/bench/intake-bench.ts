import { acknowledgedLine, THANKS } from './acknowledged.ts'
import { AppProcess } from './app-process.ts'
import { startBaseline } from './baseline.ts'
import { emptyStore, type BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { evenLoad, fullLoad, runLoadInChild, type LoadJob, type LoadResult } from './load.ts'
import { median } from './median.ts'
import { figuresOf, ms, perSecond, plainLine, ratio, type Line } from './report.ts'
import { answerRequests } from './requests.ts'
import { printProcessorUs, Side } from './side.ts'

const CONNECTIONS = 200
const STEADY_PER_SECOND = 500
const GOAL_RATIO = 0.6
const GOAL_P99_MS = 15
const WARM_UP_MS = 3000

/**
 * Durable answers a second against a bare server that reads the same form, by turns; then the waiting time at a steady
 * rate. Afterwards the store is asked whether it holds exactly what was acknowledged.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function intakeBench(place: BenchPlace, { rounds, seconds }: BenchSize): Promise<readonly Line[]> {
  const store = await emptyStore(place)
  const { codes, questionnaire, hour } = store
  const requests = answerRequests(codes, questionnaire, hour)
  const app = await AppProcess.start(store.address)
  const bare = await startBaseline(Buffer.alloc(0))
  const job = (port: number, durationMs: number): LoadJob => fullLoad(port, requests, CONNECTIONS, durationMs)
  const ours = new Side(app.pid)
  const theirs = new Side(bare.pid)
  const sent: LoadResult[] = []
  const steady: LoadResult[] = []
  try {
    sent.push(await runLoadInChild(job(app.port, WARM_UP_MS)))
    await runLoadInChild(job(bare.port, WARM_UP_MS))
    for (let round = 0; round < rounds; round++) {
      sent.push(await ours.load(job(app.port, seconds * 1000), THANKS))
      await theirs.load(job(bare.port, seconds * 1000), THANKS)
    }
    for (let round = 0; round < rounds; round++) {
      steady.push(await runLoadInChild(evenLoad(app.port, requests, STEADY_PER_SECOND, seconds * 2000)))
    }
  } finally {
    bare.stop()
    await app.stop()
  }
  const stored = await acknowledgedLine(store.address, [...sent, ...steady])
  await store.remove()

  const share = ours.rate / theirs.rate
  const p50 = median(steady.map(({ p50Ms }) => p50Ms))
  const p99 = median(steady.map(({ p99Ms }) => p99Ms))
  const { all = null, main = null } = ours.processorUs ?? {}
  return [
    {
      what: `Durable answers at ${CONNECTIONS} connections, ${codes.length} codes`,
      figure: `${perSecond(ours.rate)} against ${perSecond(theirs.rate)} of bare node:http, ratio ${ratio(share)}`,
      goal: `ratio ${GOAL_RATIO}`,
      isReached: share >= GOAL_RATIO,
      figures: figuresOf('intake', { answersPerSecond: ours.rate, barePerSecond: theirs.rate, ratio: share }),
    },
    plainLine(
      'Processor time an answer',
      printProcessorUs(ours, theirs),
      figuresOf('intake', { processorUs: all, mainThreadUs: main }),
    ),
    {
      what: `Waiting time at ${STEADY_PER_SECOND} answers/s`,
      figure: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
      goal: `p99 ${GOAL_P99_MS} ms`,
      isReached: p99 <= GOAL_P99_MS,
      figures: figuresOf(`waiting.at${STEADY_PER_SECOND}`, { p50Ms: p50, p99Ms: p99 }),
    },
    stored,
  ]
}
