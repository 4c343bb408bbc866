import { Schema, type SchemaDefinition } from 'mongoose'
import type { CollectionName } from './models.ts'

const text = { type: String, required: true }
const anyText = { type: String, validate: isText }
const textOrNull = { type: String, default: null }
const number = { type: Number, required: true }
const numberOrNull = { type: Number, default: null }
const flag = { type: Boolean, required: true }
const date = { type: Date, required: true }
const words = { type: Map, of: String, required: true }

/** A required text in Mongoose is one that is not empty; some of ours may be. */
function isText(value: unknown): boolean {
  return typeof value === 'string'
}

const cells = [within({ q: text, s: text, g: flag, v: anyText, n: { type: Buffer, required: true } })]

/** The schema of what stands within a document. */
function within(definition: object): object {
  return new Schema<object>(definition, { _id: false })
}

const DEFINITIONS: Readonly<Record<CollectionName, Readonly<Record<string, object>>>> = {
  agency: {
    _id: text,
    names: words,
    level: text,
    parent: textOrNull,
    validFrom: numberOrNull,
    validTo: numberOrNull,
    successor: textOrNull,
    promise: { type: Map, of: String, default: null },
  },
  point: {
    _id: text,
    agency: text,
    names: words,
    hours: [within({ weekday: number, from: number, to: number })],
  },
  code: {
    _id: text,
    point: text,
    field: text,
    step: text,
    channel: text,
    questionnaire: anyText,
    withdrawnOn: numberOrNull,
    replacedBy: textOrNull,
  },
  field: { _id: text, names: words },
  target: {
    _id: text,
    instrument: text,
    agency: textOrNull,
    field: textOrNull,
    from: number,
    to: numberOrNull,
    threshold: text,
    source: anyText,
  },
  reference: { _id: text, series: anyText, year: number, agency: textOrNull, value: anyText, source: anyText },
  questionnaire: { _id: text, key: text, version: number, content: text },
  response: {
    _id: text,
    h: number,
    q: text,
    p: anyText,
    f: anyText,
    s: text,
    c: text,
    l: anyText,
    a: anyText,
    x: anyText,
    g: { type: [String], default: undefined },
    y: String,
  },
  tally: { _id: text, agency: anyText, month: number, tag: number, channel: cells, field: cells, point: cells },
  comment: {
    _id: text,
    agency: anyText,
    point: anyText,
    field: anyText,
    step: text,
    day: number,
    language: anyText,
    satisfied: { type: Boolean, default: null },
    text,
    words: [String],
    folded: text,
  },
  transaction: { _id: text, agency: anyText, point: anyText, field: anyText, step: text, month: number, count: number },
  audit: { _id: number, at: date, account: anyText, act: text, agency: textOrNull, details: text, hash: text },
  report: {
    _id: text,
    madeOn: number,
    agency: textOrNull,
    content: anyText,
    digest: anyText,
    replaces: textOrNull,
  },
  account: {
    _id: text,
    name: text,
    displayName: anyText,
    passwordHash: textOrNull,
    grants: [within({ role: text, agency: textOrNull })],
    mayReadComments: flag,
    disabled: flag,
  },
  setupLink: { _id: text, accountId: text, expiresAt: date, touchedAt: Date },
  session: { _id: text, accountId: text, expiresAt: date, touchedAt: Date },
  counter: { _id: text, count: number, resetsAt: date, touchedAt: Date },
  setting: { _id: text, value: number },
  lease: { _id: text, holder: text, until: number, session: textOrNull, former: textOrNull },
  migration: { _id: number, name: text, at: date },
}

/** The schema of a collection: whatever is not in it is an error, in a document as in a filter. */
export function schemaOf<Document>(name: CollectionName): Schema<Document> {
  return new Schema<Document>(DEFINITIONS[name] as SchemaDefinition<Document>, {
    strict: 'throw',
    strictQuery: 'throw',
    id: false,
    versionKey: false,
    minimize: false,
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
  })
}
