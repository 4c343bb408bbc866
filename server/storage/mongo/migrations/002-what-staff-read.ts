import type { mongo } from 'mongoose'
import { foundBy } from '../comment-documents.ts'
import type { Migration } from '../migrate.ts'
import type { Documents } from '../models.ts'

/**
 * Profiles beside responses; comments that can be searched, and the rest of what staff read and write down.
 * docs/decisions/0020-mongodb-store.md says why the collections look like this.
 */
export const whatStaffRead: Migration = {
  name: 'what staff read',
  run: async (db) => {
    const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
    for (const [name, properties] of Object.entries(MADE)) {
      if (present.has(name)) continue
      const rule = { bsonType: 'object', required: Object.keys(properties), additionalProperties: false, properties }
      await db.createCollection(name, { validator: { $jsonSchema: rule } })
    }
    await widen(db, 'response', { y: TEXT }, false)
    await widen(db, 'code', { questionnaire: TEXT }, true)
    await db
      .collection('code')
      .updateMany({ questionnaire: { $exists: false } }, { $set: { questionnaire: 'counter' } })
    await widen(db, 'comment', { words: { bsonType: 'array' }, folded: TEXT }, true)
    await makeCommentsFound(db)
    for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes([...indexes])
  },
}

const TEXT = { bsonType: 'string' }
const TEXT_OR_NULL = { bsonType: ['string', 'null'] }
const WHOLE = { bsonType: ['int', 'long', 'double'] }

type Properties = Readonly<Record<string, object>>

const MADE: Readonly<Record<string, Properties>> = {
  reference: { _id: TEXT, series: TEXT, year: WHOLE, agency: TEXT_OR_NULL, value: TEXT, source: TEXT },
  transaction: {
    _id: TEXT,
    agency: TEXT,
    point: TEXT,
    field: TEXT,
    step: { enum: ['submission', 'return'] },
    month: WHOLE,
    count: { ...WHOLE, minimum: 0 },
  },
  audit: {
    _id: WHOLE,
    at: { bsonType: 'date' },
    account: TEXT,
    act: TEXT,
    agency: TEXT_OR_NULL,
    details: TEXT,
    hash: TEXT,
  },
  report: { _id: TEXT, madeOn: WHOLE, agency: TEXT_OR_NULL, content: TEXT, digest: TEXT, replaces: TEXT_OR_NULL },
}

const INDEXES: Readonly<Record<string, readonly mongo.IndexDescription[]>> = {
  // Read backwards: the newest day comes first, and within a day the lowest id.
  comment: [{ key: { words: 1, day: 1, _id: -1 } }],
  transaction: [{ key: { agency: 1, month: 1, step: 1, point: 1, field: 1, count: 1 } }],
  report: [{ key: { agency: 1, madeOn: -1, _id: 1 } }, { key: { replaces: 1 } }],
}

/** What the database checks in every document of a collection. */
interface Rule {
  readonly required: readonly string[]
  readonly properties: Properties
}

/** Lets documents have further fields, or demands them. What is there already is not looked at. */
async function widen(db: mongo.Db, collection: string, properties: Properties, areNeeded: boolean): Promise<void> {
  const [found] = (await db.listCollections({ name: collection }).toArray()) as {
    options?: { validator?: { $jsonSchema?: Rule } }
  }[]
  const rule = found?.options?.validator?.$jsonSchema
  if (!rule) throw new Error(`the store is damaged: nothing checks what stands in ${collection}`)
  const required = areNeeded ? [...new Set([...rule.required, ...Object.keys(properties)])] : rule.required
  const widened = { ...rule, required, properties: { ...rule.properties, ...properties } }
  await db.command({ collMod: collection, validator: { $jsonSchema: widened } })
}

/** Gives comments of before what they are found by, in the order of their ids. */
async function makeCommentsFound(db: mongo.Db): Promise<void> {
  const comments = db.collection<Documents['comment']>('comment')
  for (let last = ''; ;) {
    const filter = { _id: { $gt: last }, words: { $exists: false } }
    const batch = await comments.find(filter).sort({ _id: 1 }).limit(BATCH_SIZE).toArray()
    if (batch.length === 0) return
    await comments.bulkWrite(
      batch.map((comment) => ({ updateOne: { filter: { _id: comment._id }, update: { $set: foundBy(comment) } } })),
      { ordered: false },
    )
    last = batch.at(-1)?._id ?? last
  }
}

const BATCH_SIZE = 1000
