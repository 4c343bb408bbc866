import { trusted, type ClientSession } from 'mongoose'
import { InvalidInputError } from '../../domain/errors.ts'
import type { TransactionCount } from '../../domain/transaction-count.ts'
import type { TransactionCut, TransactionScope, TransactionStore, TransactionSum } from '../port.ts'
import { batchesOf } from './batches.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'

export class MongoTransactionStore implements TransactionStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async put(counts: readonly TransactionCount[]): Promise<void> {
    if (counts.length === 0) return
    const operations = counts.map(toDocument).map((document) => ({
      replaceOne: { filter: { _id: document._id }, replacement: document, upsert: true },
    }))
    await this.#database.write(({ session }) => this.#database.models.transaction.bulkWrite(operations, { session }))
  }

  /** Only within a write. Adds counts, and gives the first that is there already; then the write must be undone. */
  async add(counts: readonly TransactionCount[], session: ClientSession): Promise<TransactionCount | null> {
    const { transaction } = this.#database.models
    const documents = counts.map(toDocument)
    const known = await transaction
      .findOne({ _id: trusted({ $in: documents.map(({ _id }) => _id) }) })
      .session(session)
      .lean()
    if (known) return toCount(known)
    await transaction.insertMany(documents, { session, lean: true })
    return null
  }

  async sums(
    { agencies, from, to, step }: TransactionScope,
    by: readonly TransactionCut[],
  ): Promise<readonly TransactionSum[]> {
    if (agencies.length === 0) return []
    const cuts = Object.fromEntries(by.map((cut) => [cut, `$${cut}`]))
    return this.#database.readNearby(async (session) => {
      const found = await this.#database.models.transaction
        .aggregate<{ _id: Omit<TransactionCount, TransactionCut | 'count'>; count: number }>([
          {
            $match: {
              agency: { $in: [...new Set(agencies)] },
              month: { $gte: from, $lt: to },
              ...(step !== undefined && { step }),
            },
          },
          {
            $group: { _id: { agency: '$agency', month: '$month', step: '$step', ...cuts }, count: { $sum: '$count' } },
          },
        ])
        .read('secondaryPreferred')
        .session(session)
      return found.map(({ _id, count }) => ({ point: null, field: null, ..._id, count }))
    })
  }

  /** All counts in batches of at most `batchSize`, ordered by point, month, field, step. */
  async *batches(session: ClientSession, batchSize: number): AsyncGenerator<readonly TransactionCount[], void> {
    const { transaction } = this.#database.models
    for await (const found of batchesOf<Documents['transaction']>(transaction, {}, { _id: 1 }, session, batchSize)) {
      yield found.map(toCount)
    }
  }

  count(session: ClientSession): Promise<number> {
    return this.#database.models.transaction.countDocuments({}).session(session).exec()
  }
}

/** Lower than any sign of a code, so that keys are in the order of point, month, field and step. */
const TAB = '\t'
/** Enough until the year 2803. */
const MONTH_DIGITS = 4

function toDocument({ agency, point, field, step, month, count }: TransactionCount): Documents['transaction'] {
  if (point.includes(TAB) || field.includes(TAB)) {
    throw new InvalidInputError(`no point or field has the code ${JSON.stringify([point, field])}`)
  }
  const _id = [point, String(month).padStart(MONTH_DIGITS, '0'), field, step].join(TAB)
  return { _id, agency, point, field, step, month, count }
}

function toCount({ agency, point, field, step, month, count }: Documents['transaction']): TransactionCount {
  return { agency, point, field, step, month, count }
}
