import type { ClientSession } from 'mongoose'
import type { Account } from '../../domain/account.ts'
import { ConflictError, NotFoundError } from '../../domain/errors.ts'
import type { AccountStore, SetupLink } from '../port.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents } from './models.ts'

export class MongoAccountStore implements AccountStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  all(): Promise<readonly Account[]> {
    return this.#database.read(() => this.allIn(null))
  }

  /** All accounts as a session sees them, ordered by name. */
  async allIn(session: ClientSession | null): Promise<Account[]> {
    const found = await this.#database.models.account.find({}).sort({ name: 1 }).session(session).lean()
    return found.map(toAccount)
  }

  byId(id: string): Promise<Account | null> {
    return this.#database.read(() => this.#one({ _id: id }))
  }

  byName(name: string): Promise<Account | null> {
    return this.#database.read(() => this.#one({ name }))
  }

  async add(account: Account, link: SetupLink): Promise<void> {
    await this.#database.write(async ({ session }) => {
      await this.insert(account, session)
      await this.#insertLink(link, session)
    })
  }

  /** Only within a write. @throws {ConflictError} when the name or the id is taken */
  async insert(account: Account, session: ClientSession): Promise<void> {
    if (await this.#one({ _id: account.id }, session))
      throw new ConflictError(`an account ${account.id} is there already`)
    await this.#assertNameIsFree(account, session)
    await this.#database.models.account.insertMany([toDocument(account)], { session, lean: true })
  }

  async replace(account: Account): Promise<void> {
    await this.#database.write(async ({ session }) => {
      await this.#assertNameIsFree(account, session)
      await this.#replace(account, session)
    })
  }

  async addLink(link: SetupLink): Promise<void> {
    await this.#database.write(async ({ session }) => {
      if (!(await this.#one({ _id: link.accountId }, session))) throw new NotFoundError('account', link.accountId)
      await this.#removeLinks(link.accountId, session)
      await this.#insertLink(link, session)
    })
  }

  byLink(tokenHash: string, now: Date): Promise<Account | null> {
    return this.#database.read(() => this.#byLink(tokenHash, now, null))
  }

  spendLink(tokenHash: string, passwordHash: string, now: Date): Promise<Account | null> {
    return this.#database.write(async ({ session }) => {
      const account = await this.#byLink(tokenHash, now, session)
      if (!account) return null
      const withPassword = { ...account, passwordHash }
      await this.#replace(withPassword, session)
      await this.#removeLinks(account.id, session)
      await this.#database.models.session.deleteMany({ accountId: account.id }, { session })
      return withPassword
    })
  }

  async #byLink(tokenHash: string, now: Date, session: ClientSession | null): Promise<Account | null> {
    const link = await this.#database.models.setupLink.findOne({ _id: tokenHash }).session(session).lean()
    return link && link.expiresAt > now ? this.#one({ _id: link.accountId }, session) : null
  }

  async #one(
    filter: Partial<Pick<Documents['account'], '_id' | 'name'>>,
    session: ClientSession | null = null,
  ): Promise<Account | null> {
    const found = await this.#database.models.account.findOne(filter).session(session).lean()
    return found ? toAccount(found) : null
  }

  async #replace(account: Account, session: ClientSession): Promise<void> {
    const document = toDocument(account)
    const { matchedCount } = await this.#database.models.account.replaceOne({ _id: account.id }, document, { session })
    if (matchedCount === 0) throw new NotFoundError('account', account.id)
  }

  async #insertLink({ tokenHash, accountId, expiresAt }: SetupLink, session: ClientSession): Promise<void> {
    await this.#database.models.setupLink.updateOne(
      { _id: tokenHash },
      { $set: { accountId, expiresAt }, $currentDate: { touchedAt: true } },
      { session, upsert: true },
    )
  }

  async #removeLinks(accountId: string, session: ClientSession): Promise<void> {
    await this.#database.models.setupLink.deleteMany({ accountId }, { session })
  }

  async #assertNameIsFree({ id, name }: Account, session: ClientSession): Promise<void> {
    const holder = await this.#one({ name }, session)
    if (holder && holder.id !== id) throw new ConflictError(`the name ${name} is taken`)
  }
}

export function toAccount({ _id, ...rest }: Documents['account']): Account {
  return { id: _id, ...rest }
}

function toDocument({ id, grants, ...rest }: Account): Documents['account'] {
  return { _id: id, grants: [...grants], ...rest }
}
