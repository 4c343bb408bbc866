import type { Submission } from '../../../server/domain/response.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aSubmission } from '../../fixtures/submission.ts'

/** The same submission for the same number, in every process. */
export function numberedSubmission(number: number): Submission {
  const id = number.toString(16).padStart(32, '0')
  return aSubmission({ id, point: `p-${number % 7}` }, aComment({ id, text: `số ${number}` }))
}
