import type { LocalHour } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import type { Question, TextQuestion } from '../../domain/questionnaire.ts'
import { FORM_LIFETIME_HOURS, NOT_APPLICABLE, NOT_GIVEN } from '../../domain/response.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { FilledForm } from '../../services/survey-service.ts'
import type { FormBody } from './form-body.ts'

/** What a form says, apart from its language, which the address may name too. */
export type ResponseForm = Omit<FilledForm, 'language'>

/** The id and hour that a form carries; kept when it has to be shown again, so that it stays the same form. */
export type FormIdentity = Pick<FilledForm, 'id' | 'openedHour'>

/** What was typed and picked by field name, as far as the questionnaire knows it. */
export type TypedAnswers = ReadonlyMap<string, string>

export type ResponseFormReading =
  | { readonly ok: true; readonly value: ResponseForm; readonly typed: TypedAnswers }
  | {
      readonly ok: false
      /** Whether the form holds what no form of ours sends, as against something left out or too long. */
      readonly isForeign: boolean
      /** In the order of the questions; what concerns the whole form has `where` empty and comes first. */
      readonly problems: readonly Problem[]
      readonly typed: TypedAnswers
      /** Null where the form was open for too long or carries none: it needs new ones. */
      readonly identity: FormIdentity | null
    }

/** The name under which a question's answer is sent. */
export function fieldName({ kind, code }: Pick<Question, 'kind' | 'code'>): string {
  if (kind === 'text') return code
  return kind === 'choice' ? `fact-${code}` : `answer-${code}`
}

/** The values that a question's radio buttons can send, in the order of the questionnaire. */
export function offeredValues(question: Exclude<Question, TextQuestion>): readonly string[] {
  if (question.kind === 'choice') return question.options.map(({ value }) => value)
  return question.kind === 'scale' && question.notApplicable ? LEVELS_AND_NONE : LEVELS
}

const LEVELS = ['1', '2', '3', '4', '5']
const LEVELS_AND_NONE = [...LEVELS, NOT_APPLICABLE]

/**
 * Reads a sent form against the questions of its survey. Anything that the form does not ask for is a problem, never
 * silently left out: an answer that goes nowhere would look like one that was given.
 *
 * @param now the present hour; a form is taken for FORM_LIFETIME_HOURS after it was opened, and up to an hour before,
 *   because the clock of another process may be ahead
 */
export function readResponseForm(survey: Survey, body: FormBody, now: LocalHour): ResponseFormReading {
  const { fields } = body
  const problems: Problem[] = []
  const typed = new Map<string, string>()
  let answers = ''
  let overall = NOT_GIVEN
  let facts = ''
  let comment: string | null = null

  for (const question of survey.questionnaire.questions) {
    const isAsked = question.steps.includes(survey.code.step)
    if (question.kind === 'text') {
      if (isAsked) comment = readText(question, fields, typed, problems)
      continue
    }
    const value = isAsked ? readPick(question, fields, typed, problems) : null
    if (question.kind === 'overall') overall = value ?? NOT_GIVEN
    else if (question.kind === 'scale') answers += value ?? NOT_GIVEN
    else facts += value === null ? NOT_GIVEN : offeredValues(question).indexOf(value).toString(36)
  }

  const foreign = foreignFields(survey, body)
  const identity = readIdentity(fields, now)
  if (identity && problems.length === 0 && foreign.length === 0) {
    return { ok: true, value: { ...identity, answers: answers + overall, facts, comment }, typed }
  }
  const outdated: Problem[] = identity ? [] : [{ where: '', message: 'survey:error-outdated' }]
  return {
    ok: false,
    isForeign: foreign.length > 0 || problems.some(({ message }) => message === NOT_OFFERED),
    problems: [...foreign, ...outdated, ...problems],
    typed,
    identity,
  }
}

const NOT_OFFERED = 'survey:error-not-offered'

function readPick(
  question: Exclude<Question, TextQuestion>,
  fields: ReadonlyMap<string, string>,
  typed: Map<string, string>,
  problems: Problem[],
): string | null {
  const where = fieldName(question)
  const value = fields.get(where) ?? ''
  if (value === '') {
    if (question.required) problems.push({ where, message: 'survey:error-pick' })
    return null
  }
  if (!offeredValues(question).includes(value)) {
    problems.push({ where, message: NOT_OFFERED })
    return null
  }
  typed.set(where, value)
  return value
}

function readText(
  question: TextQuestion,
  fields: ReadonlyMap<string, string>,
  typed: Map<string, string>,
  problems: Problem[],
): string | null {
  const where = fieldName(question)
  const text = cleanText(fields.get(where) ?? '')
  if (text === '') {
    if (question.required) problems.push({ where, message: 'survey:error-write' })
    return null
  }
  typed.set(where, text)
  const length = text.length > question.maxLength ? Array.from(text).length : text.length
  if (length > question.maxLength) {
    problems.push({ where, message: 'survey:error-too-long', values: { length, most: question.maxLength } })
  }
  return text
}

/**
 * Free text as it is kept: composed, with plain line ends, without control signs and without the marks that turn the
 * direction of writing and so can make a text look like another.
 */
function cleanText(text: string): string {
  if (text === '') return text
  return text
    .toWellFormed()
    .normalize('NFC')
    .replace(/\r\n?/g, '\n')
    .replaceAll('\t', ' ')
    .replace(/[^\P{Cc}\n]|[\u202A-\u202E\u2066-\u2069\uFEFF]/gu, '')
    .trim()
}

function readIdentity(fields: ReadonlyMap<string, string>, now: LocalHour): FormIdentity | null {
  const id = fields.get('id') ?? ''
  const opened = fields.get('opened') ?? ''
  if (!/^[0-9a-f]{32}$/.test(id) || !/^\d{1,9}$/.test(opened)) return null
  const openedHour = Number(opened)
  return openedHour >= now - FORM_LIFETIME_HOURS && openedHour <= now + 1 ? { id, openedHour } : null
}

const FORM_FIELDS = ['id', 'opened', 'lang']
const MOST_FOREIGN = 5
const LONGEST_NAME = 40

/** What was sent that this form has no field for, and what was sent twice. */
function foreignFields(survey: Survey, { fields, repeated }: FormBody): Problem[] {
  const { asked, unasked } = fieldsOf(survey)
  const unknown = [...fields.keys()]
    .filter((name) => !asked.has(name))
    .map((name) => [name, unasked.has(name) ? 'survey:error-not-asked' : 'survey:error-unknown-field'] as const)
  return [...unknown, ...repeated.map((name) => [name, 'survey:error-repeated'] as const)]
    .slice(0, MOST_FOREIGN)
    .map(([name, message]) => ({ where: '', message, values: { name: shortened(name) } }))
}

interface FormFields {
  readonly asked: ReadonlySet<string>
  readonly unasked: ReadonlySet<string>
}

/** The names that the form of a survey sends, and those that only its questionnaire knows; worked out once a survey. */
function fieldsOf(survey: Survey): FormFields {
  let fields = knownFields.get(survey)
  if (!fields) {
    const asked = new Set([...FORM_FIELDS, ...survey.questions.map(fieldName)])
    fields = { asked, unasked: new Set(survey.questionnaire.questions.map(fieldName)).difference(asked) }
    knownFields.set(survey, fields)
  }
  return fields
}

const knownFields = new WeakMap<Survey, FormFields>()

function shortened(name: string): string {
  const signs = Array.from(name)
  return signs.length > LONGEST_NAME ? `${signs.slice(0, LONGEST_NAME).join('')}…` : name
}
