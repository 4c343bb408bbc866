import { acknowledgedIn, acknowledgedLine } from '../acknowledged.ts'
import { AppProcess } from '../app-process.ts'
import { emptyStore, type StoreAddress } from '../bench-place.ts'
import type { BenchSize } from '../bench-size.ts'
import { fullLoad, runLoadInChild, type LoadResult } from '../load.ts'
import { figuresOf, perSecond, type Line } from '../report.ts'
import { answerRequests } from '../requests.ts'
import type { MongoPlace } from './mongo-place.ts'
import { transactionsIn } from './transactions.ts'

const CONNECTIONS = 200
export const MOST_PROCESSES = 3
/** Of a hundred groups so many may be begun anew because another was in the way. */
const GOAL_IN_A_HUNDRED = 5

/**
 * How often groups of answers to one counter meet and are begun anew, with one, two and three platforms on one
 * database.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function mongoContentionBench(place: MongoPlace, { seconds }: BenchSize): Promise<readonly Line[]> {
  const store = await emptyStore(place)
  const [counter] = store.codes
  if (!counter) throw new Error('the sample has no codes')
  const requests = answerRequests([counter], store.questionnaire, store.hour)
  const lines: Line[] = []
  const sent: LoadResult[] = []
  for (let processes = 1; processes <= MOST_PROCESSES; processes++) {
    const crowd = await sendTo(store.address, processes, requests, seconds * 4000)
    lines.push(crowd.line)
    sent.push(...crowd.sent)
  }
  lines.push(await acknowledgedLine(store.address, sent))
  await store.remove()
  return lines
}

async function sendTo(
  address: StoreAddress,
  processes: number,
  requests: readonly string[],
  durationMs: number,
): Promise<{ readonly line: Line; readonly sent: readonly LoadResult[] }> {
  const connections = Math.ceil(CONNECTIONS / processes)
  const apps = await Promise.all(Array.from({ length: processes }, () => AppProcess.start(address)))
  let sent: readonly LoadResult[]
  let logs: readonly string[]
  try {
    sent = await Promise.all(apps.map(({ port }) => runLoadInChild(fullLoad(port, requests, connections, durationMs))))
  } finally {
    logs = await Promise.all(apps.map((app) => app.stop()))
  }
  const done = logs.map(transactionsIn)
  const writes = done.reduce((sum, { writes }) => sum + writes, 0)
  const retries = done.reduce((sum, { retries }) => sum + retries, 0)
  const inAHundred = (100 * retries) / writes
  const rate = (acknowledgedIn(sent) * 1000) / durationMs
  const line = {
    what: `Groups begun anew, one counter, ${processes} ${processes === 1 ? 'process' : 'processes'}`,
    figure: `${inAHundred.toFixed(2)} in a hundred (${retries} of ${writes}), at ${perSecond(rate)}`,
    goal: `${GOAL_IN_A_HUNDRED} in a hundred`,
    isReached: inAHundred <= GOAL_IN_A_HUNDRED,
    figures: figuresOf(`contention.processes${processes}`, {
      retriesInAHundred: inAHundred,
      writes,
      answersPerSecond: rate,
    }),
  }
  return { line, sent }
}
