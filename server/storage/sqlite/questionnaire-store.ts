import type { StatementSync } from 'node:sqlite'
import { canonicalJson } from '../../domain/canonical-json.ts'
import { ConflictError, InvalidInputError } from '../../domain/errors.ts'
import { questionnaireId, type Questionnaire, type QuestionnaireId } from '../../domain/questionnaire.ts'
import type { QuestionnaireStore } from '../port.ts'
import { assertPublishable, publishedOf, type Published } from '../published.ts'
import type { SqliteDatabase } from './database.ts'
import type { Settings } from './settings.ts'

export class SqliteQuestionnaireStore implements QuestionnaireStore {
  readonly #database: SqliteDatabase
  readonly #settings: Settings
  readonly #published = new Map<QuestionnaireId, Published>()
  readonly #all: StatementSync
  readonly #get: StatementSync
  readonly #put: StatementSync

  constructor(database: SqliteDatabase, settings: Settings) {
    this.#database = database
    this.#settings = settings
    this.#all = database.prepare(ALL_QUESTIONNAIRES)
    this.#get = database.prepare('SELECT record FROM questionnaire WHERE key = ? AND version = ?')
    this.#put = database.prepare('INSERT OR REPLACE INTO questionnaire VALUES (?, ?, ?)')
    database.onRollback(() => {
      this.#published.clear()
    })
  }

  all(): Promise<readonly Questionnaire[]> {
    return this.#database.read(() => toQuestionnaires(this.#all.all()))
  }

  publish(questionnaire: Questionnaire): Promise<void> {
    return this.#database.write(() => {
      assertPublishable(questionnaire)
      const kept = this.#record(questionnaire)
      const record = canonicalJson(questionnaire)
      if (kept === record) return
      if (kept !== null) throw new ConflictError(`${questionnaireId(questionnaire)} is published with other content`)
      this.#put.run(questionnaire.key, questionnaire.version, record)
      this.#settings.increase('directory-version')
    })
  }

  /** Puts a questionnaire in place of the kept one. Only within a write, and only while there are no answers to it. */
  replace(questionnaire: Questionnaire): void {
    assertPublishable(questionnaire)
    this.#put.run(questionnaire.key, questionnaire.version, canonicalJson(questionnaire))
    this.#published.delete(questionnaireId(questionnaire))
    this.#settings.increase('directory-version')
  }

  /** @throws {InvalidInputError} when no such questionnaire is published */
  published(id: QuestionnaireId): Published {
    const known = this.#published.get(id)
    if (known) return known
    const record = this.#record(keyAndVersion(id))
    if (record === null) throw new InvalidInputError(`no questionnaire ${id} is published`)
    const questionnaire = JSON.parse(record) as Questionnaire
    const published = publishedOf(questionnaire)
    this.#published.set(id, published)
    return published
  }

  #record({ key, version }: Pick<Questionnaire, 'key' | 'version'>): string | null {
    const row = this.#get.get(key, version) as unknown as [string] | undefined
    return row?.[0] ?? null
  }
}

export const ALL_QUESTIONNAIRES = 'SELECT record FROM questionnaire ORDER BY key, version'

/** The questionnaires of the rows that {@link ALL_QUESTIONNAIRES} gives. */
export function toQuestionnaires(rows: unknown): Questionnaire[] {
  return (rows as [string][]).map(([record]) => JSON.parse(record) as Questionnaire)
}

function keyAndVersion(id: QuestionnaireId): Pick<Questionnaire, 'key' | 'version'> {
  const slash = id.lastIndexOf('/')
  const version = Number(id.slice(slash + 1))
  return { key: id.slice(0, slash), version: Number.isSafeInteger(version) ? version : -1 }
}
