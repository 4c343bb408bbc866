import { trusted, type ClientSession } from 'mongoose'
import type { AuditEntry, ChainedEntry } from '../../domain/audit.ts'
import { chained, isNext, type ChainEnd } from '../audit-chain.ts'
import type { AuditStore } from '../port.ts'
import { batchesOf } from './batches.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'

export class MongoAuditStore implements AuditStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async append(entry: AuditEntry): Promise<void> {
    await this.#database.write(async ({ session }) => {
      const last = await this.#database.models.audit.findOne({}).sort({ _id: -1 }).session(session).lean()
      await this.#insert([chained(entry, last && toEntry(last))], session)
    })
  }

  /** Only within a write. Adds entries, and gives the first that is there already; then the write must be undone. */
  async add(entries: readonly ChainedEntry[], session: ClientSession): Promise<ChainedEntry | null> {
    const known = await this.#database.models.audit
      .findOne({ _id: trusted({ $in: entries.map(({ number }) => number) }) })
      .session(session)
      .lean()
    if (known) return toEntry(known)
    await this.#insert(entries, session)
    return null
  }

  async list({ limit, before }: Parameters<AuditStore['list']>[0]): Promise<readonly ChainedEntry[]> {
    // To the database a limit of 0 is no limit.
    if (limit <= 0) return []
    return this.#database.read(async () => {
      const found = await this.#database.models.audit
        .find(before === null ? {} : { _id: trusted({ $lt: before }) })
        .sort({ _id: -1 })
        .limit(limit)
        .lean()
      return found.map(toEntry)
    })
  }

  async firstBroken(): Promise<number | null> {
    const view = await this.#database.openView()
    try {
      let last: ChainEnd = null
      for await (const batch of this.batches(view.session, BATCH_SIZE)) {
        for (const entry of batch) {
          if (!isNext(entry, last)) return (last?.number ?? 0) + 1
          last = entry
        }
      }
      return null
    } catch (error) {
      throw this.#database.thrown(error)
    } finally {
      await view.close()
    }
  }

  /** All entries in batches of at most `batchSize`, ordered by number. */
  async *batches(session: ClientSession, batchSize: number): AsyncGenerator<readonly ChainedEntry[], void> {
    const { audit } = this.#database.models
    for await (const found of batchesOf<Documents['audit']>(audit, {}, { _id: 1 }, session, batchSize)) {
      yield found.map(toEntry)
    }
  }

  count(session: ClientSession): Promise<number> {
    return this.#database.models.audit.countDocuments({}).session(session).exec()
  }

  async #insert(entries: readonly ChainedEntry[], session: ClientSession): Promise<void> {
    const documents = entries.map(({ number, details, ...rest }) => ({
      _id: number,
      details: JSON.stringify(details),
      ...rest,
    }))
    await this.#database.models.audit.insertMany(documents, { session, lean: true })
  }
}

const BATCH_SIZE = 1000

function toEntry({ _id, details, ...rest }: Documents['audit']): ChainedEntry {
  return { number: _id, details: JSON.parse(details) as Record<string, string>, ...rest }
}
