import { trusted } from 'mongoose'
import type { Comment } from '../../domain/response.ts'
import { propertyWord, soughtPhrase, soughtProperties } from '../comment-words.ts'
import type { CommentKey, CommentPlace, CommentScope, CommentStore } from '../port.ts'
import { batchesOf } from './batches.ts'
import { ANY_COMMENT, AS_COMMENT, toComment, wordsOf, type CommentDocument } from './comment-documents.ts'
import type { MongoDatabase } from './database.ts'

export class MongoCommentStore implements CommentStore {
  readonly #database: MongoDatabase

  constructor(database: MongoDatabase) {
    this.#database = database
  }

  async search(
    scope: CommentScope,
    { limit, after }: { readonly limit: number; readonly after: CommentPlace | null },
  ): Promise<readonly Comment[]> {
    // To the database a limit of 0 is no limit.
    if (limit <= 0 || scope.agencies.length === 0) return []
    return this.#database.read(async () => {
      const filter = filterOf(scope, after, await this.#lead(scope))
      const found = await this.#database.models.comment
        .find(filter, AS_COMMENT)
        .sort(ORDER)
        .limit(limit)
        .lean<CommentDocument[]>()
      return found.map(toComment)
    })
  }

  async *stream(scope: CommentScope, batchSize = BATCH_SIZE): AsyncGenerator<readonly Comment[]> {
    if (scope.agencies.length === 0) return
    const view = await this.#database.openView()
    try {
      const filter = filterOf(scope, null, await this.#lead(scope))
      const { comment } = this.#database.models
      for await (const found of batchesOf<CommentDocument>(
        comment,
        filter,
        ORDER,
        view.session,
        batchSize,
        AS_COMMENT,
      )) {
        yield found.map(toComment)
      }
    } catch (error) {
      throw this.#database.thrown(error)
    } finally {
      await view.close()
    }
  }

  async remove(comments: readonly CommentKey[]): Promise<number> {
    if (comments.length === 0) return 0
    // All that a sharded collection is parted by.
    const removals = comments.map(({ agency, day, id }) => ({ deleteOne: { filter: { _id: id, agency, day } } }))
    return this.#database.write(async ({ session }) => {
      const { deletedCount } = await this.#database.models.comment.bulkWrite(removals, { session })
      return deletedCount
    })
  }

  /** The rarest lead where there is a choice; the common ones are not counted to their end. */
  async #lead(scope: CommentScope): Promise<Lead> {
    const leads = leadsOf(scope)
    if (leads.length === 1) return leads[0]
    const counts = await Promise.all(leads.map((lead) => this.#countUpTo(MOST_COUNTED, lead, scope)))
    return leads[counts.indexOf(Math.min(...counts))] ?? leads[0]
  }

  #countUpTo(most: number, { words }: Lead, { from, to }: CommentScope): Promise<number> {
    const filter = { words: anyOf(words), day: trusted({ $gte: from, $lt: to }) }
    return this.#database.models.comment.countDocuments(filter).limit(most).exec()
  }
}

const BATCH_SIZE = 1000
const ORDER = { day: -1, _id: 1 } as const
const MOST_COUNTED = 1000
/** Of more agencies what is found in the whole province is sifted. */
const FEW_AGENCIES = 30

/** Words of the index of which every comment of a scope has one: what stands under them is gone through in order. */
interface Lead {
  readonly words: readonly string[]
  /** Whether they are the agencies of the scope, so that these need not be asked for beside it. */
  readonly areAgencies: boolean
}

function leadsOf(scope: CommentScope): readonly [Lead, ...Lead[]] {
  const { agencies } = scope
  const ofAgencies: Lead[] =
    agencies.length > FEW_AGENCIES
      ? []
      : [{ words: agencies.map((agency) => propertyWord('agency', agency)), areAgencies: true }]
  const ofWords = [...new Set([...wordsOf(soughtPhrase(scope)), ...soughtProperties(scope)])]
  const [first = EVERY_COMMENT, ...others] = [
    ...ofAgencies,
    ...ofWords.map((word) => ({ words: [word], areAgencies: false })),
  ]
  return [first, ...others]
}

const EVERY_COMMENT: Lead = { words: [ANY_COMMENT], areAgencies: false }

/** Which documents are of a scope and behind a place. */
function filterOf(scope: CommentScope, after: CommentPlace | null, lead: Lead) {
  const { agencies, from, point, field, step, satisfied } = scope
  const to = after ? Math.min(scope.to, after.day + 1) : scope.to
  const phrase = soughtPhrase(scope)
  return {
    words: anyOf(lead.words),
    day: trusted({ $gte: from, $lt: to }),
    ...(!lead.areAgencies && { agency: anyOf(agencies) }),
    ...(point !== undefined && { point }),
    ...(field !== undefined && { field }),
    ...(step !== undefined && { step }),
    ...(satisfied !== undefined && { satisfied }),
    ...(phrase !== '' && { folded: trusted({ $regex: ` ${phrase} ` }) }),
    ...(after && { $or: [{ day: trusted({ $lt: after.day }) }, { _id: trusted({ $gt: after.id }) }] }),
  }
}

/** With one value asked for plainly: only then does the index give the order as well. */
function anyOf(values: readonly string[]) {
  const [only] = values
  return values.length === 1 && only !== undefined ? only : trusted({ $in: [...values] })
}
