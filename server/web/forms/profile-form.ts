import { questionnaireId, type ProfileQuestion } from '../../domain/questionnaire.ts'
import { NOT_GIVEN, type ResponseIdentity } from '../../domain/response.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { SurveySeals } from '../survey-seals.ts'
import type { FormBody } from './form-body.ts'
import type { FormIdentity } from './response-form.ts'

/** Under which the form carries which response its answers belong to. */
export const RESPONSE_FIELD = 'response'

/** The questions about the respondent that a survey asks after sending; sensitive ones only where they are to be. */
export function askedProfile({ questionnaire }: Survey, asksSensitive: boolean): readonly ProfileQuestion[] {
  return (questionnaire.profile ?? []).filter(({ sensitive }) => sensitive !== true || asksSensitive)
}

/** `profile-gender` */
export function profileField({ code }: ProfileQuestion): string {
  return `profile-${code}`
}

/** What the form carries so that its answers go to the response that was just sent and to no other. */
export function sealResponse(seals: SurveySeals, survey: Survey, { openedHour, id }: FormIdentity): string {
  return seals.seal('profile', [
    ['code', survey.code.code],
    ['agency', survey.agency.code],
    ['questionnaire', questionnaireId(survey.questionnaire)],
    ['opened', String(openedHour)],
    ['id', id],
  ])
}

/** The response that a form belongs to; null where its seal is not whole, or it was made for other questions. */
export function openResponse(seals: SurveySeals, survey: Survey, sealed: string): ResponseIdentity | null {
  const values = seals.open('profile', sealed)
  const [agency, opened, id] = ['agency', 'opened', 'id'].map((name) => values?.get(name))
  const isOfSurvey =
    values?.get('code') === survey.code.code && values.get('questionnaire') === questionnaireId(survey.questionnaire)
  if (!isOfSurvey || agency === undefined || id === undefined) return null
  return { agency, openedHour: Number(opened), id }
}

/**
 * What was told, as `SurveyResponse.profile`; empty where every question was left out.
 *
 * @returns null when the form holds what none of ours sends
 */
export function readProfileForm(
  { questionnaire }: Survey,
  asked: readonly ProfileQuestion[],
  { fields, repeated }: FormBody,
): string | null {
  const names = [RESPONSE_FIELD, 'lang', ...asked.map(profileField)]
  if (repeated.length > 0 || [...fields.keys()].some((name) => !names.includes(name))) return null
  let profile = ''
  for (const question of questionnaire.profile ?? []) {
    const value = fields.get(profileField(question)) ?? ''
    const place = question.options.findIndex((option) => option.value === value)
    if (value !== '' && place < 0) return null
    profile += value === '' ? NOT_GIVEN : place.toString(36)
  }
  return profile === NOT_GIVEN.repeat(profile.length) ? '' : profile
}
