import type { Problem } from '../../domain/errors.ts'
import type { Survey } from '../../services/known-surveys.ts'
import { surveyFields, type SurveyField, type TypedAnswers } from '../forms/survey-fields.ts'
import type { Language } from '../language.ts'
import type { Site } from './shell.ts'
import { firstControl, problemText, surveyQuestion, type SurveyQuestion } from './survey-question.ts'
import {
  counterTitle,
  inThatLanguage,
  placeOf,
  surveyPath,
  surveyShell,
  type SurveyPlace,
  type SurveyShell,
} from './survey-shell.ts'

/** The form of one counter, or one page of it, up to what differs between two forms of it. */
export interface SurveyPage extends SurveyShell {
  /** That the form is a trial; null where it is not. */
  readonly trial: string | null
  /** Why the form is shown again; null when it is opened. */
  readonly alert: {
    readonly title: string
    readonly text: string
    readonly errors: readonly { readonly href: string | null; readonly text: string }[]
  } | null
  readonly place: SurveyPlace
  readonly lead: string | null
  /** Which of how many pages; null where there is but one. */
  readonly progress: string | null
  readonly heading: string
  /** What is asked of each criterion, where the heading does not say so. */
  readonly prompt: string | null
  readonly action: string
  readonly questions: readonly SurveyQuestion[]
  /** Free text of other pages, sent along. */
  readonly carried: readonly { readonly name: string; readonly value: string }[]
  readonly submit: string
  /** The button to the page before; null on the first. */
  readonly back: { readonly name: string; readonly label: string } | null
  readonly privacy: string | null
}

/** What differs between two forms of one counter, for survey/form-end: its id and hour, or all of its state. */
export interface SurveyFormEnd {
  readonly fields: readonly { readonly name: string; readonly value: string }[]
}

/** Why a form comes back to whoever sent it: what was wrong with it, or that it could not be taken now. */
export interface FormReturn {
  readonly reason: ReturnReason
  readonly problems: readonly Problem[]
}

/** Each has a title and a text of its own; those with `page-` are of a page that is not the last. */
export type ReturnReason =
  | 'incomplete'
  | 'foreign'
  | 'busy'
  | 'limited'
  | 'replaced'
  | 'broken'
  | 'renewed'
  | 'other-form'
  | 'page-incomplete'
  | 'page-foreign'

/** How a form is to be shown. */
export interface FormShowing {
  /** Null for a form that is opened, or goes on to its next page. */
  readonly back: FormReturn | null
  readonly typed: TypedAnswers
  readonly isTrial: boolean
}

/** A form as it is opened. */
export const NEWLY_OPENED: FormShowing = { back: null, typed: new Map(), isTrial: false }

/** The form of a survey that has all its questions on one page. */
export function surveyPage(site: Site, language: Language, survey: Survey, showing: FormShowing): SurveyPage {
  const { t } = language
  const fields = surveyFields(survey).questions.filter(({ isAsked }) => isAsked)
  return {
    ...formFrame(site, language, survey, showing, counterTitle(survey, language, 'survey:title')),
    lead: t('survey:lead'),
    progress: null,
    heading: t('survey:heading'),
    prompt: null,
    ...questionsOf(fields, 1, language, showing),
    carried: [],
    submit: t('survey:submit'),
    back: null,
    privacy: t('survey:privacy'),
  }
}

/** What stands around the questions on each page of a form. */
export function formFrame(
  site: Site,
  language: Language,
  survey: Survey,
  { back, typed, isTrial }: FormShowing,
  title: string,
): SurveyShell & Pick<SurveyPage, 'trial' | 'place' | 'action'> {
  const { t } = language
  const path = surveyPath(survey, isTrial)
  // Another language is another form, in which nothing would be left of what was typed.
  const isEmpty = back === null && typed.size === 0
  return {
    ...surveyShell(site, language, back ? t('site:error-prefix', { title }) : title, isEmpty ? path : null),
    trial: isTrial ? t('survey:trial-notice') : null,
    place: placeOf(survey, language),
    action: inThatLanguage(path, language.code),
  }
}

/** Some questions of a form, numbered from a number on, with what is wrong with them above all. */
export function questionsOf(
  fields: readonly SurveyField[],
  firstNumber: number,
  language: Language,
  { back, typed }: FormShowing,
): Pick<SurveyPage, 'alert' | 'questions'> {
  const problems = back?.problems ?? []
  const numberOf = new Map(fields.map(({ name }, i) => [name, firstNumber + i]))
  return {
    alert: back && {
      title: language.t(`survey:${back.reason}-title`),
      text: language.t(`survey:${back.reason}-text`),
      errors: problems.map((problem) => summaryLine(problem, fields, numberOf, language)),
    },
    questions: fields.map(({ question, name }, i) => {
      const problem = problems.find(({ where }) => where === name) ?? null
      return surveyQuestion(question, firstNumber + i, language, typed, problem)
    }),
  }
}

/** A problem as one line; where it belongs to a question, with its number and a link to where it is put right. */
function summaryLine(
  problem: Problem,
  fields: readonly SurveyField[],
  numberOf: ReadonlyMap<string, number>,
  language: Language,
) {
  const text = problemText(problem, language)
  const field = fields.find(({ name }) => name === problem.where)
  const number = numberOf.get(problem.where)
  if (!field || number === undefined) return { href: null, text }
  return { href: `#${firstControl(field.question)}`, text: language.t('survey:summary-line', { number, text }) }
}
