/** The process that {@link BareLoop} runs: takes the job first, then one message a round, and answers each. */
import { mongo } from 'mongoose'
import { Random } from '../../sample/random.ts'
import type { Documents, ResponseDocument, TallyDocument } from '../../storage/mongo/models.ts'
import type { Round } from '../side.ts'
import type { BareJob, BareRound } from './bare-loop.ts'
import type { RecordedGroup } from './group-recorder.ts'

/** As the platform writes: in the journal of most members before it counts as written. */
const OPTIONS = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } } as const

/** One change within the command `update`. */
interface Update {
  readonly q: { readonly _id: string }
  readonly u: { readonly $set?: object; readonly $setOnInsert?: object }
}

const random = new Random(process.pid)
let runRound: ((durationMs: number) => Promise<Round>) | null = null

process.on('message', (message: BareJob | BareRound) => {
  const done = 'target' in message ? prepare(message) : runRound?.(message.durationMs)
  Promise.resolve(done).then(
    (result) => process.send?.({ done: result ?? null }),
    (error: unknown) => process.send?.({ error: String(error) }),
  )
})

async function prepare({ source, target, groups }: BareJob): Promise<void> {
  const from = await new mongo.MongoClient(source).connect()
  const counted = await from.db().collection<TallyDocument>('tally').find().toArray()
  await from.close()
  const client = await new mongo.MongoClient(target).connect()
  await client.db().collection<TallyDocument>('tally').insertMany(counted)
  const session = client.startSession()
  let turn = 0
  runRound = async (durationMs) => {
    const start = performance.now()
    let answered = 0
    while (performance.now() < start + durationMs) {
      const group = groups[turn++ % groups.length]
      if (!group) throw new Error('no group was recorded')
      await commit(group, client.db(), session)
      answered += group.responses.length
    }
    return { answered, elapsedMs: performance.now() - start }
  }
}

/** @throws {Error} when less was written than the platform wrote */
async function commit(group: RecordedGroup, db: mongo.Db, session: mongo.ClientSession): Promise<void> {
  session.startTransaction(OPTIONS)
  await db.collection<ResponseDocument>('response').insertMany(group.responses.map(renewed), { session })
  const counted = await db.collection<TallyDocument>('tally').bulkWrite(group.tallies.map(counting), { session })
  if (counted.matchedCount < group.tallies.length) throw new Error('a tally of a recorded group is not there')
  if (group.comments.length > 0) {
    await db.collection<Documents['comment']>('comment').bulkWrite(group.comments.map(adding), { session })
  }
  await session.commitTransaction()
}

/** The same answer under another id, which is at the end of its key. */
function renewed(bytes: Buffer): ResponseDocument {
  const response = read(bytes) as ResponseDocument
  const id = random.id()
  return { ...response, _id: `${response._id.slice(0, -id.length)}${id}` }
}

/** The same numbers, whatever the tally's last state was: groups come by turns, and not as they came first. */
function counting(bytes: Buffer): mongo.AnyBulkWriteOperation<TallyDocument> {
  const { q, u } = read(bytes) as Update
  return { updateOne: { filter: { _id: q._id }, update: { $set: { ...u.$set, tag: random.bits() } } } }
}

function adding(bytes: Buffer): mongo.AnyBulkWriteOperation<Documents['comment']> {
  const { q, u } = read(bytes) as Update
  return { updateOne: { filter: { ...q, _id: random.id() }, update: u, upsert: true } }
}

function read(bytes: Buffer): unknown {
  return mongo.BSON.deserialize(bytes, { promoteBuffers: true })
}
