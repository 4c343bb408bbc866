import { z } from 'zod'
import { ROLES } from '../domain/account.ts'
import { AGENCY_LEVELS } from '../domain/agency.ts'
import { AUDITED } from '../domain/audit.ts'
import { FLAGS } from '../domain/response.ts'
import { CHANNELS, STEPS } from '../domain/service-point.ts'
import type { Collection, RecordOf } from '../storage/port.ts'

const TEXT = z.string()
const WHOLE = z.int()
const COUNT = WHOLE.min(0)
const WORDS = z.object({ vi: TEXT }).catchall(TEXT)
const STEP = z.enum(STEPS)
const RESPONSE_FLAGS = z.array(z.enum(FLAGS))

const ANY_QUESTION = {
  code: TEXT,
  wording: WORDS,
  hint: WORDS.nullable(),
  steps: z.array(STEP),
  required: z.boolean(),
  askedWhen: z.strictObject({ question: TEXT, is: z.array(TEXT) }).exactOptional(),
}

const OPTIONS = z.array(z.strictObject({ value: TEXT, label: WORDS }))

/**
 * The form of each record of a backup. Unknown keys are refused: what is not understood must not get lost in silence.
 * What backups of the first format do not have is filled in.
 */
const SCHEMAS: { readonly [C in Collection]: z.ZodType<RecordOf[C]> } = {
  agencies: z.strictObject({
    code: TEXT,
    names: WORDS,
    level: z.enum(AGENCY_LEVELS),
    parent: TEXT.nullable(),
    validFrom: WHOLE.nullable(),
    validTo: WHOLE.nullable(),
    successor: TEXT.nullable(),
    promise: WORDS.nullable(),
  }),
  fields: z.strictObject({ code: TEXT, names: WORDS }),
  points: z.strictObject({
    id: TEXT,
    agency: TEXT,
    names: WORDS,
    hours: z.array(z.strictObject({ weekday: WHOLE, from: WHOLE, to: WHOLE })),
  }),
  codes: z.strictObject({
    code: TEXT,
    point: TEXT,
    field: TEXT,
    step: STEP,
    channel: z.enum(CHANNELS),
    questionnaire: TEXT.default('counter'),
    withdrawnOn: WHOLE.nullable(),
    replacedBy: TEXT.nullable(),
  }),
  targets: z.strictObject({
    instrument: TEXT,
    agency: TEXT.nullable(),
    field: TEXT.nullable(),
    from: WHOLE,
    to: WHOLE.nullable(),
    threshold: TEXT,
    source: TEXT,
  }),
  references: z.strictObject({ series: TEXT, year: WHOLE, agency: TEXT.nullable(), value: TEXT, source: TEXT }),
  questionnaires: z.strictObject({
    key: TEXT,
    version: WHOLE,
    names: WORDS,
    comparableWith: WHOLE.nullable(),
    factors: z.array(z.strictObject({ code: TEXT, names: WORDS })),
    questions: z.array(
      z.discriminatedUnion('kind', [
        z.strictObject({ kind: z.literal('scale'), ...ANY_QUESTION, factor: TEXT, notApplicable: z.boolean() }),
        z.strictObject({ kind: z.literal('overall'), ...ANY_QUESTION }),
        z.strictObject({
          kind: z.literal('choice'),
          ...ANY_QUESTION,
          options: OPTIONS,
        }),
        z.strictObject({ kind: z.literal('text'), ...ANY_QUESTION, maxLength: WHOLE }),
      ]),
    ),
    pages: z.literal('by-factor').exactOptional(),
    profile: z
      .array(
        z.strictObject({ code: TEXT, wording: WORDS, options: OPTIONS, sensitive: z.literal(true).exactOptional() }),
      )
      .exactOptional(),
  }),
  accounts: z.strictObject({
    id: TEXT,
    name: TEXT,
    displayName: TEXT,
    passwordHash: TEXT.nullable(),
    grants: z.array(z.strictObject({ role: z.enum(ROLES), agency: TEXT.nullable() })),
    mayReadComments: z.boolean(),
    disabled: z.boolean(),
  }),
  responses: z.strictObject({
    id: TEXT,
    openedHour: WHOLE,
    receivedHour: WHOLE,
    questionnaire: TEXT,
    agency: TEXT,
    point: TEXT,
    field: TEXT,
    step: STEP,
    channel: z.enum(CHANNELS),
    language: TEXT,
    answers: TEXT,
    facts: TEXT,
    profile: TEXT.nullable().default(null),
    flags: RESPONSE_FLAGS,
  }),
  comments: z.strictObject({
    id: TEXT,
    agency: TEXT,
    point: TEXT,
    field: TEXT,
    step: STEP,
    day: WHOLE,
    language: TEXT,
    satisfied: z.boolean().nullable(),
    text: TEXT,
  }),
  transactions: z.strictObject({ agency: TEXT, point: TEXT, field: TEXT, step: STEP, month: WHOLE, count: COUNT }),
  reports: z.strictObject({
    code: TEXT,
    madeOn: WHOLE,
    agency: TEXT.nullable(),
    content: TEXT,
    digest: TEXT,
    replaces: TEXT.nullable(),
  }),
  audit: z.strictObject({
    number: COUNT,
    at: z.iso.datetime().transform((instant) => new Date(instant)),
    account: TEXT,
    act: z.enum(AUDITED),
    agency: TEXT.nullable(),
    details: z.record(TEXT, TEXT),
    hash: TEXT,
  }),
}

/** The record that a line of a backup holds, or what is wrong with the line. */
export function readRecord<C extends Collection>(
  collection: C,
  line: string,
): { readonly ok: true; readonly record: RecordOf[C] } | { readonly ok: false; readonly problem: string } {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { ok: false, problem: 'it is not JSON' }
  }
  const read = SCHEMAS[collection].safeParse(value)
  if (read.success) return { ok: true, record: read.data }
  const issue = read.error.issues[0]
  return { ok: false, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }
}
