import type { StatementSync } from 'node:sqlite'
import type { Account, RoleGrant } from '../../domain/account.ts'
import { ConflictError, NotFoundError } from '../../domain/errors.ts'
import type { AccountStore, SetupLink } from '../port.ts'
import type { SqliteDatabase } from './database.ts'

/** An account as its row holds it. */
export type AccountRow = [
  id: string,
  name: string,
  displayName: string,
  passwordHash: string | null,
  grants: string,
  mayReadComments: number,
  disabled: number,
]

export class SqliteAccountStore implements AccountStore {
  readonly #database: SqliteDatabase
  readonly #all: StatementSync
  readonly #byId: StatementSync
  readonly #byName: StatementSync
  readonly #insert: StatementSync
  readonly #replace: StatementSync
  readonly #byLink: StatementSync
  readonly #insertLink: StatementSync
  readonly #removeLinks: StatementSync
  readonly #removeSessions: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#all = database.prepare(`${ACCOUNTS} ORDER BY name`)
    this.#byId = database.prepare(`${ACCOUNTS} WHERE id = ?`)
    this.#byName = database.prepare(`${ACCOUNTS} WHERE name = ?`)
    this.#insert = database.prepare('INSERT INTO account VALUES (?, ?, ?, ?, ?, ?, ?)')
    this.#replace = database.prepare(
      'UPDATE account SET (id, name, display_name, password_hash, grants, may_read_comments, disabled) = ' +
        '(?1, ?2, ?3, ?4, ?5, ?6, ?7) WHERE id = ?1',
    )
    this.#byLink = database.prepare(
      `${ACCOUNTS} WHERE id = (SELECT account_id FROM setup_link WHERE token_hash = ? AND expires_at > ?)`,
    )
    this.#insertLink = database.prepare('INSERT INTO setup_link VALUES (?, ?, ?)')
    this.#removeLinks = database.prepare('DELETE FROM setup_link WHERE account_id = ?')
    this.#removeSessions = database.prepare('DELETE FROM session WHERE account_id = ?')
  }

  all(): Promise<readonly Account[]> {
    return this.#database.read(() => (this.#all.all() as unknown as AccountRow[]).map(toAccount))
  }

  byId(id: string): Promise<Account | null> {
    return this.#database.read(() => this.#one(this.#byId, id))
  }

  byName(name: string): Promise<Account | null> {
    return this.#database.read(() => this.#one(this.#byName, name))
  }

  add(account: Account, link: SetupLink): Promise<void> {
    return this.#database.write(() => {
      this.insert(account)
      this.#insertLink.run(link.tokenHash, link.accountId, link.expiresAt.getTime())
    })
  }

  /** Only within a write. @throws {ConflictError} when the name or the id is taken */
  insert(account: Account): void {
    if (this.#one(this.#byId, account.id)) throw new ConflictError(`an account ${account.id} is there already`)
    this.#assertNameIsFree(account)
    this.#insert.run(...toRow(account))
  }

  replace(account: Account): Promise<void> {
    return this.#database.write(() => {
      this.#assertNameIsFree(account)
      if (this.#replace.run(...toRow(account)).changes === 0) throw new NotFoundError('account', account.id)
    })
  }

  addLink({ tokenHash, accountId, expiresAt }: SetupLink): Promise<void> {
    return this.#database.write(() => {
      if (!this.#one(this.#byId, accountId)) throw new NotFoundError('account', accountId)
      this.#removeLinks.run(accountId)
      this.#insertLink.run(tokenHash, accountId, expiresAt.getTime())
    })
  }

  byLink(tokenHash: string, now: Date): Promise<Account | null> {
    return this.#database.read(() => this.#one(this.#byLink, tokenHash, now.getTime()))
  }

  spendLink(tokenHash: string, passwordHash: string, now: Date): Promise<Account | null> {
    return this.#database.write(() => {
      const account = this.#one(this.#byLink, tokenHash, now.getTime())
      if (!account) return null
      const withPassword = { ...account, passwordHash }
      this.#replace.run(...toRow(withPassword))
      this.#removeLinks.run(account.id)
      this.#removeSessions.run(account.id)
      return withPassword
    })
  }

  #one(statement: StatementSync, ...parameters: (string | number)[]): Account | null {
    const row = statement.get(...parameters) as unknown as AccountRow | undefined
    return row ? toAccount(row) : null
  }

  #assertNameIsFree({ id, name }: Account): void {
    const holder = this.#one(this.#byName, name)
    if (holder && holder.id !== id) throw new ConflictError(`the name ${name} is taken`)
  }
}

export const ACCOUNTS = 'SELECT id, name, display_name, password_hash, grants, may_read_comments, disabled FROM account'

export function toAccount([
  id,
  name,
  displayName,
  passwordHash,
  grants,
  mayReadComments,
  disabled,
]: AccountRow): Account {
  return {
    id,
    name,
    displayName,
    passwordHash,
    grants: JSON.parse(grants) as RoleGrant[],
    mayReadComments: mayReadComments === 1,
    disabled: disabled === 1,
  }
}

function toRow(account: Account): AccountRow {
  return [
    account.id,
    account.name,
    account.displayName,
    account.passwordHash,
    JSON.stringify(account.grants),
    Number(account.mayReadComments),
    Number(account.disabled),
  ]
}
