import { PUBLIC_CODE_LENGTH, publicCodeSigns } from '../../domain/public-code.ts'
import type { OpenedSurvey, Survey } from '../../services/known-surveys.ts'
import { SOURCE_LANGUAGE, type Language } from '../language.ts'
import type { Site } from './shell.ts'
import { inThatLanguage, placeOf, surveyShell, type SurveyPlace, type SurveyShell } from './survey-shell.ts'

/** Where a citizen finds the survey of a counter: after a wrong code, or by name. */
export interface SurveyFindPage extends SurveyShell {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly found: {
    readonly heading: string
    readonly surveys: readonly { readonly href: string; readonly place: SurveyPlace }[]
  } | null
  readonly search: {
    readonly action: string
    readonly label: string
    readonly hint: string
    /** What was typed, kept to be put right. */
    readonly typed: string
    /** To be sent along; null where it is the source language. */
    readonly language: string | null
    readonly submit: string
  }
}

/** Why a code opens no survey, and what may have been meant. */
export function wrongCodePage(
  site: Site,
  language: Language,
  typed: string,
  opened: Exclude<OpenedSurvey, { state: 'open' }>,
): SurveyFindPage {
  const { t } = language
  if (opened.state === 'withdrawn') {
    const replaced = opened.replacement !== null
    return findPage(site, language, typed, {
      heading: t('survey:withdrawn-heading'),
      paragraphs: [t(replaced ? 'survey:withdrawn-replaced' : 'survey:withdrawn-text')],
      foundHeading: t('survey:withdrawn-now'),
      surveys: opened.replacement ? [opened.replacement] : [],
    })
  }
  const signs = { least: PUBLIC_CODE_LENGTH, typed: publicCodeSigns(typed).length }
  return findPage(site, language, typed, {
    heading: t('survey:unknown-heading'),
    paragraphs: [t(`survey:unknown-${opened.fault ?? 'nowhere'}`, signs), t('survey:unknown-advice')],
    foundHeading: t('survey:near-heading'),
    surveys: opened.near,
  })
}

/** What a search by name found; with nothing typed, the search alone. */
export function namesPage(site: Site, language: Language, typed: string, found: readonly Survey[]): SurveyFindPage {
  const { t } = language
  const nothing = typed !== '' && found.length === 0
  return findPage(site, language, typed, {
    heading: t('survey:find-heading'),
    paragraphs: nothing ? [t('survey:find-nothing', { typed })] : [],
    foundHeading: t('survey:find-found', { typed }),
    surveys: found,
  })
}

function findPage(
  site: Site,
  language: Language,
  typed: string,
  content: {
    readonly heading: string
    readonly paragraphs: readonly string[]
    readonly foundHeading: string
    readonly surveys: readonly Survey[]
  },
): SurveyFindPage {
  const { t, code } = language
  const { heading, paragraphs, foundHeading, surveys } = content
  return {
    ...surveyShell(site, language, heading, typed === '' ? '/s' : `/s?q=${encodeURIComponent(typed)}`),
    heading,
    paragraphs,
    found:
      surveys.length === 0
        ? null
        : {
            heading: foundHeading,
            surveys: surveys.map((survey) => ({
              href: inThatLanguage(`/s/${survey.code.code}`, code),
              place: placeOf(survey, language),
            })),
          },
    search: {
      action: '/s',
      label: t('survey:find-label'),
      hint: t('survey:find-hint'),
      typed,
      language: code === SOURCE_LANGUAGE ? null : code,
      submit: t('survey:find-submit'),
    },
  }
}
