import type { Survey } from '../../services/known-surveys.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Language } from '../language.ts'
import type { Site } from './shell.ts'
import {
  counterTitle,
  inThatLanguage,
  placeOf,
  surveyShell,
  type SurveyPlace,
  type SurveyShell,
} from './survey-shell.ts'

/** A short page for a citizen: a heading, a few sentences, where to go. */
export interface SurveyNotice extends SurveyShell {
  readonly heading: string
  /** The counter that it is about; null where it is about none. */
  readonly place: SurveyPlace | null
  readonly paragraphs: readonly string[]
  readonly link: { readonly href: string; readonly label: string } | null
}

/** Said after a form was stored. What the agency promises is the agency's own sentence, else one that is true everywhere. */
export function thanksPage(site: Site, language: Language, survey: Survey): SurveyNotice {
  const { t } = language
  const path = `/s/${survey.code.code}`
  const { promise } = survey.agency
  return {
    ...surveyShell(site, language, counterTitle(survey, language, 'survey:thanks-title'), `${path}/thanks`),
    heading: t('survey:thanks-heading'),
    place: placeOf(survey, language),
    paragraphs: [
      promise ? inLanguage(promise, language.code) : t('survey:thanks-promise'),
      t('survey:thanks-privacy'),
      t('survey:thanks-close'),
    ],
    link: { href: inThatLanguage(path, language.code), label: t('survey:thanks-again') },
  }
}

/** Why a request of a citizen could not be read. */
export type RefusalReason = 'method' | 'unreadable' | 'too-large' | 'wrong-type' | 'limited'

export function refusalPage(site: Site, language: Language, reason: RefusalReason, path: string): SurveyNotice {
  const { t } = language
  const heading = t(`survey:refused-${reason}-heading`)
  return {
    ...surveyShell(site, language, t('site:error-prefix', { title: heading }), null),
    heading,
    place: null,
    paragraphs: [t(`survey:refused-${reason}-text`)],
    link: { href: inThatLanguage(path, language.code), label: t('survey:refused-link') },
  }
}
