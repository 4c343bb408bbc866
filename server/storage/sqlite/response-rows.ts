import type { StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { QuestionnaireId } from '../../domain/questionnaire.ts'
import { FORM_LIFETIME_HOURS, type Flag, type ResponseIdentity, type SurveyResponse } from '../../domain/response.ts'
import type { Channel, Step } from '../../domain/service-point.ts'
import type { ResponseScope } from '../port.ts'
import type { SqliteDatabase } from './database.ts'
import { Dictionary } from './dictionary.ts'
import type { Reader } from './reader.ts'

/** What many responses share, kept once and named by a number in their rows. */
interface Circumstance {
  readonly point: string
  readonly field: string
  readonly questionnaire: QuestionnaireId
  readonly step: Step
  readonly channel: Channel
  readonly language: string
  readonly flags: readonly Flag[]
}

type Row = [
  openedHour: number,
  id: string,
  hoursOpen: number,
  circumstance: number,
  answers: string,
  facts: string,
  profile: string | null,
]

/** Responses as rows of about forty bytes. */
export class ResponseRows {
  readonly agencies: Dictionary<string>
  readonly #circumstances: Dictionary<Circumstance>
  readonly #insert: StatementSync
  readonly #circumstanceOf: StatementSync
  readonly #setProfile: StatementSync

  constructor(database: SqliteDatabase) {
    this.agencies = new Dictionary(database, 'agency', (text) => text)
    this.#circumstances = new Dictionary(database, 'circumstance', readCircumstance)
    this.#insert = database.prepare('INSERT OR IGNORE INTO response VALUES (?, ?, unhex(?), ?, ?, ?, ?, ?)')
    this.#circumstanceOf = database.prepare(`SELECT circumstance FROM response WHERE ${IDENTITY}`)
    this.#setProfile = database.prepare(`UPDATE response SET profile = ? WHERE ${IDENTITY} AND profile IS NULL`)
  }

  /** Adds a response where its identity is not there yet. Only within a write. Whether it was added. */
  add(response: SurveyResponse): boolean {
    const { changes } = this.#insert.run(
      this.agencies.numberOf(response.agency),
      response.openedHour,
      response.id,
      response.receivedHour - response.openedHour,
      this.#circumstances.numberOf(writeCircumstance(response)),
      response.answers,
      response.facts,
      response.profile,
    )
    return changes !== 0
  }

  /** The questionnaire that a response answers; null where there is no such response. */
  questionnaireOf({ agency, openedHour, id }: ResponseIdentity): QuestionnaireId | null {
    const number = this.agencies.find(agency)
    const row = number === null ? undefined : this.#circumstanceOf.get(number, openedHour, id)
    return row ? this.#circumstances.entry((row as unknown as [number])[0]).questionnaire : null
  }

  /** Only within a write. Whether it was added: false where the response has a profile, or is not there. */
  addProfile({ agency, openedHour, id }: ResponseIdentity, profile: string): boolean {
    return this.#setProfile.run(profile, this.agencies.find(agency), openedHour, id).changes !== 0
  }

  /** The responses of a scope in batches of at most `batchSize`, none of them empty, ordered by openedHour, then id. */
  *batches(reader: Reader, scope: ResponseScope, batchSize: number): Generator<readonly SurveyResponse[]> {
    const agency = reader.prepare(AGENCY_NUMBER).get(scope.agency)?.[0]
    if (agency === undefined) return
    const page = reader.prepare(PAGE)
    let hour = scope.from - FORM_LIFETIME_HOURS
    let id = ''
    for (;;) {
      const rows = page.all(agency, hour, id, scope.to, scope.from, scope.to, batchSize) as unknown as Row[]
      const batch: SurveyResponse[] = []
      for (const row of rows) {
        const circumstance = this.#circumstances.entry(row[3], reader)
        if (isIn(scope, circumstance)) batch.push(toResponse(scope.agency, row, circumstance))
      }
      if (batch.length > 0) yield batch
      const last = rows.at(-1)
      if (!last || rows.length < batchSize) return
      hour = last[0]
      id = last[1]
    }
  }

  /** All responses in batches, ordered by agency code, then openedHour, then id. */
  *allBatches(reader: Reader, batchSize: number): Generator<readonly SurveyResponse[]> {
    for (const { code } of this.agenciesIn(reader)) {
      yield* this.batches(reader, { agency: code, ...ALWAYS }, batchSize)
    }
  }

  /** How many there are in all. Lets others have their turn after each agency. */
  async count(reader: Reader): Promise<number> {
    let count = 0
    for (const { number } of this.agenciesIn(reader)) {
      const [ofAgency] = reader.prepare(COUNT).get(number) as unknown as [number]
      count += ofAgency
      await nextTurn()
    }
    return count
  }

  /** Every agency that responses were ever given to, ordered by code. */
  agenciesIn(reader: Reader): readonly { readonly number: number; readonly code: string }[] {
    const rows = reader.prepare(AGENCIES).all() as unknown as [number, string][]
    return rows.map(([number, code]) => ({ number, code })).sort((a, b) => (a.code < b.code ? -1 : 1))
  }
}

/** Every hour there is. */
export const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER }

const IDENTITY = '(agency, opened_hour, id) = (?, ?, unhex(?))'
const AGENCIES = "SELECT number, text FROM term WHERE kind = 'agency'"
const COUNT = 'SELECT count(*) FROM response WHERE agency = ?'
const AGENCY_NUMBER = "SELECT number FROM term WHERE kind = 'agency' AND text = ?"

/** One page after the other by key, so that nothing is held open between two. */
const PAGE = `
  SELECT opened_hour, lower(hex(id)), hours_open, circumstance, answers, facts, profile
  FROM response
  WHERE agency = ? AND (opened_hour, id) > (?, unhex(?)) AND opened_hour < ?
    AND opened_hour + hours_open >= ? AND opened_hour + hours_open < ?
  ORDER BY opened_hour, id
  LIMIT ?`

function isIn(scope: ResponseScope, { step, questionnaire }: Circumstance): boolean {
  return (
    (scope.step === undefined || scope.step === step) &&
    (scope.questionnaire === undefined || scope.questionnaire === questionnaire)
  )
}

function toResponse(agency: string, row: Row, circumstance: Circumstance): SurveyResponse {
  const [openedHour, id, hoursOpen, , answers, facts, profile] = row
  return {
    id,
    openedHour,
    receivedHour: openedHour + hoursOpen,
    questionnaire: circumstance.questionnaire,
    agency,
    point: circumstance.point,
    field: circumstance.field,
    step: circumstance.step,
    channel: circumstance.channel,
    language: circumstance.language,
    answers,
    facts,
    profile,
    flags: circumstance.flags,
  }
}

function writeCircumstance(of: Circumstance): string {
  return JSON.stringify([of.point, of.field, of.questionnaire, of.step, of.channel, of.language, of.flags])
}

function readCircumstance(text: string): Circumstance {
  const [point, field, questionnaire, step, channel, language, flags] = JSON.parse(text) as [
    string,
    string,
    string,
    Step,
    Channel,
    string,
    readonly Flag[],
  ]
  return { point, field, questionnaire, step, channel, language, flags: Object.freeze(flags) }
}
