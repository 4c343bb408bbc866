import { DatabaseSync, type StatementSync } from 'node:sqlite'

/** A connection that only reads, and between begin and end sees the store as it stood at one instant. */
export class Reader {
  readonly #connection: DatabaseSync
  readonly #statements = new Map<string, StatementSync>()

  constructor(path: string, timeoutMs: number) {
    this.#connection = new DatabaseSync(path, { readOnly: true, timeout: timeoutMs })
  }

  /** The instant is that of the first query, so one is asked at once. */
  begin(): void {
    this.#connection.exec('BEGIN; SELECT count(*) FROM migration')
  }

  end(): void {
    this.#connection.exec('ROLLBACK')
  }

  close(): void {
    this.#connection.close()
  }

  /** A statement whose rows are lists of columns; the same text is prepared once. */
  prepare(sql: string): StatementSync {
    let statement = this.#statements.get(sql)
    if (!statement) {
      statement = this.#connection.prepare(sql)
      statement.setReturnArrays(true)
      this.#statements.set(sql, statement)
    }
    return statement
  }
}
