import type { StatementSync } from 'node:sqlite'
import type { Session, SessionStore } from '../port.ts'
import { type AccountRow, toAccount } from './account-store.ts'
import type { SqliteDatabase } from './database.ts'

export class SqliteSessionStore implements SessionStore {
  readonly #database: SqliteDatabase
  readonly #insert: StatementSync
  readonly #byToken: StatementSync
  readonly #extend: StatementSync
  readonly #remove: StatementSync
  readonly #removeExpired: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#insert = database.prepare('INSERT INTO session VALUES (?, ?, ?)')
    this.#byToken = database.prepare(BY_TOKEN)
    this.#extend = database.prepare('UPDATE session SET expires_at = ? WHERE token_hash = ?')
    this.#remove = database.prepare('DELETE FROM session WHERE token_hash = ?')
    this.#removeExpired = database.prepare('DELETE FROM session WHERE expires_at <= ?')
  }

  add({ tokenHash, accountId, expiresAt }: Session): Promise<void> {
    return this.#database.write(() => {
      this.#insert.run(tokenHash, accountId, expiresAt.getTime())
    })
  }

  byToken(tokenHash: string, now: Date): ReturnType<SessionStore['byToken']> {
    return this.#database.read(() => {
      const row = this.#byToken.get(tokenHash, now.getTime()) as unknown as [number, ...AccountRow] | undefined
      if (!row) return null
      const [expiresAt, ...accountRow] = row
      const account = toAccount(accountRow)
      return { session: { tokenHash, accountId: account.id, expiresAt: new Date(expiresAt) }, account }
    })
  }

  extend(tokenHash: string, expiresAt: Date): Promise<void> {
    return this.#database.write(() => {
      this.#extend.run(expiresAt.getTime(), tokenHash)
    })
  }

  remove(tokenHash: string): Promise<void> {
    return this.#database.write(() => {
      this.#remove.run(tokenHash)
    })
  }

  removeExpired(now: Date): Promise<void> {
    return this.#database.write(() => {
      this.#removeExpired.run(now.getTime())
    })
  }
}

const BY_TOKEN = `
  SELECT session.expires_at,
    account.id, name, display_name, password_hash, grants, may_read_comments, disabled
  FROM session JOIN account ON account.id = session.account_id
  WHERE token_hash = ? AND session.expires_at > ? AND disabled = 0`
