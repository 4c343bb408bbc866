import type { TallyShape } from '../../scoring/tally.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { questionnaireId, shapeOf, type Questionnaire } from '../domain/questionnaire.ts'
import { profileCheck, submissionCheck, type ProfileCheck, type SubmissionCheck } from './check-submission.ts'

/** What storing and counting answers to a questionnaire asks of it again and again. */
export interface Published {
  readonly shape: TallyShape
  readonly check: SubmissionCheck
  readonly checkProfile: ProfileCheck
}

export function publishedOf(questionnaire: Questionnaire): Published {
  return {
    shape: shapeOf(questionnaire),
    check: submissionCheck(questionnaire),
    checkProfile: profileCheck(questionnaire),
  }
}

/**
 * What answers are counted by may not be ambiguous.
 *
 * @throws {InvalidInputError} when the version is no whole number from 1 on, or two questions share a code,
 *   those about the respondent included
 */
export function assertPublishable({ key, version, questions, profile = [] }: Questionnaire): void {
  const id = questionnaireId({ key, version })
  if (!Number.isSafeInteger(version) || version < 1) throw new InvalidInputError(`${id} has no whole version number`)
  const codes = [...questions, ...profile].map(({ code }) => code)
  if (new Set(codes).size !== codes.length) {
    throw new InvalidInputError(`two questions of ${id} share a code`)
  }
}
