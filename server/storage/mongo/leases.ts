import { randomUUID } from 'node:crypto'
import type { Models } from './models.ts'
import { isConflict } from './trouble.ts'

/** How long a lease lasts from when it was taken or renewed, by the clock of the database. */
export const LEASE_MS = 30_000

/** What one process at a time may have, for as long as it says that it is still there. */
export class Leases {
  readonly #model: Models['lease']
  readonly #holder = randomUUID()

  constructor({ lease }: Pick<Models, 'lease'>) {
    this.#model = lease
  }

  /** Takes a lease that nobody has, or renews one's own. Whether it is now one's own. */
  async take(name: string): Promise<boolean> {
    const now = { $toLong: '$$NOW' }
    const isFree = { $lt: [{ $ifNull: ['$until', 0] }, now] }
    const isOurs = { $eq: ['$holder', this.#holder] }
    try {
      const lease = await this.#model
        .findOneAndUpdate(
          { _id: name },
          [
            { $set: { holder: { $cond: [{ $or: [isFree, isOurs] }, this.#holder, '$holder'] } } },
            { $set: { until: { $cond: [isOurs, { $add: [now, LEASE_MS] }, '$until'] } } },
          ],
          { upsert: true, returnDocument: 'after', updatePipeline: true },
        )
        .lean()
      return lease.holder === this.#holder
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
}
