import type { StatementSync } from 'node:sqlite'
import type { LocalDay } from '../../domain/calendar.ts'
import type { Comment } from '../../domain/response.ts'
import type { Step } from '../../domain/service-point.ts'
import type { CommentKey } from '../port.ts'
import { drawPlace } from './comment-place.ts'
import { indexedWords } from './comment-match.ts'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

/** A comment as its row holds it, without its place. */
export type CommentRow = [
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

const COLUMNS = 'agency, day, id, point, field, step, language, satisfied, text'
export const COMMENTS = `SELECT ${COLUMNS} FROM comment`
const BY_KEY = `SELECT place, ${COLUMNS} FROM comment WHERE (agency, day, id) = (?, ?, ?)`

export function toComment([agency, day, id, point, field, step, language, satisfied, text]: CommentRow): Comment {
  return { id, agency, point, field, step, day, language, satisfied: satisfied === null ? null : satisfied === 1, text }
}

/** Comments as rows in places that do not tell which came first on a day, and in the index that they are found by. */
export class CommentRows {
  readonly #isThere: StatementSync
  readonly #isTaken: StatementSync
  readonly #insert: StatementSync
  readonly #insertWords: StatementSync
  readonly #byKey: StatementSync
  readonly #delete: StatementSync
  readonly #deleteWords: StatementSync

  constructor(database: SqliteDatabase) {
    this.#isThere = database.prepare('SELECT 1 FROM comment WHERE (agency, day, id) = (?, ?, ?)')
    this.#isTaken = database.prepare('SELECT 1 FROM comment WHERE place = ?')
    this.#insert = database.prepare('INSERT INTO comment VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)')
    this.#insertWords = database.prepare('INSERT INTO comment_words (rowid, words) VALUES (?, ?)')
    this.#byKey = database.prepare(BY_KEY)
    this.#delete = database.prepare('DELETE FROM comment WHERE place = ?')
    this.#deleteWords = database.prepare(
      "INSERT INTO comment_words (comment_words, rowid, words) VALUES ('delete', ?, ?)",
    )
  }

  /** Only within a write. Whether it was added: false where its key is there. */
  add(comment: Comment): boolean {
    const { agency, day, id, point, field, step, language, satisfied, text } = comment
    if (this.#isThere.get(agency, day, id)) return false
    let place = drawPlace(day)
    while (this.#isTaken.get(place)) place = drawPlace(day)
    const isSatisfied = satisfied === null ? null : Number(satisfied)
    this.#insert.run(place, agency, day, id, point, field, step, language, isSatisfied, text)
    this.#insertWords.run(place, indexedWords(comment))
    return true
  }

  /** Only within a write. Whether it was there. */
  remove({ agency, day, id }: CommentKey): boolean {
    const found = this.#byKey.get(agency, day, id) as unknown as [number, ...CommentRow] | undefined
    if (!found) return false
    const [place, ...row] = found
    // The index holds no texts: it takes a row out by the words that it was given.
    this.#deleteWords.run(place, indexedWords(toComment(row)))
    this.#delete.run(place)
    return true
  }

  /** All comments in batches of at most `batchSize`, ordered by agency, day, id. */
  *batches(reader: Reader, batchSize: number): Generator<readonly Comment[]> {
    const page = reader.prepare(PAGE)
    let key: [string, LocalDay, string] = ['', Number.MIN_SAFE_INTEGER, '']
    for (;;) {
      const rows = page.all(...key, batchSize) as unknown as CommentRow[]
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

const PAGE = `${COMMENTS} WHERE (agency, day, id) > (?, ?, ?) ORDER BY agency, day, id LIMIT ?`
