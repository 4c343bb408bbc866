import { InvalidInputError } from '../domain/errors.ts'
import type { ChoiceQuestion, Question, Questionnaire } from '../domain/questionnaire.ts'
import { FLAGS, FORM_LIFETIME_HOURS, NOT_APPLICABLE, NOT_GIVEN, type Submission } from '../domain/response.ts'
import { CHANNELS, STEPS, type Step } from '../domain/service-point.ts'

/** Says whether submissions to one questionnaire may be stored. Made once a questionnaire, asked for every submission. */
export type SubmissionCheck = (submission: Submission) => void

/** Says whether a profile may be stored with a response to one questionnaire. */
export type ProfileCheck = (profile: string) => void

const LEVELS = '12345'
const ID = /^[0-9a-f]{32}$/

/**
 * The rules that a stored response keeps, whoever handed it in. That a required question is answered is no such rule:
 * a paper form may have blanks.
 *
 * @returns a check that throws InvalidInputError on the first rule that a submission breaks
 */
export function submissionCheck(questionnaire: Questionnaire): SubmissionCheck {
  const answerSigns = bySteps((step) => answerSignsAt(questionnaire, step))
  const factSigns = bySteps((step) => factSignsAt(questionnaire, step))
  const checkProfile = profileCheck(questionnaire)
  const longestText = Math.max(0, ...questionnaire.questions.map((one) => (one.kind === 'text' ? one.maxLength : 0)))

  return ({ response, comment }) => {
    const { id, openedHour, receivedHour, step } = response
    if (!ID.test(id)) refuse('its id is not 32 hexadecimal digits')
    if (!isHour(openedHour) || !isHour(receivedHour)) refuse('an hour is not a whole number of this age')
    if (receivedHour < openedHour) refuse('it was received before it was opened')
    if (receivedHour > openedHour + FORM_LIFETIME_HOURS) refuse('it was received after its form had expired')
    if (!STEPS.includes(step)) refuse(`there is no step ${step}`)
    if (!CHANNELS.includes(response.channel)) refuse(`there is no channel ${response.channel}`)
    if (!response.flags.every((flag, i) => FLAGS.includes(flag) && response.flags.indexOf(flag) === i)) {
      refuse('its flags are unknown or repeated')
    }
    if (!fits(response.answers, answerSigns[step])) refuse('its answers do not fit its questionnaire')
    if (!fits(response.facts, factSigns[step])) refuse('its facts do not fit its questionnaire')
    if (response.profile !== null) checkProfile(response.profile)
    if (!comment) return
    if (comment.agency !== response.agency) refuse('its comment is for another agency')
    if (!isDay(comment.day)) refuse('the day of its comment is not a whole number of this age')
    if (comment.text === '' || isLonger(comment.text, longestText)) refuse('its comment is empty or too long')
  }
}

/**
 * The rule that a stored profile keeps: a sign for each profile question, as in the facts.
 *
 * @returns a check that throws InvalidInputError when a profile breaks it, or the questionnaire asks for none
 */
export function profileCheck({ profile: questions = [] }: Questionnaire): ProfileCheck {
  const allowed = questions.map(({ options }) => optionSigns(options) + NOT_GIVEN)
  return (profile) => {
    if (questions.length === 0) refuse('its questionnaire asks for no profile')
    if (!fits(profile, allowed)) refuse('its profile does not fit its questionnaire')
  }
}

function isHour(hour: number): boolean {
  return Number.isInteger(hour) && hour >= 0 && hour < END_OF_TIME
}

function isDay(day: number): boolean {
  return Number.isInteger(day) && isHour(day * 24)
}

/** The hour with which the year 2140 begins. */
const END_OF_TIME = Date.UTC(2140, 0, 1) / 3_600_000

function refuse(why: string): never {
  throw new InvalidInputError(`a response cannot be stored: ${why}`)
}

function bySteps<T>(make: (step: Step) => T): Record<Step, T> {
  return { submission: make('submission'), return: make('return') }
}

/** For each place of the answer string the signs that may stand there: the scale questions, then the overall item. */
function answerSignsAt({ questions }: Questionnaire, step: Step): readonly string[] {
  const scale = questions.filter((question) => question.kind === 'scale')
  const overall = questions.find((question) => question.kind === 'overall')
  return [
    ...scale.map((one) => signs(one, step, one.notApplicable ? LEVELS + NOT_APPLICABLE : LEVELS)),
    overall ? signs(overall, step, LEVELS) : NOT_GIVEN,
  ]
}

function factSignsAt({ questions }: Questionnaire, step: Step): readonly string[] {
  return questions
    .filter((question) => question.kind === 'choice')
    .map((question: ChoiceQuestion) => signs(question, step, optionSigns(question.options)))
}

/** The place of each option as a base-36 digit. */
function optionSigns(options: readonly unknown[]): string {
  return options.map((_, i) => i.toString(36)).join('')
}

/** What is not asked at a step cannot be answered at it. */
function signs(question: Question, step: Step, given: string): string {
  return question.steps.includes(step) ? given + NOT_GIVEN : NOT_GIVEN
}

/** Counted in characters of the alphabet, as people count: one outside the basic plane is one, not two. */
function isLonger(text: string, most: number): boolean {
  return text.length > most && Array.from(text).length > most
}

function fits(text: string, allowed: readonly string[]): boolean {
  if (text.length !== allowed.length) return false
  for (let i = 0; i < allowed.length; i++) if (!allowed[i]?.includes(text.charAt(i))) return false
  return true
}
