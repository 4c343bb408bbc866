import type { StatementSync } from 'node:sqlite'
import { ConflictError } from '../../domain/errors.ts'
import type { SurveyResponse } from '../../domain/response.ts'
import type { ArchiveStore, Collection, RecordOf, Snapshot } from '../port.ts'
import { recordKey } from '../record-keys.ts'
import type { SqliteAccountStore } from './account-store.ts'
import type { DirectoryCollection, SqliteDirectoryStore } from './directory-store.ts'
import type { SqliteAuditStore } from './audit-store.ts'
import type { RecountParts } from './recount.ts'
import type { SqliteReportStore } from './report-store.ts'
import { addSubmissions } from './response-store.ts'
import { SqliteSnapshot } from './snapshot.ts'
import type { SqliteTransactionStore } from './transaction-store.ts'

export interface ArchiveParts extends RecountParts {
  readonly directory: SqliteDirectoryStore
  readonly accounts: SqliteAccountStore
  readonly transactions: SqliteTransactionStore
  readonly audit: SqliteAuditStore
  readonly reports: SqliteReportStore
}

export class SqliteArchiveStore implements ArchiveStore {
  readonly #parts: ArchiveParts
  readonly #isFilled: StatementSync
  readonly #hasRecord: StatementSync
  readonly #loaders: { readonly [C in Collection]: (batch: readonly RecordOf[C][]) => void }
  #isRestoring = false

  constructor(parts: ArchiveParts) {
    const { database, questionnaires, comments, accounts, transactions, audit, reports } = parts
    this.#parts = parts
    this.#isFilled = database.prepare(IS_FILLED)
    this.#hasRecord = database.prepare('SELECT 1 FROM directory_record WHERE collection = ? AND key = ?')
    this.#loaders = {
      agencies: (batch) => {
        this.#putNew('agencies', batch)
      },
      fields: (batch) => {
        parts.directory.put('fields', batch)
      },
      points: (batch) => {
        this.#putNew('points', batch)
      },
      codes: (batch) => {
        this.#putNew('codes', batch)
      },
      targets: (batch) => {
        this.#putNew('targets', batch)
      },
      references: (batch) => {
        this.#putNew('references', batch)
      },
      questionnaires: (batch) => {
        for (const questionnaire of batch) questionnaires.replace(questionnaire)
      },
      accounts: (batch) => {
        for (const account of batch) accounts.insert(account)
      },
      responses: (batch) => {
        this.#addResponses(batch)
      },
      comments: (batch) => {
        for (const comment of batch) if (!comments.add(comment)) throw isThere('comments', comment)
      },
      transactions: (batch) => {
        for (const count of batch) if (!transactions.add(count)) throw isThere('transactions', count)
      },
      reports: (batch) => {
        for (const report of batch) if (!reports.insert(report)) throw isThere('reports', report)
      },
      audit: (batch) => {
        for (const entry of batch) if (!audit.insert(entry)) throw isThere('audit', entry)
      },
    }
    database.onOthersWrote(() => {
      if (!this.#isRestoring) this.assertWhole()
    })
  }

  /** @throws {Error} when a restore into this store was begun and has not ended */
  assertWhole(): void {
    if (this.#parts.settings.get('restoring') === 0) return
    throw new Error(
      `The store ${this.#parts.database.path} is half restored: a restore is running or was cut off. ` +
        'If none is running, remove the file and those beginning with its name, and restore again.',
    )
  }

  snapshot(): Promise<Snapshot> {
    return this.#parts.database.read(() => new SqliteSnapshot(this.#parts))
  }

  isEmpty(): Promise<boolean> {
    return this.#parts.database.read(() => this.#isEmpty())
  }

  async beginRestore(): Promise<void> {
    await this.#parts.database.write(() => {
      if (!this.#isEmpty()) throw new ConflictError('the store is not empty')
      this.#parts.settings.set('restoring', 1)
    })
    this.#isRestoring = true
  }

  async load<C extends Collection>(collection: C, batch: readonly RecordOf[C][]): Promise<void> {
    if (!this.#isRestoring) throw new ConflictError('no restore was begun')
    await this.#parts.database.write(() => {
      this.#loaders[collection](batch)
    })
  }

  async endRestore(): Promise<void> {
    if (!this.#isRestoring) throw new ConflictError('no restore was begun')
    await this.#parts.database.write(() => {
      this.#parts.settings.set('restoring', 0)
    })
    this.#isRestoring = false
  }

  #isEmpty(): boolean {
    return this.#isFilled.get()?.[0] === 0
  }

  #putNew<C extends DirectoryCollection>(collection: C, batch: readonly RecordOf[C][]): void {
    for (const record of batch) {
      if (this.#hasRecord.get(collection, recordKey(collection, record))) throw isThere(collection, record)
    }
    this.#parts.directory.put(collection, batch)
  }

  #addResponses(batch: readonly SurveyResponse[]): void {
    const outcomes = addSubmissions(
      this.#parts,
      batch.map((response) => ({ response, comment: null })),
    )
    const known = batch[outcomes.indexOf('known')]
    if (known) throw isThere('responses', known)
  }
}

const IS_FILLED = `
  SELECT EXISTS (SELECT 1 FROM response) OR EXISTS (SELECT 1 FROM comment) OR EXISTS (SELECT 1 FROM account)
    OR EXISTS (SELECT 1 FROM transaction_count) OR EXISTS (SELECT 1 FROM report) OR EXISTS (SELECT 1 FROM audit)
    OR EXISTS (SELECT 1 FROM directory_record WHERE collection <> 'fields')`

function isThere<C extends Collection>(collection: C, record: RecordOf[C]): ConflictError {
  return new ConflictError(`${recordKey(collection, record)} of ${collection} is there already`)
}
