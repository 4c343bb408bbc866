import { randomUUID } from 'node:crypto'
import { mongo, trusted } from 'mongoose'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'
import { isConflict } from './trouble.ts'

/** What a lease is to be taken for. */
export interface LeaseTerms {
  /** How long it lasts from now on, by the clock of the database. */
  readonly lastsMs: number
  /** The session, as hexadecimal digits, in which its holder works; null where that need not be known. */
  readonly session: string | null
}

/**
 * What one process at a time may have, for as long as it says that it is still there. The transaction that a killed
 * process has begun stays open in the database for a minute or more, and is in the way of others; so a lease names the
 * session of its holder, and whoever takes it over ends that session first.
 */
export class Leases {
  readonly #connection: MongoDatabase['connection']
  readonly #model: MongoDatabase['models']['lease']
  readonly #holder = randomUUID()

  constructor({ connection, models }: Pick<MongoDatabase, 'connection' | 'models'>) {
    this.#connection = connection
    this.#model = models.lease
  }

  /** Takes a lease that nobody has, or renews one's own. Whether it is now one's own. */
  async take(name: string, { lastsMs, session }: LeaseTerms): Promise<boolean> {
    const isOurs = { $eq: ['$holder', this.#holder] }
    const whereOurs = (ours: unknown, field: string): object => ({ $cond: [isOurs, ours, `$${field}`] })
    try {
      // Null where a lease was given back at the same moment.
      const lease = await this.#model
        .findOneAndUpdate<Documents['lease'] | null>(
          { _id: name },
          [
            { $set: { holder: { $cond: [{ $or: [HAS_ENDED, isOurs] }, this.#holder, '$holder'] } } },
            {
              $set: {
                until: whereOurs({ $add: [NOW, lastsMs] }, 'until'),
                session: whereOurs(session, 'session'),
                former: whereOurs({ $ifNull: ['$session', null] }, 'former'),
              },
            },
          ],
          { upsert: true, returnDocument: 'after', updatePipeline: true },
        )
        .lean()
      if (lease?.holder !== this.#holder) return false
      if (lease.former !== null && lease.former !== session) await this.#endSession(lease.former)
      return true
    } catch (error) {
      // Another took it first.
      if (isConflict(error)) return false
      throw error
    }
  }

  /** Gives a lease back; no effect on another's. */
  async release(name: string): Promise<void> {
    await this.#model.deleteOne({ _id: name, holder: this.#holder })
  }

  /** Removes the leases that their holders neither renewed nor gave back. */
  async clear(): Promise<void> {
    const ended = await this.#model
      .find({ holder: trusted({ $ne: this.#holder }), $expr: trusted({ ...HAS_ENDED }) }, { _id: 1 })
      .lean()
    for (const { _id } of ended) {
      if (await this.take(_id, { lastsMs: LONG_ENOUGH_TO_REMOVE_MS, session: null })) await this.release(_id)
    }
  }

  /** Undoes what is still running in a session, of whichever process. Where that fails the database does it, later. */
  async #endSession(session: string): Promise<void> {
    const command = { killSessions: [{ id: new mongo.BSON.UUID(session) }] }
    await this.#connection
      .getClient()
      .db('admin')
      .command(command)
      .catch(() => undefined)
  }
}

const NOW = { $toLong: '$$NOW' }
const HAS_ENDED = { $lt: [{ $ifNull: ['$until', 0] }, NOW] }
const LONG_ENOUGH_TO_REMOVE_MS = 5000
