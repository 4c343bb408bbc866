import { trusted, type ClientSession } from 'mongoose'
import type { QuestionnaireId } from '../../domain/questionnaire.ts'
import { FORM_LIFETIME_HOURS, type SurveyResponse } from '../../domain/response.ts'
import type { ResponseScope } from '../port.ts'
import { batchesOf } from './batches.ts'
import type { Models, ResponseDocument } from './models.ts'
import { afterAgency, identityOf, keyRange, responseKey } from './response-key.ts'

/** Responses as small documents in the order of their keys. */
export class ResponseDocuments {
  readonly #model: Models['response']

  constructor({ response }: Pick<Models, 'response'>) {
    this.#model = response
  }

  /** Those of these keys that are there. */
  async known(keys: readonly string[], session: ClientSession): Promise<ReadonlySet<string>> {
    const found = await this.#model
      .find({ _id: trusted({ $in: [...keys] }) }, { _id: 1 })
      .session(session)
      .lean()
    return new Set(found.map(({ _id }) => _id))
  }

  /** Only within a write. @throws an error of a duplicate key where one is there already */
  async add(responses: readonly SurveyResponse[], session: ClientSession): Promise<void> {
    if (responses.length > 0) await this.#model.insertMany(responses.map(toDocument), { session, lean: true })
  }

  /** The questionnaire that the response with this key answers; null where there is none. */
  async questionnaireOf(key: string): Promise<QuestionnaireId | null> {
    const found = await this.#model.findOne({ _id: key }, { q: 1 }).lean()
    return found?.q ?? null
  }

  /** Whether it was added: false where the response has a profile, or is not there. */
  async addProfile(key: string, profile: string): Promise<boolean> {
    const isWithout = { _id: key, y: trusted({ $exists: false }) }
    const { modifiedCount } = await this.#model.updateOne(isWithout, { $set: { y: profile } })
    return modifiedCount === 1
  }

  /** The responses of a scope in batches of at most `batchSize`, none of them empty, ordered by openedHour, then id. */
  async *batches(
    session: ClientSession,
    { agency, from, to, step, questionnaire }: ResponseScope,
    batchSize: number,
  ): AsyncGenerator<readonly SurveyResponse[], void> {
    const { first, end } = keyRange(agency, from - FORM_LIFETIME_HOURS, to)
    const filter = {
      _id: { $gte: first, $lt: end },
      ...(step !== undefined && { s: step }),
      ...(questionnaire !== undefined && { q: questionnaire }),
    }
    yield* this.#batches(session, filter, batchSize, ({ receivedHour }) => receivedHour >= from && receivedHour < to)
  }

  /** All responses in batches, ordered by agency code, then openedHour, then id. */
  allBatches(session: ClientSession, batchSize: number): AsyncGenerator<readonly SurveyResponse[], void> {
    return this.#batches(session, {}, batchSize, () => true)
  }

  async *#batches(
    session: ClientSession,
    filter: object,
    batchSize: number,
    isIn: (response: SurveyResponse) => boolean,
  ): AsyncGenerator<readonly SurveyResponse[], void> {
    for await (const documents of batchesOf<ResponseDocument>(this.#model, filter, { _id: 1 }, session, batchSize)) {
      const batch = documents.map(toResponse).filter(isIn)
      if (batch.length > 0) yield batch
    }
  }

  count(session: ClientSession | null): Promise<number> {
    return this.#model.countDocuments({}).session(session).exec()
  }

  /** Every agency that has responses, ordered by code: one look at the first key behind those of the agency before. */
  async agencies(): Promise<readonly string[]> {
    const codes: string[] = []
    for (;;) {
      const last = codes.at(-1)
      const filter = last === undefined ? {} : { _id: trusted({ $gte: afterAgency(last) }) }
      const next = await this.#model.findOne(filter, { _id: 1 }).sort({ _id: 1 }).lean()
      if (!next) return codes
      codes.push(identityOf(next._id).agency)
    }
  }
}

function toDocument(response: SurveyResponse): ResponseDocument {
  return {
    _id: responseKey(response),
    h: response.receivedHour - response.openedHour,
    q: response.questionnaire,
    p: response.point,
    f: response.field,
    s: response.step,
    c: response.channel,
    l: response.language,
    a: response.answers,
    x: response.facts,
    ...(response.flags.length > 0 && { g: [...response.flags] }),
    ...(response.profile !== null && { y: response.profile }),
  }
}

function toResponse({ _id, h, q, p, f, s, c, l, a, x, g = [], y }: ResponseDocument): SurveyResponse {
  const { agency, openedHour, id } = identityOf(_id)
  return {
    id,
    openedHour,
    receivedHour: openedHour + h,
    questionnaire: q,
    agency,
    point: p,
    field: f,
    step: s,
    channel: c,
    language: l,
    answers: a,
    facts: x,
    profile: y ?? null,
    flags: g,
  }
}
