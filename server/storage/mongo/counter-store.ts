import { trusted } from 'mongoose'
import type { CounterStore } from '../port.ts'
import type { MongoDatabase } from './database.ts'
import { isConflict } from './trouble.ts'

export class MongoCounterStore implements CounterStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  hit(key: string, windowMs: number, now: Date): Promise<Hit> {
    return this.#database.change(async () => {
      for (let attempt = 1; ; attempt++) {
        const hit = (await this.#count(key, windowMs, now)) ?? (await this.#begin(key, windowMs, now))
        if (hit) return hit
        if (attempt >= MOST_ATTEMPTS) throw new Error(`the counter ${key} was removed again and again`)
      }
    })
  }

  async undo(key: string): Promise<void> {
    await this.#database.change(() =>
      this.#database.models.counter.updateOne({ _id: key, count: trusted({ $gt: 0 }) }, { $inc: { count: -1 } }),
    )
  }

  async clear(key: string): Promise<void> {
    await this.#database.change(() => this.#database.models.counter.deleteOne({ _id: key }))
  }

  async removeExpired(now: Date): Promise<void> {
    await this.#database.change(() => this.#database.models.counter.deleteMany({ resetsAt: trusted({ $lte: now }) }))
  }

  /** Counts on, or anew where the window has ended; null where there is no such counter. */
  async #count(key: string, windowMs: number, now: Date): Promise<Hit | null> {
    const hasEnded = { $lte: ['$resetsAt', now] }
    const count = { $cond: [hasEnded, 1, { $add: ['$count', 1] }] }
    const resetsAt = { $cond: [hasEnded, new Date(now.getTime() + windowMs), '$resetsAt'] }
    const counter = await this.#database.models.counter
      .findOneAndUpdate({ _id: key }, [{ $set: { count, resetsAt, touchedAt: '$$NOW' } }], {
        returnDocument: 'after',
        updatePipeline: true,
      })
      .lean()
    return counter && { count: counter.count, resetsAt: counter.resetsAt }
  }

  /** Makes the counter with its first event; null where another was quicker. */
  async #begin(key: string, windowMs: number, now: Date): Promise<Hit | null> {
    const hit = { count: 1, resetsAt: new Date(now.getTime() + windowMs) }
    try {
      const { upsertedCount } = await this.#database.models.counter.updateOne(
        { _id: key },
        { $setOnInsert: hit, $currentDate: { touchedAt: true } },
        { upsert: true },
      )
      return upsertedCount === 1 ? hit : null
    } catch (error) {
      if (isConflict(error)) return null
      throw error
    }
  }
}

interface Hit {
  readonly count: number
  readonly resetsAt: Date
}

const MOST_ATTEMPTS = 20
