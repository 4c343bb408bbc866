import type { Survey } from '../services/known-surveys.ts'
import { sealForm, STATE_FIELD, type CarriedForm } from './forms/carried-form.ts'
import type { FormIdentity } from './forms/response-form.ts'
import type { Language } from './language.ts'
import { PackedPage } from './packed-page.ts'
import { NEWLY_OPENED, surveyPage, type FormShowing, type SurveyFormEnd } from './pages/survey-page.ts'
import { surveyPagedPage } from './pages/survey-paged-page.ts'
import type { Site } from './pages/shell.ts'
import type { SurveySeals } from './survey-seals.ts'
import type { Render } from './views.ts'

/** Renders the form of each counter once for each language, and keeps it until what it is made of changes. */
export class SurveyForms {
  readonly #render: Render
  readonly #site: Site
  readonly #seals: SurveySeals
  /** About two kilobytes a page; what no survey in use refers to any more goes by itself. */
  readonly #kept = new WeakMap<Survey, Map<Language, PackedPage>>()
  /** The end of a form around its id and hour, and around its state. */
  readonly #endOfWhole: readonly string[]
  readonly #endOfPage: readonly string[]

  constructor(parts: { readonly render: Render; readonly site: Site; readonly seals: SurveySeals }) {
    this.#render = parts.render
    this.#site = parts.site
    this.#seals = parts.seals
    this.#endOfWhole = this.#endAround(['id', 'opened'])
    this.#endOfPage = this.#endAround([STATE_FIELD])
  }

  /** The form as it is opened, up to its end; where it has several pages, the first. */
  opened(survey: Survey, language: Language): PackedPage {
    let pages = this.#kept.get(survey)
    if (!pages) {
      pages = new Map()
      this.#kept.set(survey, pages)
    }
    let page = pages.get(language)
    if (!page) {
      page = new PackedPage(this.#renderOpened(survey, language, NEWLY_OPENED))
      pages.set(language, page)
    }
    return page
  }

  /** The end of a form that is opened with this id and hour; ASCII. */
  end(survey: Survey, identity: FormIdentity): string {
    if (hasPages(survey)) return this.#pagedEnd(survey, { identity, page: 0, typed: NEWLY_OPENED.typed })
    const [before = '', between = '', after = ''] = this.#endOfWhole
    return before + identity.id + between + String(identity.openedHour) + after
  }

  /** A form that is opened as a trial, whole. */
  trial(survey: Survey, language: Language, identity: FormIdentity): string {
    return this.#renderOpened(survey, language, { ...NEWLY_OPENED, isTrial: true }) + this.end(survey, identity)
  }

  /** A form of one page as it comes back to whoever sent it, whole. */
  returned(survey: Survey, language: Language, showing: FormShowing, identity: FormIdentity): string {
    return this.#render('survey/form', surveyPage(this.#site, language, survey, showing)) + this.end(survey, identity)
  }

  /** A page of a form that has several, whole. */
  page(survey: Survey, language: Language, form: CarriedForm, showing: Omit<FormShowing, 'typed'>): string {
    const page = surveyPagedPage(this.#site, language, survey, form, showing)
    return this.#render('survey/form', page) + this.#pagedEnd(survey, form)
  }

  #renderOpened(survey: Survey, language: Language, showing: FormShowing): string {
    const page = hasPages(survey)
      ? surveyPagedPage(this.#site, language, survey, { page: 0, typed: showing.typed }, showing)
      : surveyPage(this.#site, language, survey, showing)
    return this.#render('survey/form', page)
  }

  #pagedEnd(survey: Survey, form: CarriedForm): string {
    return this.#endOfPage.join(sealForm(this.#seals, survey, form))
  }

  /** The end of a form, cut where the values of its hidden fields belong. */
  #endAround(names: readonly string[]): readonly string[] {
    const end: SurveyFormEnd = { fields: names.map((name) => ({ name, value: VALUE_PLACE })) }
    return this.#render('survey/form-end', end).split(VALUE_PLACE)
  }
}

const VALUE_PLACE = '@value@'

/** Whether the form of a survey is divided into pages. */
export function hasPages({ questionnaire }: Survey): boolean {
  return questionnaire.pages !== undefined
}
