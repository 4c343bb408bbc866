import type { ProfileQuestion } from '../../domain/questionnaire.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Survey } from '../../services/known-surveys.ts'
import { profileField, RESPONSE_FIELD } from '../forms/profile-form.ts'
import type { TypedAnswers } from '../forms/survey-fields.ts'
import type { Language } from '../language.ts'
import type { Site } from './shell.ts'
import { thanksPage, thanksPath, type SurveyNotice } from './survey-notice.ts'
import type { SurveyPage } from './survey-page.ts'
import type { SurveyQuestion } from './survey-question.ts'
import { inThatLanguage } from './survey-shell.ts'

/** The thanks, followed by questions about the respondent. */
export interface SurveyProfilePage extends SurveyNotice {
  /** That the answers could not be taken now; null when the questions are first shown. */
  readonly alert: SurveyPage['alert']
  readonly profile: {
    readonly heading: string
    readonly paragraphs: readonly string[]
    readonly action: string
    readonly questions: readonly SurveyQuestion[]
    /** Says which response the answers belong to. */
    readonly response: { readonly name: string; readonly value: string }
    readonly submit: string
  }
}

/**
 * @param response as sealResponse gives it
 * @param typed what was picked where it could not be taken now; null when the questions are first shown
 */
export function surveyProfilePage(
  site: Site,
  language: Language,
  survey: Survey,
  asked: readonly ProfileQuestion[],
  response: string,
  typed: TypedAnswers | null,
): SurveyProfilePage {
  const { t, code } = language
  const thanks = thanksPage(site, language, survey)
  return {
    ...thanks,
    title: typed ? t('site:error-prefix', { title: thanks.title }) : thanks.title,
    // The page answers what was sent, so there is no address to have it in another language from.
    languages: [],
    alert: typed && { title: t('survey:profile-busy-title'), text: t('survey:profile-busy-text'), errors: [] },
    profile: {
      heading: t('survey:profile-heading'),
      paragraphs: [t('survey:profile-purpose'), t('survey:profile-voluntary'), t('survey:profile-final')],
      action: inThatLanguage(thanksPath(survey), code),
      questions: asked.map((question) => profileQuestion(question, language, typed)),
      response: { name: RESPONSE_FIELD, value: response },
      submit: t('survey:profile-submit'),
    },
  }
}

/** Its last choice takes an answer back, which a radio button cannot do by itself; it is not picked beforehand either. */
function profileQuestion(question: ProfileQuestion, { code, t }: Language, typed: TypedAnswers | null): SurveyQuestion {
  const name = profileField(question)
  const picked = typed?.get(name) ?? null
  const offered = question.options.map(({ value, label }) => ({ value, label: inLanguage(label, code) }))
  const hint = question.sensitive === true ? { id: `${name}-hint`, text: t('survey:profile-sensitive') } : null
  return {
    name,
    legend: inLanguage(question.wording, code),
    hint,
    error: null,
    describedBy: hint?.id ?? null,
    options: [...offered, { value: '', label: t('survey:profile-skip') }].map(({ value, label }) => ({
      value,
      label,
      id: null,
      isPicked: value === picked,
    })),
    text: '',
  }
}
