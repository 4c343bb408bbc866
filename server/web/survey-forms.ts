import type { Survey } from '../services/known-surveys.ts'
import type { FormIdentity } from './forms/response-form.ts'
import type { Language } from './language.ts'
import { PackedPage } from './packed-page.ts'
import { surveyPage, type FormReturn, type SurveyFormEnd } from './pages/survey-page.ts'
import type { Site } from './pages/shell.ts'
import type { Render } from './views.ts'

/** Renders the form of each counter once for each language, and keeps it until what it is made of changes. */
export class SurveyForms {
  readonly #render: Render
  readonly #site: Site
  /** About two kilobytes a page; what no survey in use refers to any more goes by itself. */
  readonly #kept = new WeakMap<Survey, Map<Language, PackedPage>>()
  readonly #endPieces: readonly string[]

  constructor({ render, site }: { readonly render: Render; readonly site: Site }) {
    this.#render = render
    this.#site = site
    const blank: SurveyFormEnd = { id: ID_PLACE, opened: OPENED_PLACE }
    this.#endPieces = render('survey/form-end', blank).split(new RegExp(`${ID_PLACE}|${OPENED_PLACE}`))
  }

  /** The form as it is opened, up to its end. */
  opened(survey: Survey, language: Language): PackedPage {
    let pages = this.#kept.get(survey)
    if (!pages) {
      pages = new Map()
      this.#kept.set(survey, pages)
    }
    let page = pages.get(language)
    if (!page) {
      page = new PackedPage(this.#render('survey/form', surveyPage(this.#site, language, survey, null)))
      pages.set(language, page)
    }
    return page
  }

  /** The form as it comes back to whoever sent it, whole. */
  returned(survey: Survey, language: Language, back: FormReturn, identity: FormIdentity): string {
    return this.#render('survey/form', surveyPage(this.#site, language, survey, back)) + this.end(identity)
  }

  /** The end of a form with the id and hour that it carries; ASCII. */
  end({ id, openedHour }: FormIdentity): string {
    const [before = '', between = '', after = ''] = this.#endPieces
    return before + id + between + String(openedHour) + after
  }
}

const ID_PLACE = '@id@'
const OPENED_PLACE = '@opened@'
