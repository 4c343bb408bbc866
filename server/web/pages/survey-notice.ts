import type { Survey } from '../../services/known-surveys.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Language } from '../language.ts'
import { publicHref } from './public-links.ts'
import type { Site } from './shell.ts'
import {
  counterTitle,
  inThatLanguage,
  placeOf,
  surveyPath,
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
  /** Where everybody sees how the agency scored; left out where that is beside the point. */
  readonly published?: { readonly href: string; readonly label: string }
}

/** What became of the questions about the respondent: stored, told before, or all left out. */
export type ProfileOutcome = 'stored' | 'known' | 'none'

const PROFILE_OUTCOMES: readonly string[] = ['stored', 'known', 'none'] satisfies ProfileOutcome[]

/**
 * Said after a form was stored. What the agency promises is the agency's own sentence, else one that is true everywhere.
 *
 * @param profile a ProfileOutcome, or anything else where there is none to tell
 */
export function thanksPage(site: Site, language: Language, survey: Survey, profile = ''): SurveyNotice {
  const { t } = language
  const { promise } = survey.agency
  return {
    ...surveyShell(site, language, counterTitle(survey, language, 'survey:thanks-title'), thanksPath(survey, profile)),
    heading: t('survey:thanks-heading'),
    place: placeOf(survey, language),
    paragraphs: [
      ...(isOutcome(profile) ? [t(`survey:profile-${profile}`)] : []),
      promise ? inLanguage(promise, language.code) : t('survey:thanks-promise'),
      t('survey:thanks-privacy'),
      t('survey:thanks-close'),
    ],
    link: { href: inThatLanguage(surveyPath(survey, false), language.code), label: t('survey:thanks-again') },
    published: { href: publicHref(survey.agency.code, language.code), label: t('survey:thanks-published') },
  }
}

/** Where the thanks stand that also tell what became of a profile. */
export function thanksPath(survey: Survey, profile = ''): string {
  return surveyPath(survey, false, '/thanks') + (isOutcome(profile) ? `?profile=${profile}` : '')
}

function isOutcome(profile: string): profile is ProfileOutcome {
  return PROFILE_OUTCOMES.includes(profile)
}

/** Said after a trial: that it went well, and that nothing was stored. */
export function trialThanksPage(site: Site, language: Language, survey: Survey): SurveyNotice {
  const { t } = language
  return {
    ...surveyShell(
      site,
      language,
      counterTitle(survey, language, 'survey:trial-title'),
      surveyPath(survey, true, '/thanks'),
    ),
    heading: t('survey:trial-heading'),
    place: placeOf(survey, language),
    paragraphs: [t('survey:trial-text'), t('survey:trial-advice')],
    link: { href: inThatLanguage(surveyPath(survey, true), language.code), label: t('survey:trial-again') },
  }
}

/** Why a request of a citizen could not be read. */
export type RefusalReason = 'method' | 'unreadable' | 'too-large' | 'wrong-type' | 'limited' | 'profile'

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
