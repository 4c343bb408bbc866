import { inLanguage } from '../../domain/words.ts'
import type { Survey } from '../../services/known-surveys.ts'
import type { CarriedForm } from '../forms/carried-form.ts'
import { BACK_FIELD } from '../forms/page-form.ts'
import { surveyFields, type TypedAnswers } from '../forms/survey-fields.ts'
import { shownPages, type FormPage } from '../forms/survey-pages.ts'
import type { Language } from '../language.ts'
import type { Site } from './shell.ts'
import { formFrame, questionsOf, type FormReturn, type FormShowing, type SurveyPage } from './survey-page.ts'
import { counterTitle } from './survey-shell.ts'

/** About as long as it takes to read a criterion and to pick a level. */
const QUESTIONS_A_MINUTE = 9

/** One page of a form that has several, with what was picked on it before. */
export function surveyPagedPage(
  site: Site,
  language: Language,
  survey: Survey,
  { page: place, typed }: Pick<CarriedForm, 'page' | 'typed'>,
  { back, isTrial }: Omit<FormShowing, 'typed'>,
): SurveyPage {
  const { t, format } = language
  const pages = shownPages(survey, typed)
  const at = Math.max(
    pages.findLastIndex((page) => page.place <= place),
    0,
  )
  const page = pages[at]
  if (!page) throw new Error(`${survey.questionnaire.key} asks nothing at this step`)
  const isLast = at === pages.length - 1
  const numbers = { page: format.count(at + 1), pages: format.count(pages.length) }
  const showing: FormShowing = { back: back && onPage(back, isLast), typed, isTrial }
  const before = pages.slice(0, at).flatMap(({ fields }) => fields)
  return {
    ...formFrame(site, language, survey, showing, counterTitle(survey, language, 'survey:page-title', numbers)),
    lead: at === 0 ? t('survey:lead-pages', { ...numbers, minutes: format.count(minutesFor(pages)) }) : null,
    progress: t('survey:progress', numbers),
    ...headingOf(page, survey, language),
    ...questionsOf(page.fields, before.length + 1, language, showing),
    carried: writtenElsewhere(survey, page, typed),
    submit: t(isLast ? 'survey:submit' : 'survey:next'),
    back: at === 0 ? null : { name: BACK_FIELD, label: t('survey:previous') },
    privacy: isLast ? t('survey:privacy') : null,
  }
}

/** What a page that is not the last says of itself instead of the whole form. */
function onPage({ reason, problems }: FormReturn, isLast: boolean): FormReturn {
  if (isLast || (reason !== 'incomplete' && reason !== 'foreign')) return { reason, problems }
  return { reason: `page-${reason}`, problems }
}

function minutesFor(pages: readonly FormPage[]): number {
  const questions = pages.reduce((sum, { fields }) => sum + fields.length, 0)
  return Math.max(1, Math.round(questions / QUESTIONS_A_MINUTE))
}

function headingOf(
  { factor }: FormPage,
  survey: Survey,
  { code, t }: Language,
): Pick<SurveyPage, 'heading' | 'prompt'> {
  const names = survey.questionnaire.factors.find((one) => one.code === factor)?.names
  if (!names) return { heading: t('survey:rest-heading'), prompt: null }
  return { heading: inLanguage(names, code), prompt: t('survey:heading') }
}

/** Free text that stands on other pages than this one: it goes along as it is, since it may be long. */
function writtenElsewhere(survey: Survey, page: FormPage, typed: TypedAnswers): SurveyPage['carried'] {
  return surveyFields(survey).questions.flatMap((field) => {
    const value = typed.get(field.name) ?? ''
    const isCarried = field.question.kind === 'text' && value !== '' && !page.fields.includes(field)
    return isCarried ? [{ name: field.name, value }] : []
  })
}
