import type { Survey } from '../../services/known-surveys.ts'
import { isAskedOf, surveyFields, type SurveyField, type TypedAnswers } from './survey-fields.ts'

/** One page of a form that has several. */
export interface FormPage {
  /** Its place among all pages of the survey, those that are not shown to everybody included; from 0. */
  readonly place: number
  /** Code of the factor that its criteria are of; null where it has none. */
  readonly factor: string | null
  /** At least one. */
  readonly fields: readonly SurveyField[]
}

/**
 * The pages of a survey whose questionnaire has a page for each factor. A question that is no criterion stands with the
 * criterion that follows it, and on the last page where none does. One that depends on an answer of its own page
 * starts another, because without a script a page cannot change while it is filled in.
 */
export function allPages(survey: Survey): readonly FormPage[] {
  let pages = kept.get(survey)
  if (!pages) {
    pages = divide(surveyFields(survey).questions.filter(({ isAsked }) => isAsked))
    kept.set(survey, pages)
  }
  return pages
}

const kept = new WeakMap<Survey, readonly FormPage[]>()

/** The pages that somebody sees who picked this, each with the questions that concern them; in order. */
export function shownPages(survey: Survey, typed: TypedAnswers): readonly FormPage[] {
  return allPages(survey)
    .map((page) => ({ ...page, fields: page.fields.filter((field) => isAskedOf(field, typed)) }))
    .filter(({ fields }) => fields.length > 0)
}

function divide(fields: readonly SurveyField[]): readonly FormPage[] {
  const pages: { readonly place: number; readonly factor: string | null; readonly fields: SurveyField[] }[] = []
  for (const [i, field] of fields.entries()) {
    const factor = factorFrom(fields, i)
    const last = pages.at(-1)
    const dependsOnPage = field.when !== null && last?.fields.includes(field.when.field)
    if (last?.factor === factor && dependsOnPage !== true) last.fields.push(field)
    else pages.push({ place: pages.length, factor, fields: [field] })
  }
  return pages
}

/** The factor of the first criterion from a place on. */
function factorFrom(fields: readonly SurveyField[], from: number): string | null {
  for (const { question } of fields.slice(from)) if (question.kind === 'scale') return question.factor
  return null
}
