import type { Problem } from '../../domain/errors.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { TypedAnswers } from '../forms/response-form.ts'
import { fieldName } from '../forms/survey-fields.ts'
import type { Language } from '../language.ts'
import type { Site } from './shell.ts'
import { firstControl, problemText, surveyQuestion, type SurveyQuestion } from './survey-question.ts'
import {
  counterTitle,
  inThatLanguage,
  placeOf,
  surveyShell,
  type SurveyPlace,
  type SurveyShell,
} from './survey-shell.ts'

/** The form of one counter, up to what differs between two forms of it. */
export interface SurveyPage extends SurveyShell {
  /** Why the form is shown again; null when it is opened. */
  readonly alert: {
    readonly title: string
    readonly text: string
    readonly errors: readonly { readonly href: string | null; readonly text: string }[]
  } | null
  readonly place: SurveyPlace
  readonly lead: string
  readonly heading: string
  readonly action: string
  readonly questions: readonly SurveyQuestion[]
  readonly submit: string
  readonly privacy: string
}

/** What differs between two forms of one counter, for survey/form-end. */
export interface SurveyFormEnd {
  readonly id: string
  readonly opened: string
}

/** Why a form comes back to whoever sent it: what was wrong with it, or that it could not be taken now. */
export interface FormReturn {
  readonly reason: 'incomplete' | 'foreign' | 'busy' | 'limited' | 'replaced'
  readonly problems: readonly Problem[]
  readonly typed: TypedAnswers
}

/** @param back null for a form that is opened; else everything typed is kept */
export function surveyPage(site: Site, language: Language, survey: Survey, back: FormReturn | null): SurveyPage {
  const { t } = language
  const path = `/s/${survey.code.code}`
  const title = counterTitle(survey, language, 'survey:title')
  const problemAt = new Map(back?.problems.map((problem) => [problem.where, problem]))
  return {
    ...surveyShell(site, language, back ? t('site:error-prefix', { title }) : title, back ? null : path),
    alert: back && {
      title: t(`survey:${back.reason}-title`),
      text: t(`survey:${back.reason}-text`),
      errors: summaryOf(survey, back.problems, language),
    },
    place: placeOf(survey, language),
    lead: t('survey:lead'),
    heading: t('survey:heading'),
    action: inThatLanguage(path, language.code),
    questions: survey.questions.map((question, i) =>
      surveyQuestion(
        question,
        i + 1,
        language,
        back?.typed ?? NOTHING_TYPED,
        problemAt.get(fieldName(question)) ?? null,
      ),
    ),
    submit: t('survey:submit'),
    privacy: t('survey:privacy'),
  }
}

const NOTHING_TYPED: TypedAnswers = new Map()

/** Each problem as one line; where it belongs to a question, with its number and a link to where it is put right. */
function summaryOf(survey: Survey, problems: readonly Problem[], language: Language) {
  return problems.map((problem) => {
    const text = problemText(problem, language)
    const at = survey.questions.findIndex((question) => fieldName(question) === problem.where)
    const question = survey.questions[at]
    if (!question) return { href: null, text }
    return { href: `#${firstControl(question)}`, text: language.t('survey:summary-line', { number: at + 1, text }) }
  })
}
