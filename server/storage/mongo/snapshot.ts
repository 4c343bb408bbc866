import type { ClientSession } from 'mongoose'
import type { Collection, RecordOf, Snapshot } from '../port.ts'
import { inKeyOrder } from '../record-keys.ts'
import type { MongoAccountStore } from './account-store.ts'
import type { MongoAuditStore } from './audit-store.ts'
import type { MongoDatabase, View } from './database.ts'
import type { MongoDirectoryStore } from './directory-store.ts'
import type { MongoReportStore } from './report-store.ts'
import type { ResponseParts } from './response-store.ts'
import type { MongoTransactionStore } from './transaction-store.ts'

export interface SnapshotParts extends ResponseParts {
  readonly directory: MongoDirectoryStore
  readonly accounts: MongoAccountStore
  readonly transactions: MongoTransactionStore
  readonly audit: MongoAuditStore
  readonly reports: MongoReportStore
}

type Batches<C extends Collection> = AsyncGenerator<readonly RecordOf[C][], void>

/** The records of one collection as they stood at the instant. */
interface Source<C extends Collection> {
  readonly count: number
  batches(): Batches<C>
  close(): Promise<void>
}

type Sources = { readonly [C in Collection]: Source<C> }

/**
 * The whole store as the database shows it to one session. The instant is that of the first query; so that it is soon
 * the same in all collections, the small ones are read at once and the large ones begun.
 */
export class MongoSnapshot implements Snapshot {
  readonly #database: MongoDatabase
  readonly #view: View
  readonly #sources: Sources
  #isOpen = true

  private constructor(database: MongoDatabase, view: View, sources: Sources) {
    this.#database = database
    this.#view = view
    this.#sources = sources
  }

  static async open(parts: SnapshotParts): Promise<MongoSnapshot> {
    const view = await parts.database.openView()
    try {
      return new MongoSnapshot(parts.database, view, await readSources(parts, view.session))
    } catch (error) {
      await view.close()
      throw parts.database.thrown(error)
    }
  }

  async count(collection: Collection): Promise<number> {
    return Promise.resolve(this.#source(collection).count)
  }

  async *records<C extends Collection>(collection: C): Batches<C> {
    try {
      for await (const batch of this.#source(collection).batches()) {
        yield batch
        this.#source(collection)
      }
    } catch (error) {
      throw this.#database.thrown(error)
    }
  }

  async close(): Promise<void> {
    if (!this.#isOpen) return
    this.#isOpen = false
    for (const source of Object.values(this.#sources)) await source.close()
    await this.#view.close()
  }

  #source<C extends Collection>(collection: C): Source<C> {
    if (!this.#isOpen) throw new Error('the snapshot is closed')
    return this.#sources[collection]
  }
}

const BATCH_SIZE = 1000

async function readSources(parts: SnapshotParts, session: ClientSession): Promise<Sources> {
  const { directory, questionnaires, accounts, responses, comments, transactions, reports, audit } = parts
  const { agencies, fields, points, codes, targets, references } = await directory.loadIn(session)
  return {
    agencies: listed(agencies),
    fields: listed(fields),
    points: listed(points),
    codes: listed(codes),
    targets: listed(targets),
    references: listed(references),
    questionnaires: listed(await questionnaires.allIn(session)),
    accounts: listed(inKeyOrder('accounts', await accounts.allIn(session))),
    responses: await begun(await responses.count(session), () => responses.allBatches(session, BATCH_SIZE)),
    comments: await begun(await comments.count(session), () => comments.batches(session, BATCH_SIZE)),
    transactions: await begun(await transactions.count(session), () => transactions.batches(session, BATCH_SIZE)),
    reports: await begun(await reports.count(session), () => reports.batches(session, BATCH_SIZE)),
    audit: await begun(await audit.count(session), () => audit.batches(session, BATCH_SIZE)),
  }
}

function listed<C extends Collection>(records: readonly RecordOf[C][]): Source<C> {
  return {
    count: records.length,
    batches: async function* () {
      for (let at = 0; at < records.length; at += BATCH_SIZE)
        yield await Promise.resolve(records.slice(at, at + BATCH_SIZE))
    },
    close: () => Promise.resolve(),
  }
}

/** What is read from the database in batches, the first of them now. Asked for a second time it is read from the start. */
async function begun<C extends Collection>(count: number, read: () => Batches<C>): Promise<Source<C>> {
  const begunBatches = read()
  let first: IteratorResult<readonly RecordOf[C][], void> | null = await begunBatches.next()
  return {
    count,
    batches: async function* () {
      if (!first) {
        yield* read()
        return
      }
      const batch = first
      first = null
      if (batch.done) return
      yield batch.value
      yield* begunBatches
    },
    close: async () => {
      await begunBatches.return()
    },
  }
}
