import type { mongo } from 'mongoose'
import type { Migration } from '../migrate.ts'

/** docs/decisions/0020-mongodb-store.md says why the collections look like this. */
export const firstLayout: Migration = {
  name: 'first layout',
  run: async (db) => {
    const present = new Set((await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name))
    for (const [name, { fields, optional = [], isClustered = false }] of Object.entries(COLLECTIONS)) {
      if (present.has(name)) continue
      await db.createCollection(name, {
        validator: { $jsonSchema: schemaOf(fields, optional) },
        ...(isClustered && { clusteredIndex: { key: { _id: 1 }, unique: true } }),
      })
    }
    for (const [name, indexes] of Object.entries(INDEXES)) await db.collection(name).createIndexes([...indexes])
    for (const [name, value] of Object.entries(SETTINGS)) {
      await db
        .collection<{ _id: string; value: number }>('setting')
        .updateOne({ _id: name }, { $setOnInsert: { value } }, { upsert: true })
    }
  },
}

const SETTINGS = { 'directory-version': 1, 'tally-repairs': 0, restoring: 0 }

interface Layout {
  /** The BSON type of each field, or a rule of its own. */
  readonly fields: Readonly<Record<string, string | readonly string[] | object>>
  readonly optional?: readonly string[]
  /** Whether documents lie in the order of their keys, so that their place does not tell which came first. */
  readonly isClustered?: boolean
}

const TEXT_OR_NULL = ['string', 'null']
const WHOLE = ['int', 'long', 'double']
const WHOLE_OR_NULL = [...WHOLE, 'null']
const STEP = { enum: ['submission', 'return'] }
const CHANNEL = { enum: ['qr', 'receipt', 'kiosk', 'paper', 'assisted', 'import'] }
const COLLECTIONS: Readonly<Record<string, Layout>> = {
  agency: {
    fields: {
      _id: 'string',
      names: 'object',
      level: { enum: ['province', 'department', 'commune', 'office'] },
      parent: TEXT_OR_NULL,
      validFrom: WHOLE_OR_NULL,
      validTo: WHOLE_OR_NULL,
      successor: TEXT_OR_NULL,
      promise: ['object', 'null'],
    },
  },
  point: { fields: { _id: 'string', agency: 'string', names: 'object', hours: 'array' } },
  code: {
    fields: {
      _id: 'string',
      point: 'string',
      field: 'string',
      step: STEP,
      channel: CHANNEL,
      withdrawnOn: WHOLE_OR_NULL,
      replacedBy: TEXT_OR_NULL,
    },
  },
  field: { fields: { _id: 'string', names: 'object' } },
  target: {
    fields: {
      _id: 'string',
      instrument: 'string',
      agency: TEXT_OR_NULL,
      field: TEXT_OR_NULL,
      from: WHOLE,
      to: WHOLE_OR_NULL,
      threshold: 'string',
      source: 'string',
    },
  },
  questionnaire: { fields: { _id: 'string', key: 'string', version: WHOLE, content: 'string' } },
  response: {
    isClustered: true,
    fields: {
      _id: 'string',
      h: WHOLE,
      q: 'string',
      p: 'string',
      f: 'string',
      s: STEP,
      c: CHANNEL,
      l: 'string',
      a: 'string',
      x: 'string',
      g: 'array',
    },
    optional: ['g'],
  },
  tally: {
    fields: {
      _id: 'string',
      agency: 'string',
      month: WHOLE,
      tag: WHOLE,
      channel: 'array',
      field: 'array',
      point: 'array',
    },
  },
  comment: {
    isClustered: true,
    fields: {
      _id: 'string',
      agency: 'string',
      point: 'string',
      field: 'string',
      step: STEP,
      day: WHOLE,
      language: 'string',
      satisfied: ['bool', 'null'],
      text: 'string',
    },
  },
  account: {
    fields: {
      _id: 'string',
      name: 'string',
      displayName: 'string',
      passwordHash: TEXT_OR_NULL,
      grants: 'array',
      mayReadComments: 'bool',
      disabled: 'bool',
    },
  },
  setupLink: { fields: { _id: 'string', accountId: 'string', expiresAt: 'date', touchedAt: 'date' } },
  session: { fields: { _id: 'string', accountId: 'string', expiresAt: 'date', touchedAt: 'date' } },
  counter: { fields: { _id: 'string', count: WHOLE, resetsAt: 'date', touchedAt: 'date' } },
  setting: { fields: { _id: 'string', value: WHOLE } },
}

/**
 * Longer than any session or link lives. The platform removes by itself what has expired by its own clock; this is
 * for what nobody has touched by the clock of the database, because the platform was not there.
 */
const FORGOTTEN = { expireAfterSeconds: 31 * 24 * 3600 }

const INDEXES: Readonly<Record<string, readonly mongo.IndexDescription[]>> = {
  questionnaire: [{ key: { key: 1, version: 1 } }],
  tally: [{ key: { agency: 1, month: 1 } }],
  comment: [{ key: { agency: 1, day: 1, _id: 1 } }],
  account: [{ key: { name: 1 }, unique: true }],
  setupLink: [{ key: { accountId: 1 } }, { key: { touchedAt: 1 }, ...FORGOTTEN }],
  session: [{ key: { accountId: 1 } }, { key: { expiresAt: 1 } }, { key: { touchedAt: 1 }, ...FORGOTTEN }],
  counter: [{ key: { resetsAt: 1 } }, { key: { touchedAt: 1 }, ...FORGOTTEN }],
}

function schemaOf(fields: Layout['fields'], optional: readonly string[]): object {
  return {
    bsonType: 'object',
    required: Object.keys(fields).filter((name) => !optional.includes(name)),
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, type]) => [
        name,
        typeof type === 'string' || Array.isArray(type) ? { bsonType: type } : type,
      ]),
    ),
  }
}
