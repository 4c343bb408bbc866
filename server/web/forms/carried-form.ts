import { questionnaireId, type QuestionnaireId } from '../../domain/questionnaire.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { SurveySeals } from '../survey-seals.ts'
import type { FormIdentity } from './response-form.ts'
import { surveyFields, type TypedAnswers } from './survey-fields.ts'

/** A form under way: one of its pages, and everything picked and written on all of them so far. */
export interface CarriedForm {
  readonly identity: FormIdentity
  /** As `FormPage.place`. */
  readonly page: number
  readonly typed: TypedAnswers
}

/** Under which a page of a form carries what was picked on the others. */
export const STATE_FIELD = 'state'

/** What the state of a form says once its seal was found whole; not yet held against any questions. */
export interface FormState {
  /** The public code that the form was opened with. */
  readonly code: string
  readonly questionnaire: QuestionnaireId
  readonly page: number
  /** `id` and `opened`, and each pick by field name. */
  readonly fields: ReadonlyMap<string, string>
}

const OWN_NAMES = ['code', 'questionnaire', 'page']

/**
 * The state that the page carries. Free text is not in it: it stays a field of its own, so that it can be long.
 */
export function sealForm(seals: SurveySeals, survey: Survey, { identity, page, typed }: CarriedForm): string {
  const picks = surveyFields(survey).questions.flatMap(({ name, values }): (readonly [string, string])[] => {
    const value = typed.get(name)
    return value === undefined || values.length === 0 ? [] : [[name, value]]
  })
  return seals.seal('form', [
    ['code', survey.code.code],
    ['questionnaire', questionnaireId(survey.questionnaire)],
    ['page', String(page)],
    ['id', identity.id],
    ['opened', String(identity.openedHour)],
    ...picks,
  ])
}

/** Null where the state was altered or is none. */
export function openForm(seals: SurveySeals, state: string): FormState | null {
  const values = seals.open('form', state)
  if (!values) return null
  const [code = '', questionnaire = '', page = ''] = OWN_NAMES.map((name) => values.get(name))
  const fields = new Map([...values].filter(([name]) => !OWN_NAMES.includes(name)))
  return { code, questionnaire, page: Number(page), fields }
}
