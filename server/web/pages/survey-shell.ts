import type { Survey } from '../../services/known-surveys.ts'
import { inLanguage } from '../../domain/words.ts'
import { SOURCE_LANGUAGE, type Language } from '../language.ts'
import type { Site } from './shell.ts'

/** What every citizen's page has around its content: views/survey/head.ejs prints it. One small style sheet, no script. */
export interface SurveyShell {
  readonly language: string
  readonly title: string
  readonly style: string
  readonly icon: string
  /** The same page in other languages; empty where changing would lose what was typed. */
  readonly languages: readonly { readonly code: string; readonly name: string; readonly href: string }[]
  readonly languagesLabel: string
}

/** @param path the page's own address without its language, null where there is none to come back to */
export function surveyShell(site: Site, language: Language, title: string, path: string | null): SurveyShell {
  const others = path === null ? [] : site.languages.filter(({ code }) => code !== language.code)
  return {
    language: language.code,
    title,
    style: site.asset('css/survey.css'),
    icon: site.asset('img/icon.svg'),
    languages: others.map(({ code, name }) => ({ code, name, href: inThatLanguage(path ?? '', code) })),
    languagesLabel: language.t('site:languages-label'),
  }
}

/** The address of a counter's form, or of its thanks; a trial stays one from page to page. */
export function surveyPath({ code }: Survey, isTrial: boolean, end: '' | '/thanks' = ''): string {
  return `/s/${code.code}${end}${isTrial ? '?trial=1' : ''}`
}

/** A path of the citizen's side that keeps the language; the source language needs no mark. */
export function inThatLanguage(path: string, code: string): string {
  if (code === SOURCE_LANGUAGE) return path
  return `${path}${path.includes('?') ? '&' : '?'}lang=${code}`
}

/** Where a survey is answered, in words: so that whoever scanned its code knows that they are in the right place. */
export interface SurveyPlace {
  readonly agency: string
  readonly point: string
  /** The procedure field and the step. */
  readonly errand: string
}

export function placeOf({ agency, point, field, code }: Survey, { code: language, t }: Language): SurveyPlace {
  return {
    agency: inLanguage(agency.names, language),
    point: inLanguage(point.names, language),
    errand: t('survey:errand', { field: inLanguage(field.names, language), step: t(`survey:step-${code.step}`) }),
  }
}

/** The title of a page about one counter: what it is, the counter, the agency, and what else its sentence says. */
export function counterTitle(
  survey: Survey,
  language: Language,
  key: string,
  values: Readonly<Record<string, string>> = {},
): string {
  const { agency, point } = placeOf(survey, language)
  return language.t(key, { agency, point, ...values })
}
