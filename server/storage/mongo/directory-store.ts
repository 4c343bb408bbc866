import { trusted, type ClientSession, type Model } from 'mongoose'
import { ConflictError } from '../../domain/errors.ts'
import type { DirectoryRecords, DirectoryStore, RecordOf } from '../port.ts'
import { inKeyOrder, recordKey } from '../record-keys.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'
import type { Settings } from './settings.ts'

export type DirectoryCollection = keyof DirectoryRecords & keyof RecordOf

/** The directory as one document a record: it is read whole and searched in memory, never by the database. */
export class MongoDirectoryStore implements DirectoryStore {
  readonly #database: MongoDatabase
  readonly #settings: Settings

  constructor(database: MongoDatabase, settings: Settings) {
    this.#database = database
    this.#settings = settings
  }

  version(): Promise<number> {
    return this.#database.read(async () => (await this.#settings.all())['directory-version'])
  }

  load(): Promise<DirectoryRecords> {
    return this.#database.view((session) => this.loadIn(session))
  }

  /** Everything as a session sees it, each list ordered by its key. */
  async loadIn(session: ClientSession): Promise<DirectoryRecords> {
    const { agency, point, code, field, target, reference } = this.#database.models
    const agencies = await agency.find({}).session(session).lean()
    const points = await point.find({}).session(session).lean()
    const codes = await code.find({}).session(session).lean()
    const fields = await field.find({}).session(session).lean()
    const targets = await target.find({}).session(session).lean()
    const references = await reference.find({}).session(session).lean()
    return {
      agencies: inKeyOrder(
        'agencies',
        agencies.map(({ _id, ...rest }) => ({ code: _id, ...rest })),
      ),
      points: inKeyOrder(
        'points',
        points.map(({ _id, ...rest }) => ({ id: _id, ...rest })),
      ),
      codes: inKeyOrder(
        'codes',
        codes.map(({ _id, ...rest }) => ({ code: _id, ...rest })),
      ),
      fields: inKeyOrder(
        'fields',
        fields.map(({ _id, ...rest }) => ({ code: _id, ...rest })),
      ),
      targets: inKeyOrder(
        'targets',
        targets.map(({ _id: _, ...rest }) => rest),
      ),
      references: inKeyOrder(
        'references',
        references.map(({ _id: _, ...rest }) => rest),
      ),
    }
  }

  async apply(change: Partial<DirectoryRecords>, asOf?: number): Promise<void> {
    await this.#database.write(async ({ session }) => {
      if (asOf !== undefined && asOf !== (await this.#settings.all(session))['directory-version']) {
        throw new ConflictError('the directory was changed meanwhile')
      }
      await this.put('agencies', change.agencies, session)
      await this.put('points', change.points, session)
      await this.put('codes', change.codes, session)
      await this.put('fields', change.fields, session)
      await this.put('targets', change.targets, session)
      await this.put('references', change.references, session)
    })
  }

  /** Puts records in place of those with the same keys, or beside them. Only within a write. */
  async put<C extends DirectoryCollection>(
    collection: C,
    records: readonly RecordOf[C][] = [],
    session: ClientSession,
  ): Promise<void> {
    if (records.length === 0) return
    const documents = records.map(TO_DOCUMENT[collection])
    const operations = documents.map((document) => ({
      replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
    }))
    await this.#model(collection).bulkWrite(operations, { session })
    await this.#settings.increase('directory-version', session)
  }

  /** The first of these records that is there already. Only within a write. */
  async firstKnown<C extends DirectoryCollection>(
    collection: C,
    records: readonly RecordOf[C][],
    session: ClientSession,
  ): Promise<RecordOf[C] | null> {
    const idOf = (record: RecordOf[C]): string => (TO_DOCUMENT[collection] as ToDocument<C>)(record)._id
    const found = await this.#model(collection)
      .find({ _id: trusted({ $in: records.map(idOf) }) }, { _id: 1 })
      .session(session)
      .lean()
    const known = new Set(found.map(({ _id }) => _id))
    return records.find((record) => known.has(idOf(record))) ?? null
  }

  #model(collection: DirectoryCollection): Model<{ _id: string }> {
    const { agency, point, code, field, target, reference } = this.#database.models
    const models = {
      agencies: agency,
      points: point,
      codes: code,
      fields: field,
      targets: target,
      references: reference,
    }
    return models[collection] as unknown as Model<{ _id: string }>
  }
}

interface DocumentOf {
  agencies: Documents['agency']
  points: Documents['point']
  codes: Documents['code']
  fields: Documents['field']
  targets: Documents['target']
  references: Documents['reference']
}

type ToDocument<C extends DirectoryCollection> = (record: RecordOf[C]) => DocumentOf[C]

const TO_DOCUMENT: { readonly [C in DirectoryCollection]: ToDocument<C> } = {
  agencies: ({ code, ...rest }) => ({ _id: code, ...rest }),
  points: ({ id, hours, ...rest }) => ({ _id: id, hours: [...hours], ...rest }),
  codes: ({ code, ...rest }) => ({ _id: code, ...rest }),
  fields: ({ code, ...rest }) => ({ _id: code, ...rest }),
  targets: (target) => ({ _id: recordKey('targets', target), ...target }),
  references: (reference) => ({ _id: recordKey('references', reference), ...reference }),
}
