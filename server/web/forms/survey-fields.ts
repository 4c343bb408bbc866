import type { Question } from '../../domain/questionnaire.ts'
import { NOT_APPLICABLE } from '../../domain/response.ts'
import type { Survey } from '../../services/known-surveys.ts'

/** How one question stands in a form. */
export interface SurveyField {
  readonly question: Question
  /** Under which its answer is sent. */
  readonly name: string
  /** What its radio buttons can send, in the order of the questionnaire; empty for free text. */
  readonly values: readonly string[]
  /** Whether it is asked at the step of the survey. */
  readonly isAsked: boolean
  /** What must have been picked before for it to be asked; null where it is asked of all. */
  readonly when: { readonly field: SurveyField; readonly picked: readonly string[] } | null
}

/** The form of one survey as its reader knows it. */
export interface SurveyFields {
  /** All questions of the questionnaire, those of other steps included, in order. */
  readonly questions: readonly SurveyField[]
  /** The names that the form sends where it has one page, those that are no question included. */
  readonly sent: ReadonlySet<string>
}

/** What was picked and written by field name, as far as the form offers it. */
export type TypedAnswers = ReadonlyMap<string, string>

/** What a form carries besides answers: its id, the hour in which it was opened, and the language, if not in its address. */
const OWN_FIELDS = ['id', 'opened', 'lang']

const LEVELS = ['1', '2', '3', '4', '5']

/** The fields of a survey, worked out once as long as it stays the same. */
export function surveyFields(survey: Survey): SurveyFields {
  let fields = kept.get(survey)
  if (!fields) {
    const questions: SurveyField[] = []
    for (const question of survey.questionnaire.questions) questions.push(fieldOf(question, survey, questions))
    const asked = questions.filter(({ isAsked }) => isAsked).map(({ name }) => name)
    fields = { questions, sent: new Set([...OWN_FIELDS, ...asked]) }
    kept.set(survey, fields)
  }
  return fields
}

const kept = new WeakMap<Survey, SurveyFields>()

/** Whether a question is asked of somebody who picked this: at this step, and its condition holds if it has one. */
export function isAskedOf({ isAsked, when }: SurveyField, typed: TypedAnswers): boolean {
  if (when === null || !isAsked) return isAsked
  return isAskedOf(when.field, typed) && when.picked.includes(typed.get(when.field.name) ?? '')
}

/** `answer-F1.1`, `answer-overall`, `fact-visits`, `comment`. */
export function fieldName({ kind, code }: Pick<Question, 'kind' | 'code'>): string {
  if (kind === 'text') return code
  return kind === 'choice' ? `fact-${code}` : `answer-${code}`
}

/** A level is sent as its digit, lowest first; "not applicable" as the sign that is kept for it. */
export function offeredValues(question: Question): readonly string[] {
  if (question.kind === 'text') return []
  if (question.kind === 'choice') return question.options.map(({ value }) => value)
  return question.kind === 'scale' && question.notApplicable ? [...LEVELS, NOT_APPLICABLE] : LEVELS
}

function fieldOf(question: Question, { code }: Survey, earlier: readonly SurveyField[]): SurveyField {
  return {
    question,
    name: fieldName(question),
    values: offeredValues(question),
    isAsked: question.steps.includes(code.step),
    when: conditionOf(question, earlier),
  }
}

/** @throws {Error} when the question depends on one that does not come before it */
function conditionOf({ code, askedWhen }: Question, earlier: readonly SurveyField[]): SurveyField['when'] {
  if (!askedWhen) return null
  const field = earlier.find(({ question }) => question.code === askedWhen.question)
  if (!field) throw new Error(`${code} depends on ${askedWhen.question}, which does not come before it`)
  return { field, picked: askedWhen.is }
}
