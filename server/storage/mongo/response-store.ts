import { emptyTally, type TallyShape } from '../../../scoring/tally.ts'
import type { QuestionnaireId } from '../../domain/questionnaire.ts'
import { NotFoundError } from '../../domain/errors.ts'
import type { ResponseIdentity, Submission, SurveyResponse } from '../../domain/response.ts'
import type { RecordOutcome, ResponseScope, ResponseStore, TallyCell } from '../port.ts'
import { TallyCells } from '../tally-cells.ts'
import type { CommentDocuments } from './comment-documents.ts'
import { LONG_MS, type MongoDatabase } from './database.ts'
import type { MongoQuestionnaireStore } from './questionnaire-store.ts'
import type { ResponseDocuments } from './response-documents.ts'
import { responseKey } from './response-key.ts'
import type { TallyDocuments } from './tally-documents.ts'
import type { TallySlot } from './tally-slot.ts'
import type { Turns } from './turns.ts'

/** What a response is kept in. */
export interface ResponseParts {
  readonly database: MongoDatabase
  readonly questionnaires: MongoQuestionnaireStore
  readonly responses: ResponseDocuments
  readonly tallies: TallyDocuments
  readonly slot: TallySlot
  readonly comments: CommentDocuments
  /** Groups of one process count in one slot, so they go one after the other. */
  readonly turns: Turns
}

export class MongoResponseStore implements ResponseStore {
  readonly #parts: ResponseParts

  constructor(parts: ResponseParts) {
    this.#parts = parts
  }

  async record(group: readonly Submission[]): Promise<readonly RecordOutcome[]> {
    return group.length === 0 ? [] : addSubmissions(this.#parts, group)
  }

  async *stream(scope: ResponseScope, batchSize = BATCH_SIZE): AsyncGenerator<readonly SurveyResponse[]> {
    const { database, responses } = this.#parts
    const view = await database.openView()
    try {
      yield* responses.batches(view.session, scope, batchSize)
    } catch (error) {
      throw database.thrown(error)
    } finally {
      await view.close()
    }
  }

  async addProfile(of: ResponseIdentity, profile: string): Promise<RecordOutcome> {
    const { database, questionnaires, responses } = this.#parts
    const key = responseKey(of)
    return database.change(async () => {
      const questionnaire = await responses.questionnaireOf(key)
      if (questionnaire === null) throw new NotFoundError('response', of.id)
      const published = await questionnaires.published([questionnaire])
      published.get(questionnaire)?.checkProfile(profile)
      return (await responses.addProfile(key, profile)) ? 'stored' : 'known'
    })
  }

  count(): Promise<number> {
    return this.#parts.database.read(() => this.#parts.responses.count(null), LONG_MS)
  }
}

const BATCH_SIZE = 1000

/**
 * Adds what is new of a group, with comments and tallies, as one transaction.
 *
 * The first try takes all for new, which nearly always holds; only after it was refused are the keys looked up. They
 * are looked up too where a commit got no answer: what is there then was stored by this group.
 *
 * @param onKnown called for each response that is there already; it may throw to refuse the whole group
 */
export function addSubmissions(
  parts: ResponseParts,
  group: readonly Submission[],
  onKnown: (response: SurveyResponse) => void = () => undefined,
): Promise<RecordOutcome[]> {
  const { database, responses, tallies, slot, comments, turns } = parts
  const keyed = group.map((submission) => ({ key: responseKey(submission.response), submission }))
  return turns.run(async () => {
    const perhapsStored = new Set<string>()
    let written: ReadonlyMap<string, Submission> = new Map()
    try {
      const outcomes = await database.write(
        async ({ session, number, mayBeDone }) => {
          if (mayBeDone) for (const key of written.keys()) perhapsStored.add(key)
          tallies.forget()
          const cells = await checkedCells(parts, group)
          const there = number === 1 ? NONE : await responses.known([...new Set(keyed.map(({ key }) => key))], session)
          const fresh = new Map<string, Submission>()
          const ours = new Set(perhapsStored)
          const outcomes = keyed.map(({ key, submission }): RecordOutcome => {
            if (there.has(key) && ours.delete(key)) return 'stored'
            if (there.has(key) || fresh.has(key)) {
              onKnown(submission.response)
              return 'known'
            }
            fresh.set(key, submission)
            cells.count(submission.response)
            return 'stored'
          })
          written = fresh
          const added = [...fresh.values()]
          await responses.add(
            added.map(({ response }) => response),
            session,
          )
          await tallies.add(cells.takeCounted(), slot.number, session)
          await comments.add(
            added.flatMap(({ comment }) => comment ?? []),
            session,
          )
          return outcomes
        },
        { isRepeatable: true, sessions: slot },
      )
      tallies.confirm()
      return outcomes
    } catch (error) {
      tallies.forget()
      throw error
    }
  })
}

const NONE: ReadonlySet<string> = new Set()

/** Cells to count the group into. @throws {InvalidInputError} when one of the group breaks a rule */
async function checkedCells(
  { questionnaires }: ResponseParts,
  group: readonly Submission[],
): Promise<TallyCells<TallyCell>> {
  const published = await questionnaires.published(group.map(({ response }) => response.questionnaire))
  for (const submission of group) published.get(submission.response.questionnaire)?.check(submission)
  return countingCells(published)
}

type PublishedById = Awaited<ReturnType<MongoQuestionnaireStore['published']>>

/** Empty cells that responses to these questionnaires can be counted into. */
export function countingCells(published: PublishedById): TallyCells<TallyCell> {
  return new TallyCells((key) => ({ ...key, tally: emptyTally(shapeOf(published, key.questionnaire)) }))
}

/** @throws {Error} when it is not among them: what names it is damaged */
export function shapeOf(published: PublishedById, questionnaire: QuestionnaireId): TallyShape {
  const found = published.get(questionnaire)
  if (!found) throw new Error(`the store is damaged: no questionnaire ${questionnaire} is published`)
  return found.shape
}
