import type { LocalDay, LocalHour } from './calendar.ts'
import type { QuestionnaireId } from './questionnaire.ts'
import type { Channel, Step } from './service-point.ts'

/** Why a response should be looked at. Flags are shown and explained; they never remove an answer. */
export const FLAGS = ['burst', 'after-hours-burst'] as const
export type Flag = (typeof FLAGS)[number]

/** Signs of the answer string: a level is its digit. */
export const NOT_APPLICABLE = '0'
export const NOT_GIVEN = '-'

/** A form may be sent this long after it was opened; then it has to be opened anew. */
export const FORM_LIFETIME_HOURS = 7 * 24

/**
 * One person's submission. It holds no name, address, device or minute.
 *
 * Identity is (agency, openedHour, id): the form carries both, so sending it twice is one response.
 */
export interface SurveyResponse {
  /** 128 random bits made with the form, as 32 lower-case hexadecimal digits. */
  readonly id: string
  /** The local hour in which the form was made, at most {@link FORM_LIFETIME_HOURS} before `receivedHour`. */
  readonly openedHour: LocalHour
  readonly receivedHour: LocalHour
  readonly questionnaire: QuestionnaireId
  readonly agency: string
  readonly point: string
  readonly field: string
  readonly step: Step
  readonly channel: Channel
  readonly language: string
  /** One sign a scale question in the questionnaire's order, then one for the overall item: 1-5, 0 not applicable, - not given. */
  readonly answers: string
  /** One sign a choice question in order: the place of the picked option as a base-36 digit, - not given. */
  readonly facts: string
  /** What was told after sending, as `facts` by the questionnaire's profile questions; null where nothing was told. */
  readonly profile: string | null
  readonly flags: readonly Flag[]
}

/** What names one response, and nothing else of it. */
export type ResponseIdentity = Pick<SurveyResponse, 'agency' | 'openedHour' | 'id'>

/**
 * Free text, kept apart from the response it came with: no id in common, the day only.
 */
export interface Comment {
  readonly id: string
  readonly agency: string
  readonly point: string
  readonly field: string
  readonly step: Step
  readonly day: LocalDay
  readonly language: string
  /** Whether the overall item was at 4 or 5; null where it was not given. */
  readonly satisfied: boolean | null
  readonly text: string
}

/** What one sent form adds to the store, as one act. */
export interface Submission {
  readonly response: SurveyResponse
  readonly comment: Comment | null
}

/** The levels of an answer string, with 0 for "not applicable" and not given: scale questions, then the overall item. */
export function levelsOf(answers: string): Uint8Array {
  const levels = new Uint8Array(answers.length)
  for (let i = 0; i < answers.length; i++) {
    const level = answers.charCodeAt(i) - 48
    levels[i] = level >= 1 && level <= 5 ? level : 0
  }
  return levels
}
