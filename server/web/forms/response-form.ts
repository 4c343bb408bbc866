import type { LocalHour } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { FORM_LIFETIME_HOURS, NOT_APPLICABLE, NOT_GIVEN } from '../../domain/response.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { FilledForm } from '../../services/survey-service.ts'
import { cleanText } from './clean-text.ts'
import type { FormBody } from './form-body.ts'
import { isAskedOf, surveyFields, type SurveyField, type TypedAnswers } from './survey-fields.ts'

/** What a form says, apart from its language, which the address may name too. */
export type ResponseForm = Omit<FilledForm, 'language'>

/** The id and hour that a form carries; kept when it has to be shown again, so that it stays the same form. */
export type FormIdentity = Pick<FilledForm, 'id' | 'openedHour'>

export type ResponseFormReading =
  | { readonly ok: true; readonly value: ResponseForm }
  | {
      readonly ok: false
      /** Whether the form holds what no form of ours sends, as against something left out or too long. */
      readonly isForeign: boolean
      /** What concerns the whole form has `where` empty and comes first; then in the order of the questions. */
      readonly problems: readonly Problem[]
      /** Null where the form was open for too long or carries none: it needs new ones. */
      readonly identity: FormIdentity | null
    }

/**
 * Reads a sent form against the questions of its survey. Anything that the form does not ask for is a problem, never
 * silently left out: an answer that goes nowhere would look like one that was given. Only where an earlier answer says
 * that a question does not concern the sender is it not applicable, whatever was picked before.
 *
 * @param now the present hour; a form is taken for FORM_LIFETIME_HOURS after it was opened, and up to an hour before,
 *   because the clock of another process may be ahead
 */
export function readResponseForm(survey: Survey, body: FormBody, now: LocalHour): ResponseFormReading {
  const problems: Problem[] = []
  let answers = ''
  let overall = NOT_GIVEN
  let facts = ''
  let comment: string | null = null

  for (const field of surveyFields(survey).questions) {
    const { kind } = field.question
    const isAsked = isAskedOf(field, body.fields)
    if (kind === 'text') {
      if (isAsked) comment = readText(field, body, problems)
      continue
    }
    const value = isAsked ? readPick(field, body, problems) : null
    if (kind === 'overall') overall = value ?? NOT_GIVEN
    else if (kind === 'scale') answers += value ?? (field.isAsked && !isAsked ? NOT_APPLICABLE : NOT_GIVEN)
    else facts += value === null ? NOT_GIVEN : field.values.indexOf(value).toString(36)
  }

  const { questions, sent } = surveyFields(survey)
  const foreign = foreignFields(body, sent, questions)
  const identity = readIdentity(body.fields, now)
  if (identity && problems.length === 0 && foreign.length === 0) {
    return { ok: true, value: { ...identity, answers: answers + overall, facts, comment } }
  }
  const outdated: Problem[] = identity ? [] : [{ where: '', message: 'survey:error-outdated' }]
  return {
    ok: false,
    isForeign: foreign.length > 0 || problems.some(isNotOffered),
    problems: [...foreign, ...outdated, ...problems],
    identity,
  }
}

/** What a form that has to be shown again shows as picked and written: all of it that the form offers. */
export function typedAnswers(survey: Survey, { fields }: FormBody): TypedAnswers {
  const typed = new Map<string, string>()
  for (const { name, question, values } of surveyFields(survey).questions) {
    const value = fields.get(name)
    if (value === undefined) continue
    if (question.kind === 'text') typed.set(name, cleanText(value))
    else if (values.includes(value)) typed.set(name, value)
  }
  return typed
}

const NOT_OFFERED = 'survey:error-not-offered'

/** Whether a problem is a choice that no form of ours offers. */
export function isNotOffered({ message }: Problem): boolean {
  return message === NOT_OFFERED
}

function readPick({ name, question, values }: SurveyField, { fields }: FormBody, problems: Problem[]): string | null {
  const value = fields.get(name)
  if (value === undefined || value === '') {
    if (question.required) problems.push({ where: name, message: 'survey:error-pick' })
    return null
  }
  if (values.includes(value)) return value
  problems.push({ where: name, message: NOT_OFFERED })
  return null
}

function readText({ name, question }: SurveyField, { fields }: FormBody, problems: Problem[]): string | null {
  const text = cleanText(fields.get(name) ?? '')
  if (text === '') {
    if (question.required) problems.push({ where: name, message: 'survey:error-write' })
    return null
  }
  const most = question.kind === 'text' ? question.maxLength : 0
  const length = text.length > most ? Array.from(text).length : text.length
  if (length > most) problems.push({ where: name, message: 'survey:error-too-long', values: { length, most } })
  return text
}

/** The id and hour that a form carries; null where it carries none or was open for too long. */
export function readIdentity(fields: ReadonlyMap<string, string>, now: LocalHour): FormIdentity | null {
  const id = fields.get('id') ?? ''
  const opened = fields.get('opened') ?? ''
  if (!/^[0-9a-f]{32}$/.test(id) || !/^\d{1,9}$/.test(opened)) return null
  const openedHour = Number(opened)
  return openedHour >= now - FORM_LIFETIME_HOURS && openedHour <= now + 1 ? { id, openedHour } : null
}

const MOST_FOREIGN = 5
const LONGEST_NAME = 40

/**
 * What was sent that a form has no field for, and what was sent twice; at most a few of very many.
 *
 * @param sent the names that the form sends
 * @param questions those of its questionnaire, so that one that is asked elsewhere is told from one that is unknown
 */
export function foreignFields(
  { fields, repeated }: FormBody,
  sent: ReadonlySet<string>,
  questions: readonly SurveyField[],
): readonly Problem[] {
  const foreign: Problem[] = []
  const add = (name: string, message: string): void => {
    if (foreign.length < MOST_FOREIGN) foreign.push({ where: '', message, values: { name: shortened(name) } })
  }
  for (const name of fields.keys()) {
    if (sent.has(name)) continue
    const isAskedElsewhere = questions.some((field) => field.name === name)
    add(name, isAskedElsewhere ? 'survey:error-not-asked' : 'survey:error-unknown-field')
  }
  for (const name of repeated) add(name, 'survey:error-repeated')
  return foreign
}

function shortened(name: string): string {
  const signs = Array.from(name)
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME).join('')}…` : name
}
