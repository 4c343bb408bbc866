import type { ClientSession } from 'mongoose'
import { withoutMarks } from '../../domain/plain-text.ts'
import type { Comment } from '../../domain/response.ts'
import { propertyWords } from '../comment-words.ts'
import { batchesOf } from './batches.ts'
import type { Documents, Models } from './models.ts'

/** What a document holds besides the comment, so that it can be found. */
type FoundBy = 'words' | 'folded'

/** Leaves out what a comment is only found by. */
export const AS_COMMENT: Readonly<Record<FoundBy, 0>> = { words: 0, folded: 0 }

/** Stands in the index for every comment. */
export const ANY_COMMENT = '§'

/** Comments in the order of their random ids, so that their place does not tell which came first. */
export class CommentDocuments {
  readonly #model: Models['comment']

  constructor({ comment }: Pick<Models, 'comment'>) {
    this.#model = comment
  }

  /** Only within a write. How many were added: those whose ids are there already are not. */
  async add(comments: readonly Comment[], session: ClientSession): Promise<number> {
    if (comments.length === 0) return 0
    const operations = comments.map((comment) => {
      const { id, agency, day, ...rest } = comment
      // All that a sharded collection is parted by: it takes an upsert only with that.
      const filter = { _id: id, agency, day }
      return { updateOne: { filter, update: { $setOnInsert: { ...rest, ...foundBy(comment) } }, upsert: true } }
    })
    const { upsertedCount } = await this.#model.bulkWrite(operations, { session })
    return upsertedCount
  }

  /** All comments in batches of at most `batchSize`, ordered by agency, day, id. */
  async *batches(session: ClientSession, batchSize: number): AsyncGenerator<readonly Comment[], void> {
    const order = { agency: 1, day: 1, _id: 1 } as const
    for await (const found of batchesOf<CommentDocument>(this.#model, {}, order, session, batchSize, AS_COMMENT)) {
      yield found.map(toComment)
    }
  }

  count(session: ClientSession): Promise<number> {
    return this.#model.countDocuments({}).session(session).exec()
  }
}

/** A document as far as it is the comment itself. */
export type CommentDocument = Omit<Documents['comment'], FoundBy>

export function toComment({ _id, ...rest }: CommentDocument): Comment {
  return { id: _id, ...rest }
}

/** By what a comment is found: its words, each once, with its properties; and its text without marks, between blanks. */
export function foundBy(comment: Omit<Comment, 'id' | 'day' | 'language'>): Pick<Documents['comment'], FoundBy> {
  const text = withoutMarks(comment.text)
  const words = new Set([ANY_COMMENT, ...propertyWords(comment), ...wordsOf(text)])
  return { words: [...words], folded: ` ${text} ` }
}

/** The words of a text without marks. */
export function wordsOf(text: string): string[] {
  return text === '' ? [] : text.split(' ')
}
