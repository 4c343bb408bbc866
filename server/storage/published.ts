import type { TallyShape } from '../../scoring/tally.ts'
import { InvalidInputError } from '../domain/errors.ts'
import { questionnaireId, shapeOf, type Question, type Questionnaire } from '../domain/questionnaire.ts'
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
 * What answers are counted by may not be ambiguous, and what is asked of some may depend on earlier answers only.
 *
 * @throws {InvalidInputError} when the version is no whole number from 1 on, or two questions share a code,
 *   those about the respondent included; or when a condition names no option of an earlier choice question, or would
 *   leave a criterion without an answer that cannot be called not applicable
 */
export function assertPublishable({ key, version, questions, profile = [] }: Questionnaire): void {
  const id = questionnaireId({ key, version })
  if (!Number.isSafeInteger(version) || version < 1) throw new InvalidInputError(`${id} has no whole version number`)
  const codes = [...questions, ...profile].map(({ code }) => code)
  if (new Set(codes).size !== codes.length) {
    throw new InvalidInputError(`two questions of ${id} share a code`)
  }
  for (const [i, question] of questions.entries()) {
    if (!question.askedWhen) continue
    const isKnown = isOptionOf(questions.slice(0, i), question.askedWhen)
    if (!isKnown) throw new InvalidInputError(`${question.code} of ${id} is asked by an answer that nobody gave before`)
    if (question.kind === 'scale' && !question.notApplicable) {
      throw new InvalidInputError(`${question.code} of ${id} is not asked of all and cannot be not applicable`)
    }
  }
}

function isOptionOf(earlier: readonly Question[], { question: code, is }: NonNullable<Question['askedWhen']>): boolean {
  const asked = earlier.find((question) => question.kind === 'choice' && question.code === code)
  const options = asked?.kind === 'choice' ? asked.options.map(({ value }) => value) : []
  return is.length > 0 && is.every((value) => options.includes(value))
}
