import { trusted } from 'mongoose'
import type { Session, SessionStore } from '../port.ts'
import { toAccount } from './account-store.ts'
import type { MongoDatabase } from './database.ts'

export class MongoSessionStore implements SessionStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async add({ tokenHash, accountId, expiresAt }: Session): Promise<void> {
    await this.#database.change(() =>
      this.#database.models.session.updateOne(
        { _id: tokenHash },
        { $set: { accountId, expiresAt }, $currentDate: { touchedAt: true } },
        { upsert: true },
      ),
    )
  }

  byToken(tokenHash: string, now: Date): ReturnType<SessionStore['byToken']> {
    return this.#database.read(async () => {
      const { models } = this.#database
      const session = await models.session.findOne({ _id: tokenHash }).lean()
      if (!session || session.expiresAt <= now) return null
      const account = await models.account.findOne({ _id: session.accountId, disabled: false }).lean()
      if (!account) return null
      const { accountId, expiresAt } = session
      return { session: { tokenHash, accountId, expiresAt }, account: toAccount(account) }
    })
  }

  async extend(tokenHash: string, expiresAt: Date): Promise<void> {
    await this.#database.change(() =>
      this.#database.models.session.updateOne(
        { _id: tokenHash },
        { $set: { expiresAt }, $currentDate: { touchedAt: true } },
      ),
    )
  }

  async remove(tokenHash: string): Promise<void> {
    await this.#database.change(() => this.#database.models.session.deleteOne({ _id: tokenHash }))
  }

  async removeExpired(now: Date): Promise<void> {
    await this.#database.change(() => this.#database.models.session.deleteMany({ expiresAt: trusted({ $lte: now }) }))
  }
}
