import type { ClientSession } from 'mongoose'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { ConflictError, InvalidInputError } from '../../domain/errors.ts'
import { questionnaireId, type Questionnaire, type QuestionnaireId } from '../../domain/questionnaire.ts'
import { assertPublishable, publishedOf, type Published } from '../published.ts'
import type { QuestionnaireStore } from '../port.ts'
import type { MongoDatabase } from './database.ts'
import type { Settings } from './settings.ts'

export class MongoQuestionnaireStore implements QuestionnaireStore {
  readonly #database: MongoDatabase
  readonly #settings: Settings
  readonly #published = new Map<QuestionnaireId, Published>()

  constructor(database: MongoDatabase, settings: Settings) {
    this.#database = database
    this.#settings = settings
  }

  all(): Promise<readonly Questionnaire[]> {
    return this.#database.read(() => this.allIn(null))
  }

  /** All published versions as a session sees them, ordered by key and version. */
  async allIn(session: ClientSession | null): Promise<Questionnaire[]> {
    const { questionnaire } = this.#database.models
    const found = await questionnaire.find({}).sort({ key: 1, version: 1 }).session(session).lean()
    return found.map(({ content }) => JSON.parse(content) as Questionnaire)
  }

  async publish(questionnaire: Questionnaire): Promise<void> {
    assertPublishable(questionnaire)
    const content = canonicalJson(questionnaire)
    const id = questionnaireId(questionnaire)
    await this.#database.write(async ({ session }) => {
      const kept = await this.#content(id, session)
      if (kept === content) return
      if (kept !== null) throw new ConflictError(`${id} is published with other content`)
      await this.replace(questionnaire, session)
    })
  }

  /** Puts a questionnaire in place of the kept one. Only within a write, and only while there are no answers to it. */
  async replace(questionnaire: Questionnaire, session: ClientSession): Promise<void> {
    assertPublishable(questionnaire)
    const { key, version } = questionnaire
    const document = { _id: questionnaireId(questionnaire), key, version, content: canonicalJson(questionnaire) }
    await this.#database.models.questionnaire.replaceOne({ _id: document._id }, document, { session, upsert: true })
    await this.#settings.increase('directory-version', session)
    this.forget()
  }

  /** Forgets what is at hand, because another process may have put another questionnaire in its place. */
  forget(): void {
    this.#published.clear()
  }

  /** @throws {InvalidInputError} when one of them is not published */
  async published(ids: Iterable<QuestionnaireId>): Promise<ReadonlyMap<QuestionnaireId, Published>> {
    const found = new Map<QuestionnaireId, Published>()
    for (const id of new Set(ids)) {
      const published = this.#published.get(id) ?? (await this.#publish(id))
      found.set(id, published)
    }
    return found
  }

  async #publish(id: QuestionnaireId): Promise<Published> {
    const content = await this.#content(id, null)
    if (content === null) throw new InvalidInputError(`no questionnaire ${id} is published`)
    const published = publishedOf(JSON.parse(content) as Questionnaire)
    this.#published.set(id, published)
    return published
  }

  async #content(id: QuestionnaireId, session: ClientSession | null): Promise<string | null> {
    const found = await this.#database.models.questionnaire.findOne({ _id: id }).session(session).lean()
    return found?.content ?? null
  }
}
