import type { Connection, Model } from 'mongoose'
import type { AgencyLevel } from '../../domain/agency.ts'
import type { RoleGrant } from '../../domain/account.ts'
import type { AuditedAct } from '../../domain/audit.ts'
import type { LocalDay, Month } from '../../domain/calendar.ts'
import type { QuestionnaireId } from '../../domain/questionnaire.ts'
import type { Flag } from '../../domain/response.ts'
import type { Channel, OpeningHours, Step } from '../../domain/service-point.ts'
import type { Words } from '../../domain/words.ts'
import type { Cut } from '../port.ts'
import { schemaOf } from './schemas.ts'

/**
 * The documents of each collection. No `_id` is an ObjectId: that would hold the second in which a document was made.
 * The layout in the database itself, with its indexes and validators, is made by migrations/.
 */
export interface Documents {
  agency: {
    /** The agency's code. */
    _id: string
    names: Words
    level: AgencyLevel
    parent: string | null
    validFrom: LocalDay | null
    validTo: LocalDay | null
    successor: string | null
    promise: Words | null
  }
  point: { _id: string; agency: string; names: Words; hours: OpeningHours[] }
  code: {
    /** The public code. */
    _id: string
    point: string
    field: string
    step: Step
    channel: Channel
    questionnaire: string
    withdrawnOn: LocalDay | null
    replacedBy: string | null
  }
  field: {
    /** The field's code. */
    _id: string
    names: Words
  }
  target: {
    /** Instrument, agency, field and first day, as record-keys.ts writes them. */
    _id: string
    instrument: string
    agency: string | null
    field: string | null
    from: LocalDay
    to: LocalDay | null
    threshold: string
    source: string
  }
  reference: {
    /** Series, year and agency, as record-keys.ts writes them. */
    _id: string
    series: string
    year: number
    agency: string | null
    value: string
    source: string
  }
  /** `content`: the whole questionnaire as canonical JSON, because published means compared letter by letter. */
  questionnaire: { _id: QuestionnaireId; key: string; version: number; content: string }
  response: ResponseDocument
  tally: TallyDocument
  comment: {
    /** The comment's own random id. */
    _id: string
    agency: string
    point: string
    field: string
    step: Step
    day: LocalDay
    language: string
    satisfied: boolean | null
    text: string
    /** What it is found by: see comment-documents.ts. */
    words: string[]
    folded: string
  }
  transaction: {
    /** Point, month, field and step: see transaction-store.ts. */
    _id: string
    agency: string
    point: string
    field: string
    step: Step
    month: Month
    count: number
  }
  audit: {
    /** The entry's number. */
    _id: number
    at: Date
    account: string
    act: AuditedAct
    agency: string | null
    /** As JSON: a name in them may hold any sign. */
    details: string
    hash: string
  }
  report: {
    /** The report's code. */
    _id: string
    madeOn: LocalDay
    agency: string | null
    content: string
    digest: string
    replaces: string | null
  }
  account: {
    _id: string
    name: string
    displayName: string
    passwordHash: string | null
    grants: RoleGrant[]
    mayReadComments: boolean
    disabled: boolean
  }
  setupLink: {
    /** Hash of the link's token. */
    _id: string
    accountId: string
    expiresAt: Date
    /** By the clock of the database. */
    touchedAt: Date
  }
  session: {
    /** Hash of the session's token. */
    _id: string
    accountId: string
    expiresAt: Date
    /** By the clock of the database. */
    touchedAt: Date
  }
  counter: { _id: string; count: number; resetsAt: Date; touchedAt: Date }
  setting: { _id: string; value: number }
  lease: {
    _id: string
    holder: string
    /** Milliseconds since 1970 by the clock of the database. */
    until: number
    /** In which the holder works, as hexadecimal digits. */
    session: string | null
    /** The one before it in this lease. */
    former: string | null
  }
  migration: { _id: number; name: string; at: Date }
}

/** A response in few bytes: there are a hundred million of them, so their fields have one letter. */
export interface ResponseDocument {
  /** Agency, opening hour and id: see response-key.ts. */
  _id: string
  /** Hours from opening to receipt. */
  h: number
  q: QuestionnaireId
  /** Service point. */
  p: string
  /** Procedure field. */
  f: string
  s: Step
  c: Channel
  /** Language. */
  l: string
  /** Answers. */
  a: string
  /** Facts. */
  x: string
  /** Flags; left out where there are none. */
  g?: Flag[]
  /** Profile; left out where nothing was told. */
  y?: string
}

/** What one slot has counted for an agency and month, cell by cell in each cut: see tally-documents.ts. */
export interface TallyDocument extends Record<Cut, CellDocument[]> {
  _id: string
  agency: string
  month: Month
  /** Another number after every change. */
  tag: number
}

export interface CellDocument {
  /** Questionnaire. */
  q: QuestionnaireId
  s: Step
  /** Whether the responses are flagged. */
  g: boolean
  /** The value of the cut. */
  v: string
  /** The packed numbers. */
  n: Buffer
}

export type CollectionName = keyof Documents
export type Models = { readonly [Name in CollectionName]: Model<Documents[Name]> }

/** The models of one connection: whatever is not in a schema is an error, in a document as in a filter. */
export function createModels(connection: Connection): Models {
  const model = <Name extends CollectionName>(name: Name): Model<Documents[Name]> =>
    connection.model<Documents[Name]>(name, schemaOf<Documents[Name]>(name), name)
  return {
    agency: model('agency'),
    point: model('point'),
    code: model('code'),
    field: model('field'),
    target: model('target'),
    reference: model('reference'),
    questionnaire: model('questionnaire'),
    response: model('response'),
    tally: model('tally'),
    comment: model('comment'),
    transaction: model('transaction'),
    audit: model('audit'),
    report: model('report'),
    account: model('account'),
    setupLink: model('setupLink'),
    session: model('session'),
    counter: model('counter'),
    setting: model('setting'),
    lease: model('lease'),
    migration: model('migration'),
  }
}
