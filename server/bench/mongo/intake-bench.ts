import { acknowledgedIn, acknowledgedLine, THANKS } from '../acknowledged.ts'
import { AppProcess } from '../app-process.ts'
import { emptyStore, type EmptyStore } from '../bench-place.ts'
import type { BenchSize } from '../bench-size.ts'
import { fullLoad, runLoadInChild, type LoadJob, type LoadResult } from '../load.ts'
import { figuresOf, perSecond, plainLine, ratio, type Line } from '../report.ts'
import { answerRequests } from '../requests.ts'
import { Side } from '../side.ts'
import { BareLoop } from './bare-loop.ts'
import type { RecordedGroup } from './group-recorder.ts'
import type { MongoPlace } from './mongo-place.ts'
import { recordGroups } from './record-groups.ts'
import { transactionsIn } from './transactions.ts'

const CONNECTIONS = 200
const GOAL_RATIO = 0.5
const WARM_UP_MS = 3000

/**
 * Durable answers a second against a bare loop with the driver that commits the groups which the platform was seen to
 * commit before, under the same load, by turns.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function mongoIntakeBench(place: MongoPlace, { rounds, seconds }: BenchSize): Promise<readonly Line[]> {
  const store = await emptyStore(place)
  const target = await emptyStore(place)
  const requests = answerRequests(store.codes, store.questionnaire, store.hour)
  const recording = await recordGroups(store, requests, CONNECTIONS, seconds * 2000)
  const bare = await startBareLoop(store, target, recording.groups)
  const app = await AppProcess.start(store.address)
  const databasePid = place.server?.pid ?? null
  const [ours, theirs] = [new Side(app.pid, databasePid), new Side(bare.pid, databasePid)]
  const job = (durationMs: number): LoadJob => fullLoad(app.port, requests, CONNECTIONS, durationMs)
  const sent: LoadResult[] = []
  let log: string
  try {
    sent.push(await runLoadInChild(job(WARM_UP_MS)))
    await bare.run(WARM_UP_MS)
    for (let round = 0; round < rounds; round++) {
      sent.push(await ours.load(job(seconds * 1000), THANKS))
      await theirs.measure(() => bare.run(seconds * 1000))
    }
  } finally {
    bare.stop()
    log = await app.stop()
  }
  const stored = await acknowledgedLine(store.address, [recording.sent, ...sent])
  await store.remove()
  await target.remove()
  const group = acknowledgedIn(sent) / transactionsIn(log).writes
  const replayed = meanSize(recording.groups)
  return [throughputLine(ours, theirs, group, replayed), processorLine(ours, theirs), stored]
}

function startBareLoop(source: EmptyStore, target: EmptyStore, groups: readonly RecordedGroup[]): Promise<BareLoop> {
  const [from, to] = [source.address.mongodbUri, target.address.mongodbUri]
  if (from === null || to === null) throw new Error('the bare loop needs a MongoDB')
  return BareLoop.start({ source: from, target: to, groups })
}

function meanSize(groups: readonly RecordedGroup[]): number {
  return groups.reduce((sum, { responses }) => sum + responses.length, 0) / groups.length
}

/** @param group answers in a transaction of the platform, on average; `replayed`: of the bare loop */
function throughputLine(ours: Side, theirs: Side, group: number, replayed: number): Line {
  const share = ours.rate / theirs.rate
  return {
    what: `Durable answers at ${CONNECTIONS} connections`,
    figure:
      `${perSecond(ours.rate)} in groups of ${group.toFixed(0)}, against ${perSecond(theirs.rate)} of the bare driver ` +
      `in groups of ${replayed.toFixed(0)}, ratio ${ratio(share)}`,
    goal: `ratio ${GOAL_RATIO}`,
    isReached: share >= GOAL_RATIO,
    figures: figuresOf('intake', {
      answersPerSecond: ours.rate,
      barePerSecond: theirs.rate,
      ratio: share,
      groupSize: group,
      bareGroupSize: replayed,
    }),
  }
}

function processorLine(ours: Side, theirs: Side): Line {
  const [our, their] = [ours.processorUs, theirs.processorUs]
  const figure =
    our && their
      ? `${us(our.all)} and ${us(our.database)}, against ${us(their.all)} and ${us(their.database)} of the bare driver`
      : 'not told by this system'
  const figures = figuresOf('intake', {
    processorUs: our?.all ?? null,
    mainThreadUs: our?.main ?? null,
    databaseUs: our?.database ?? null,
    bareUs: their?.all ?? null,
    bareDatabaseUs: their?.database ?? null,
  })
  return plainLine('Processor time an answer, platform and database server', figure, figures)
}

function us(time: number | null): string {
  return time === null ? 'unknown' : `${time.toFixed(0)} µs`
}
