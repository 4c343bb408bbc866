import type { StatementSync } from 'node:sqlite'
import { ConflictError } from '../../domain/errors.ts'
import type { DirectoryRecords, DirectoryStore, RecordOf } from '../port.ts'
import { inKeyOrder, recordKey } from '../record-keys.ts'
import type { SqliteDatabase } from './database.ts'
import type { Settings } from './settings.ts'

/** The directory as one JSON document a record: it is read whole and searched in memory, never by the database. */
export class SqliteDirectoryStore implements DirectoryStore {
  readonly #database: SqliteDatabase
  readonly #settings: Settings
  readonly #all: StatementSync
  readonly #put: StatementSync

  constructor(database: SqliteDatabase, settings: Settings) {
    this.#database = database
    this.#settings = settings
    this.#all = database.prepare(DIRECTORY_RECORDS)
    this.#put = database.prepare('INSERT OR REPLACE INTO directory_record VALUES (?, ?, ?)')
  }

  version(): Promise<number> {
    return this.#database.read(() => this.#settings.get('directory-version'))
  }

  load(): Promise<DirectoryRecords> {
    return this.#database.read(() => ({
      agencies: readDirectory(this.#all, 'agencies'),
      points: readDirectory(this.#all, 'points'),
      codes: readDirectory(this.#all, 'codes'),
      fields: readDirectory(this.#all, 'fields'),
      targets: readDirectory(this.#all, 'targets'),
      references: readDirectory(this.#all, 'references'),
    }))
  }

  apply(change: Partial<DirectoryRecords>, asOf?: number): Promise<void> {
    return this.#database.write(() => {
      if (asOf !== undefined && asOf !== this.#settings.get('directory-version')) {
        throw new ConflictError('the directory was changed meanwhile')
      }
      this.put('agencies', change.agencies)
      this.put('points', change.points)
      this.put('codes', change.codes)
      this.put('fields', change.fields)
      this.put('targets', change.targets)
      this.put('references', change.references)
    })
  }

  /** Puts records in place of those with the same keys, or beside them. Only within a write. */
  put<C extends DirectoryCollection>(collection: C, records: readonly RecordOf[C][] = []): void {
    if (records.length === 0) return
    for (const record of records) this.#put.run(collection, recordKey(collection, record), JSON.stringify(record))
    this.#settings.increase('directory-version')
  }
}

export type DirectoryCollection = keyof DirectoryRecords & keyof RecordOf

export const DIRECTORY_RECORDS = 'SELECT record FROM directory_record WHERE collection = ?'

/** The records of a collection in the order of their keys. */
export function readDirectory<C extends DirectoryCollection>(statement: StatementSync, collection: C): RecordOf[C][] {
  const rows = statement.all(collection) as unknown as [string][]
  return inKeyOrder(
    collection,
    rows.map(([record]) => JSON.parse(record) as RecordOf[C]),
  )
}
