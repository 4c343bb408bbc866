import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Collection, RecordOf, Snapshot } from '../port.ts'
import { inKeyOrder } from '../record-keys.ts'
import { ACCOUNTS, type AccountRow, toAccount } from './account-store.ts'
import { DIRECTORY_RECORDS, type DirectoryCollection, readDirectory } from './directory-store.ts'
import { ALL_QUESTIONNAIRES, toQuestionnaires } from './questionnaire-store.ts'
import type { Reader } from './reader.ts'
import type { ArchiveParts } from './archive-store.ts'

type Sources = { readonly [C in Collection]: () => Iterable<readonly RecordOf[C][]> }

/** The whole store on a connection of its own, whose read transaction holds the instant. */
export class SqliteSnapshot implements Snapshot {
  readonly #parts: ArchiveParts
  readonly #sources: Sources
  #reader: Reader | null

  constructor(parts: ArchiveParts) {
    const reader = parts.database.openReader()
    this.#parts = parts
    this.#reader = reader
    const directory = <C extends DirectoryCollection>(collection: C) =>
      inBatches(readDirectory(reader.prepare(DIRECTORY_RECORDS), collection))
    this.#sources = {
      agencies: () => directory('agencies'),
      fields: () => directory('fields'),
      points: () => directory('points'),
      codes: () => directory('codes'),
      targets: () => directory('targets'),
      references: () => directory('references'),
      questionnaires: () => inBatches(toQuestionnaires(reader.prepare(ALL_QUESTIONNAIRES).all())),
      accounts: () => inBatches(accountsIn(reader)),
      responses: () => parts.responses.allBatches(reader, BATCH_SIZE),
      comments: () => parts.comments.batches(reader, BATCH_SIZE),
      transactions: () => parts.transactions.batches(reader, BATCH_SIZE),
      reports: () => parts.reports.batches(reader, BATCH_SIZE),
      audit: () => parts.audit.batches(reader, BATCH_SIZE),
    }
  }

  async count(collection: Collection): Promise<number> {
    const reader = this.#openReader()
    if (collection === 'responses') return this.#parts.responses.count(reader)
    if (collection === 'comments') return this.#parts.comments.count(reader)
    let count = 0
    for (const batch of this.#sources[collection]()) count += batch.length
    return count
  }

  async *records<C extends Collection>(collection: C): AsyncGenerator<readonly RecordOf[C][]> {
    this.#openReader()
    const batches: Iterable<readonly RecordOf[C][]> = this.#sources[collection]()
    for (const batch of batches) {
      yield batch
      await nextTurn()
      this.#openReader()
    }
  }

  close(): Promise<void> {
    if (this.#reader) this.#parts.database.releaseReader(this.#reader)
    this.#reader = null
    return Promise.resolve()
  }

  /** The connection may be lent to others after the close, so nothing may be read through it any more. */
  #openReader(): Reader {
    if (!this.#reader) throw new Error('the snapshot is closed')
    return this.#reader
  }
}

const BATCH_SIZE = 1000

function accountsIn(reader: Reader): RecordOf['accounts'][] {
  const rows = reader.prepare(ACCOUNTS).all() as unknown as AccountRow[]
  return inKeyOrder('accounts', rows.map(toAccount))
}

function* inBatches<T>(records: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < records.length; at += BATCH_SIZE) yield records.slice(at, at + BATCH_SIZE)
}
