import type { StatementSync } from 'node:sqlite'
import type { LocalDay } from '../../domain/calendar.ts'
import type { Comment } from '../../domain/response.ts'
import type { Step } from '../../domain/service-point.ts'
import type { CommentStore } from '../port.ts'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

type Row = [
  agency: string,
  day: LocalDay,
  id: string,
  point: string,
  field: string,
  step: Step,
  language: string,
  satisfied: number | null,
  text: string,
]

/** Comments as rows. Their key ends in a random id, so that their place does not tell which came first on a day. */
export class CommentRows {
  readonly #insert: StatementSync

  constructor(database: SqliteDatabase) {
    this.#insert = database.prepare('INSERT OR IGNORE INTO comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)')
  }

  /** Only within a write. Whether it was added: false where its key is there. */
  add({ agency, day, id, point, field, step, language, satisfied, text }: Comment): boolean {
    const isSatisfied = satisfied === null ? null : Number(satisfied)
    return this.#insert.run(agency, day, id, point, field, step, language, isSatisfied, text).changes !== 0
  }

  /** All comments in batches of at most `batchSize`, ordered by agency, day, id. */
  *batches(reader: Reader, batchSize: number): Generator<readonly Comment[]> {
    const page = reader.prepare(PAGE)
    let key: [string, LocalDay, string] = ['', Number.MIN_SAFE_INTEGER, '']
    for (;;) {
      const rows = page.all(...key, batchSize) as unknown as Row[]
      if (rows.length > 0) yield rows.map(toComment)
      const last = rows.at(-1)
      if (!last || rows.length < batchSize) return
      key = [last[0], last[1], last[2]]
    }
  }

  count(reader: Reader): number {
    const [count] = reader.prepare('SELECT count(*) FROM comment').get() as unknown as [number]
    return count
  }
}

export class SqliteCommentStore implements CommentStore {
  readonly #database: SqliteDatabase
  readonly #list: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#list = database.prepare(LIST)
  }

  list({ agency, from, to, limit }: Parameters<CommentStore['list']>[0]): Promise<readonly Comment[]> {
    return this.#database.read(() => (this.#list.all(agency, from, to, limit) as unknown as Row[]).map(toComment))
  }
}

const LIST = `
  SELECT agency, day, id, point, field, step, language, satisfied, text
  FROM comment
  WHERE agency = ? AND day >= ? AND day < ?
  ORDER BY day DESC, id
  LIMIT ?`

const PAGE = `
  SELECT agency, day, id, point, field, step, language, satisfied, text
  FROM comment
  WHERE (agency, day, id) > (?, ?, ?)
  ORDER BY agency, day, id
  LIMIT ?`

function toComment([agency, day, id, point, field, step, language, satisfied, text]: Row): Comment {
  return { id, agency, point, field, step, day, language, satisfied: satisfied === null ? null : satisfied === 1, text }
}
