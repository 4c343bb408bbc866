import type { TallyShape } from '../../scoring/tally.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { questionnaireId, shapeOf, type Questionnaire } from '../domain/questionnaire.ts'
import { submissionCheck, type SubmissionCheck } from './check-submission.ts'

/** What storing and counting answers to a questionnaire asks of it again and again. */
export interface Published {
  readonly shape: TallyShape
  readonly check: SubmissionCheck
}

export function publishedOf(questionnaire: Questionnaire): Published {
  return { shape: shapeOf(questionnaire), check: submissionCheck(questionnaire) }
}

/**
 * What answers are counted by may not be ambiguous.
 *
 * @throws {InvalidInputError} when the version is no whole number from 1 on, or two questions share a code
 */
export function assertPublishable({ key, version, questions }: Questionnaire): void {
  const id = questionnaireId({ key, version })
  if (!Number.isSafeInteger(version) || version < 1) throw new InvalidInputError(`${id} has no whole version number`)
  if (new Set(questions.map(({ code }) => code)).size !== questions.length) {
    throw new InvalidInputError(`two questions of ${id} share a code`)
  }
}
