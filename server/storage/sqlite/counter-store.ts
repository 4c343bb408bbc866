import type { StatementSync } from 'node:sqlite'
import type { CounterStore } from '../port.ts'
import type { SqliteDatabase } from './database.ts'

export class SqliteCounterStore implements CounterStore {
  readonly #database: SqliteDatabase
  readonly #hit: StatementSync
  readonly #undo: StatementSync
  readonly #clear: StatementSync
  readonly #removeExpired: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#hit = database.prepare(HIT)
    this.#undo = database.prepare('UPDATE counter SET count = count - 1 WHERE key = ? AND count > 0')
    this.#clear = database.prepare('DELETE FROM counter WHERE key = ?')
    this.#removeExpired = database.prepare('DELETE FROM counter WHERE resets_at <= ?')
  }

  hit(key: string, windowMs: number, now: Date): Promise<{ readonly count: number; readonly resetsAt: Date }> {
    const at = now.getTime()
    return this.#database.write(() => {
      const row = this.#hit.get({ key, now: at, end: at + windowMs })
      const [count, resetsAt] = row as unknown as [number, number]
      return { count, resetsAt: new Date(resetsAt) }
    })
  }

  undo(key: string): Promise<void> {
    return this.#database.write(() => {
      this.#undo.run(key)
    })
  }

  clear(key: string): Promise<void> {
    return this.#database.write(() => {
      this.#clear.run(key)
    })
  }

  removeExpired(now: Date): Promise<void> {
    return this.#database.write(() => {
      this.#removeExpired.run(now.getTime())
    })
  }
}

const HIT = `
  INSERT INTO counter VALUES (:key, 1, :end)
  ON CONFLICT DO UPDATE SET
    count = CASE WHEN resets_at <= :now THEN 1 ELSE count + 1 END,
    resets_at = CASE WHEN resets_at <= :now THEN :end ELSE resets_at END
  RETURNING count, resets_at`
