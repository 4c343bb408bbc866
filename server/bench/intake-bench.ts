import { mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { AppProcess } from './app-process.ts'
import { startBaseline } from './baseline.ts'
import type { BenchSize } from './bench-size.ts'
import { emptyStore, storedAnswers, type BenchPlace } from './bench-store.ts'
import { runLoadInChild, type LoadJob, type LoadResult } from './load.ts'
import { median } from './median.ts'
import { ms, perSecond, ratio, whole, type Line } from './report.ts'
import { answerRequests } from './requests.ts'
import { printProcessorUs, Side } from './side.ts'

const CONNECTIONS = 200
const STEADY_PER_SECOND = 500
const STEADY_CONNECTIONS = 64
const GOAL_RATIO = 0.6
const GOAL_P99_MS = 15

/**
 * Durable answers a second against a bare server that reads the same form, by turns; then the waiting time at a steady
 * rate. Afterwards the store is asked whether it holds exactly what was acknowledged.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function intakeBench({ cacheDir }: BenchPlace, { rounds, seconds }: BenchSize): Promise<readonly Line[]> {
  const folder = mkdtempSync(join(cacheDir, 'intake-'))
  const { codes, questionnaire, hour } = await emptyStore(folder)
  const requests = answerRequests(codes, questionnaire, hour)
  const app = await AppProcess.start(folder)
  const bare = await startBaseline(Buffer.alloc(0))
  const job = (port: number, durationMs: number): LoadJob => ({
    host: '127.0.0.1',
    port,
    connections: CONNECTIONS,
    durationMs,
    perSecond: null,
    requests,
  })
  const ours = new Side(app.pid, 303)
  const theirs = new Side(bare.pid, 303)
  const sent: LoadResult[] = []
  const steady: LoadResult[] = []
  try {
    sent.push(await runLoadInChild(job(app.port, WARM_UP_MS)))
    await runLoadInChild(job(bare.port, WARM_UP_MS))
    for (let round = 0; round < rounds; round++) {
      sent.push(await ours.round(job(app.port, seconds * 1000)))
      await theirs.round(job(bare.port, seconds * 1000))
    }
    for (let round = 0; round < rounds; round++) {
      const even = { ...job(app.port, seconds * 2000), connections: STEADY_CONNECTIONS, perSecond: STEADY_PER_SECOND }
      steady.push(await runLoadInChild(even))
    }
  } finally {
    bare.stop()
    await app.stop()
  }
  const acknowledged = await assertAllStored(folder, [...sent, ...steady])
  rmSync(folder, { recursive: true })

  const share = ours.rate / theirs.rate
  const p50 = median(steady.map(({ p50Ms }) => p50Ms))
  const p99 = median(steady.map(({ p99Ms }) => p99Ms))
  return [
    {
      what: `Durable answers at ${CONNECTIONS} connections, ${codes.length} codes`,
      figure: `${perSecond(ours.rate)} against ${perSecond(theirs.rate)} of bare node:http, ratio ${ratio(share)}`,
      goal: `ratio ${GOAL_RATIO}`,
      isReached: share >= GOAL_RATIO,
    },
    {
      what: 'Processor time an answer',
      figure: printProcessorUs(ours, theirs),
      goal: '',
      isReached: null,
    },
    {
      what: `Waiting time at ${STEADY_PER_SECOND} answers/s`,
      figure: `p50 ${ms(p50)}, p99 ${ms(p99)}`,
      goal: `p99 ${GOAL_P99_MS} ms`,
      isReached: p99 <= GOAL_P99_MS,
    },
    {
      what: 'Acknowledged answers found in the store',
      figure: `${whole(acknowledged)} of ${whole(acknowledged)}`,
      goal: 'all, and no other',
      isReached: true,
    },
  ]
}

const WARM_UP_MS = 3000

async function assertAllStored(folder: string, results: readonly LoadResult[]): Promise<number> {
  let acknowledged = 0
  for (const { statuses, unanswered } of results) {
    acknowledged += statuses['303'] ?? 0
    const others = Object.entries(statuses).filter(([status]) => status !== '303')
    if (others.length > 0 || unanswered > 0) {
      throw new Error(`answers were not acknowledged: ${JSON.stringify({ ...statuses, unanswered })}`)
    }
  }
  const stored = await storedAnswers(folder)
  if (stored !== acknowledged) throw new Error(`${acknowledged} answers were acknowledged and ${stored} are stored`)
  return acknowledged
}
