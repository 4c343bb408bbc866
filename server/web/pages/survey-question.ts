import type { Problem } from '../../domain/errors.ts'
import type { Question } from '../../domain/questionnaire.ts'
import { NOT_APPLICABLE } from '../../domain/response.ts'
import { inLanguage } from '../../domain/words.ts'
import { fieldName, offeredValues, type TypedAnswers } from '../forms/survey-fields.ts'
import type { Language } from '../language.ts'

/** One question as the form shows it. */
export interface SurveyQuestion {
  /** Name of its field; a text's id too. */
  readonly name: string
  readonly legend: string
  readonly hint: Note | null
  readonly error: Note | null
  /** Ids of hint and error, for aria-describedby; null where there is neither. */
  readonly describedBy: string | null
  /** Null for free text. */
  readonly options: readonly SurveyOption[] | null
  /** What was written so far. */
  readonly text: string
}

interface Note {
  readonly id: string
  readonly text: string
}

interface SurveyOption {
  readonly value: string
  readonly label: string
  /** Of the first one alone, where the error summary leads. */
  readonly id: string | null
  readonly isPicked: boolean
}

export function surveyQuestion(
  question: Question,
  number: number,
  language: Language,
  typed: TypedAnswers,
  problem: Problem | null,
): SurveyQuestion {
  const { t } = language
  const name = fieldName(question)
  const hint = hintOf(question, language)
  const notes = {
    hint: hint === null ? null : { id: `${name}-hint`, text: hint },
    error:
      problem === null
        ? null
        : { id: `${name}-error`, text: t('survey:error', { text: problemText(problem, language) }) },
  }
  const describedBy = [notes.hint, notes.error].flatMap((note) => note?.id ?? []).join(' ')
  const legend = t(question.required ? 'survey:legend' : 'survey:legend-optional', {
    number,
    wording: inLanguage(question.wording, language.code),
  })
  return {
    name,
    legend,
    ...notes,
    describedBy: describedBy === '' ? null : describedBy,
    options: optionsOf(question, language, typed.get(name) ?? null),
    text: question.kind === 'text' ? (typed.get(name) ?? '') : '',
  }
}

/** The words of a problem, numbers printed as the language prints them. */
export function problemText({ message, values = {} }: Problem, { t, format }: Language): string {
  const printed = Object.entries(values).map(([name, value]) => [
    name,
    typeof value === 'number' ? format.count(value) : value,
  ])
  return t(message, Object.fromEntries(printed) as Record<string, string>)
}

/** The id that the error summary links to: the first radio button, or the text field. */
export function firstControl(question: Question): string {
  return question.kind === 'text' ? fieldName(question) : `${fieldName(question)}-first`
}

function hintOf(question: Question, { code, t, format }: Language): string | null {
  const hint = question.hint === null ? null : inLanguage(question.hint, code)
  if (question.kind !== 'text') return hint
  const most = t('survey:hint-length', { most: format.count(question.maxLength) })
  return hint === null ? most : t('survey:hint-and-length', { hint, most })
}

function optionsOf(question: Question, language: Language, picked: string | null): readonly SurveyOption[] | null {
  if (question.kind === 'text') return null
  return offeredValues(question).map((value, i) => ({
    value,
    label: labelOf(question, value, language),
    id: i === 0 ? firstControl(question) : null,
    isPicked: value === picked,
  }))
}

function labelOf(question: Question, value: string, { code, t }: Language): string {
  if (question.kind === 'choice') {
    const option = question.options.find((one) => one.value === value)
    return option ? inLanguage(option.label, code) : value
  }
  return value === NOT_APPLICABLE ? t('survey:not-applicable') : t(`survey:level-${value}`)
}
