import { setImmediate as nextTurn } from 'node:timers/promises'
import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseIdentity, Submission, SurveyResponse } from '../../domain/response.ts'
import type { RecordOutcome, ResponseScope, ResponseStore } from '../port.ts'
import type { CommentRows } from './comment-rows.ts'
import type { SqliteDatabase } from './database.ts'
import type { SqliteQuestionnaireStore } from './questionnaire-store.ts'
import type { RecordThread } from './record-thread.ts'
import type { ResponseRows } from './response-rows.ts'
import type { TallyRows } from './tally-rows.ts'

/** What a response is kept in. */
export interface ResponseParts {
  readonly database: SqliteDatabase
  readonly questionnaires: SqliteQuestionnaireStore
  readonly responses: ResponseRows
  readonly tallies: TallyRows
  readonly comments: CommentRows
}

export class SqliteResponseStore implements ResponseStore {
  readonly #parts: ResponseParts
  readonly #thread: RecordThread | null

  /** @param thread where groups are stored; null for here */
  constructor(parts: ResponseParts, thread: RecordThread | null) {
    this.#parts = parts
    this.#thread = thread
  }

  record(group: readonly Submission[]): Promise<readonly RecordOutcome[]> {
    if (this.#thread) return this.#thread.record(group)
    if (group.length === 0) return Promise.resolve([])
    return this.#parts.database.write(() => addSubmissions(this.#parts, group))
  }

  async *stream(scope: ResponseScope, batchSize = BATCH_SIZE): AsyncGenerator<readonly SurveyResponse[]> {
    const { database, responses } = this.#parts
    const reader = database.openReader()
    try {
      for (const batch of responses.batches(reader, scope, batchSize)) {
        yield batch
        await nextTurn()
      }
    } finally {
      database.releaseReader(reader)
    }
  }

  addProfile(of: ResponseIdentity, profile: string): Promise<RecordOutcome> {
    if (this.#thread) return this.#thread.addProfile(of, profile)
    return this.#parts.database.write(() => addProfile(this.#parts, of, profile))
  }

  async count(): Promise<number> {
    const { database, responses } = this.#parts
    const reader = database.openReader()
    try {
      return await responses.count(reader)
    } finally {
      database.releaseReader(reader)
    }
  }
}

/** Adds what is new of a group, with comments and tallies. Only within a write. */
export function addSubmissions(parts: ResponseParts, group: readonly Submission[]): RecordOutcome[] {
  const { questionnaires, responses, comments, tallies } = parts
  const outcomes = group.map((submission): RecordOutcome => {
    const { response, comment } = submission
    questionnaires.published(response.questionnaire).check(submission)
    if (!responses.add(response)) return 'known'
    if (comment) comments.add(comment)
    tallies.count(response)
    return 'stored'
  })
  tallies.save()
  return outcomes
}

function addProfile(
  { questionnaires, responses }: ResponseParts,
  of: ResponseIdentity,
  profile: string,
): RecordOutcome {
  const questionnaire = responses.questionnaireOf(of)
  if (questionnaire === null) throw new NotFoundError('response', of.id)
  questionnaires.published(questionnaire).checkProfile(profile)
  return responses.addProfile(of, profile) ? 'stored' : 'known'
}

/** Large enough that asking costs little, small enough that others get their turn within a few milliseconds. */
const BATCH_SIZE = 1000
