import type { StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Comment } from '../../domain/response.ts'
import type { CommentKey, CommentPlace, CommentScope, CommentStore } from '../port.ts'
import { commentHits, type CommentHit } from './comment-hits.ts'
import { COMMENTS, toComment, type CommentRow, type CommentRows } from './comment-rows.ts'
import type { SqliteDatabase } from './database.ts'

export class SqliteCommentStore implements CommentStore {
  readonly #database: SqliteDatabase
  readonly #rows: CommentRows
  readonly #byPlace: StatementSync

  constructor(database: SqliteDatabase, rows: CommentRows) {
    this.#database = database
    this.#rows = rows
    this.#byPlace = database.prepare(BY_PLACE)
  }

  search(
    scope: CommentScope,
    { limit, after }: { readonly limit: number; readonly after: CommentPlace | null },
  ): Promise<readonly Comment[]> {
    return this.#database.read(() => {
      const comments: Comment[] = []
      if (limit <= 0) return comments
      for (const hit of commentHits(this.#database, scope, after)) {
        comments.push(commentOf(hit, this.#byPlace))
        if (comments.length === limit) break
      }
      return comments
    })
  }

  async *stream(scope: CommentScope, batchSize = BATCH_SIZE): AsyncGenerator<readonly Comment[]> {
    const reader = this.#database.openReader()
    try {
      const byPlace = reader.prepare(BY_PLACE)
      let batch: Comment[] = []
      for (const hit of commentHits(reader, scope, null)) {
        batch.push(commentOf(hit, byPlace))
        if (batch.length < batchSize) continue
        yield batch
        await nextTurn()
        batch = []
      }
      if (batch.length > 0) yield batch
    } finally {
      this.#database.releaseReader(reader)
    }
  }

  remove(comments: readonly CommentKey[]): Promise<number> {
    return this.#database.write(() => comments.filter((comment) => this.#rows.remove(comment)).length)
  }
}

const BATCH_SIZE = 1000
const BY_PLACE = `${COMMENTS} WHERE place = ?`

function commentOf({ place }: CommentHit, byPlace: StatementSync): Comment {
  return toComment(byPlace.get(place) as unknown as CommentRow)
}
