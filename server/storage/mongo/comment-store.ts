import { trusted, type ClientSession } from 'mongoose'
import type { Comment } from '../../domain/response.ts'
import type { CommentStore } from '../port.ts'
import { batchesOf } from './batches.ts'
import type { MongoDatabase } from './database.ts'
import type { Documents, Models } from './models.ts'

/** Comments in the order of their random ids, so that their place does not tell which came first. */
export class CommentDocuments {
  readonly #model: Models['comment']

  constructor({ comment }: Pick<Models, 'comment'>) {
    this.#model = comment
  }

  /** Only within a write. How many were added: those whose ids are there already are not. */
  async add(comments: readonly Comment[], session: ClientSession): Promise<number> {
    if (comments.length === 0) return 0
    const operations = comments.map(({ id, ...rest }) => ({
      updateOne: { filter: { _id: id }, update: { $setOnInsert: rest }, upsert: true },
    }))
    const { upsertedCount } = await this.#model.bulkWrite(operations, { session })
    return upsertedCount
  }

  /** All comments in batches of at most `batchSize`, ordered by agency, day, id. */
  async *batches(session: ClientSession, batchSize: number): AsyncGenerator<readonly Comment[], void> {
    const order = { agency: 1, day: 1, _id: 1 } as const
    for await (const documents of batchesOf<Documents['comment']>(this.#model, {}, order, session, batchSize)) {
      yield documents.map(toComment)
    }
  }

  count(session: ClientSession): Promise<number> {
    return this.#model.countDocuments({}).session(session).exec()
  }
}

export class MongoCommentStore implements CommentStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async list({ agency, from, to, limit }: Parameters<CommentStore['list']>[0]): Promise<readonly Comment[]> {
    // To the database a limit of 0 is no limit.
    if (limit <= 0) return []
    return this.#database.read(async () => {
      const found = await this.#database.models.comment
        .find({ agency, day: trusted({ $gte: from, $lt: to }) })
        .sort({ day: -1, _id: -1 })
        .limit(limit)
        .lean()
      return found.map(toComment)
    })
  }
}

function toComment({ _id, ...rest }: Documents['comment']): Comment {
  return { id: _id, ...rest }
}
