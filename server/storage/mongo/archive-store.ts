import type { ClientSession } from 'mongoose'
import { ConflictError } from '../../domain/errors.ts'
import type { ArchiveStore, Collection, RecordOf, Snapshot } from '../port.ts'
import { recordKey } from '../record-keys.ts'
import { LONG_MS } from './database.ts'
import type { DirectoryCollection } from './directory-store.ts'
import { addSubmissions } from './response-store.ts'
import type { Settings } from './settings.ts'
import { MongoSnapshot, type SnapshotParts } from './snapshot.ts'

export interface ArchiveParts extends SnapshotParts {
  readonly settings: Settings
}

type Loaders = { readonly [C in Collection]: (batch: readonly RecordOf[C][]) => Promise<unknown> }

export class MongoArchiveStore implements ArchiveStore {
  readonly #parts: ArchiveParts
  readonly #loaders: Loaders
  #isRestoring = false
  #seenVersion = Number.NaN
  /** Responses taken in by the restore that runs. */
  #loaded = 0

  constructor(parts: ArchiveParts) {
    this.#parts = parts
    const { database, directory, questionnaires, accounts, comments, transactions, reports, audit } = parts
    const putNew =
      <C extends DirectoryCollection>(collection: C) =>
      (batch: readonly RecordOf[C][]) =>
        database.write(async ({ session }) => {
          const known = await directory.firstKnown(collection, batch, session)
          if (known) throw isThere(collection, known)
          await directory.put(collection, batch, session)
        })
    const addNew =
      <C extends Collection>(
        collection: C,
        add: (batch: readonly RecordOf[C][], session: ClientSession) => Promise<RecordOf[C] | null>,
      ) =>
      (batch: readonly RecordOf[C][]) =>
        database.write(async ({ session }) => {
          const known = await add(batch, session)
          if (known) throw isThere(collection, known)
        })
    this.#loaders = {
      agencies: putNew('agencies'),
      fields: (batch) => database.write(({ session }) => directory.put('fields', batch, session)),
      points: putNew('points'),
      codes: putNew('codes'),
      targets: putNew('targets'),
      references: putNew('references'),
      questionnaires: (batch) =>
        database.write(async ({ session }) => {
          for (const questionnaire of batch) await questionnaires.replace(questionnaire, session)
        }),
      accounts: (batch) =>
        database.write(async ({ session }) => {
          for (const account of batch) await accounts.insert(account, session)
        }),
      responses: async (batch) => {
        await addSubmissions(
          parts,
          batch.map((response) => ({ response, comment: null })),
          (known) => {
            throw isThere('responses', known)
          },
        )
        this.#loaded += batch.length
      },
      comments: (batch) =>
        database.write(async ({ session }) => {
          const added = await comments.add(batch, session)
          if (added !== batch.length) throw new ConflictError('a comment of this batch is there already')
        }),
      transactions: addNew('transactions', (batch, session) => transactions.add(batch, session)),
      reports: addNew('reports', (batch, session) => reports.insert(batch, session)),
      audit: addNew('audit', (batch, session) => audit.add(batch, session)),
    }
    database.onWrite(() => this.#guard())
  }

  /** @throws {Error} when a restore into this store was begun and has not ended */
  async assertWhole(): Promise<void> {
    const { restoring } = await this.#parts.settings.all()
    if (restoring !== 0) throw this.#halfRestored()
  }

  async snapshot(): Promise<Snapshot> {
    return MongoSnapshot.open(this.#parts)
  }

  isEmpty(): Promise<boolean> {
    return this.#parts.database.read(() => this.#isEmpty(null))
  }

  async beginRestore(): Promise<void> {
    const { database, settings } = this.#parts
    await database.write(async ({ session }) => {
      if (!(await this.#isEmpty(session))) throw new ConflictError('the store is not empty')
      if (!(await settings.move('restoring', 0, 1, session))) throw new ConflictError('another restore is running')
    })
    this.#isRestoring = true
    this.#loaded = 0
  }

  async load<C extends Collection>(collection: C, batch: readonly RecordOf[C][]): Promise<void> {
    if (!this.#isRestoring) throw new ConflictError('no restore was begun')
    if (batch.length > 0) await this.#loaders[collection](batch)
  }

  async endRestore(): Promise<void> {
    if (!this.#isRestoring) throw new ConflictError('no restore was begun')
    const { database, settings, responses } = this.#parts
    // A write that was on its way when the restore began is kept out by nothing but this count.
    const stored = await database.read(() => responses.count(null), LONG_MS)
    if (stored !== this.#loaded) {
      throw new ConflictError(
        `${stored} responses are there, and ${this.#loaded} were restored: others wrote meanwhile`,
      )
    }
    await database.write(({ session }) => settings.move('restoring', 1, 0, session))
    this.#isRestoring = false
  }

  /** Before every write: refuses it during another's restore, and forgets questionnaires that others may have replaced. */
  async #guard(): Promise<void> {
    const { settings, questionnaires } = this.#parts
    const { restoring, 'directory-version': version } = await settings.all()
    if (version !== this.#seenVersion) questionnaires.forget()
    this.#seenVersion = version
    if (restoring !== 0 && !this.#isRestoring) throw this.#halfRestored()
  }

  #halfRestored(): Error {
    return new Error(
      `The store ${this.#parts.database.connection.name} is half restored: a restore is running or was cut off. ` +
        'If none is running, drop the database and restore again.',
    )
  }

  async #isEmpty(session: ClientSession | null): Promise<boolean> {
    const { agency, point, code, target, reference, account, response, comment, transaction, report, audit } =
      this.#parts.database.models
    const found = [
      await agency.exists({}).session(session),
      await point.exists({}).session(session),
      await code.exists({}).session(session),
      await target.exists({}).session(session),
      await reference.exists({}).session(session),
      await account.exists({}).session(session),
      await response.exists({}).session(session),
      await comment.exists({}).session(session),
      await transaction.exists({}).session(session),
      await report.exists({}).session(session),
      await audit.exists({}).session(session),
    ]
    return found.every((one) => one === null)
  }
}

function isThere<C extends Collection>(collection: C, record: RecordOf[C]): ConflictError {
  return new ConflictError(`${recordKey(collection, record)} of ${collection} is there already`)
}
