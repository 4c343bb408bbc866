import type { LocalHour } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { questionnaireId } from '../../domain/questionnaire.ts'
import type { Survey } from '../../services/known-surveys.ts'
import { STATE_FIELD, type CarriedForm, type FormState } from './carried-form.ts'
import type { FormBody } from './form-body.ts'
import {
  foreignFields,
  isNotOffered,
  readIdentity,
  readResponseForm,
  typedAnswers,
  type FormIdentity,
  type ResponseForm,
} from './response-form.ts'
import { surveyFields, type TypedAnswers } from './survey-fields.ts'
import { allPages, shownPages, type FormPage } from './survey-pages.ts'

/** Sent by the button that leads to the page before. */
export const BACK_FIELD = 'back'

/** What a sent page leads to. */
export interface PageFormReading {
  /** The form as it now stands, at the page that was sent. */
  readonly form: CarriedForm
  /** The page that is to be shown, as `FormPage.place`. */
  readonly goTo: number
  /** Why that is not the page that was asked for; null where it is. */
  readonly fault: PageFault | null
  /** What is to be stored; null unless the last page was sent and all is filled in. */
  readonly filled: ResponseForm | null
}

/**
 * - incomplete: a question is left out, or the form was open for too long;
 * - foreign: the page holds what no page of ours sends;
 * - broken: the state was altered, is missing or belongs to another counter: the page at hand is all that could be kept;
 * - renewed: there is a new version of the questions, and what it still asks was kept;
 * - other-form: the counter has another form now, and free text is all that could be kept.
 */
export interface PageFault {
  readonly reason: 'incomplete' | 'foreign' | 'broken' | 'renewed' | 'other-form'
  /** Of the page that is shown. */
  readonly problems: readonly Problem[]
}

/** What a page is read with, besides the questions. */
export interface PageFormContext {
  /** The state that the page carried; null where its seal is not whole. */
  readonly state: FormState | null
  /** The code in the address that the page was sent to. */
  readonly code: string
  readonly now: LocalHour
  /** The id and hour of a form that has to be started anew. */
  readonly newForm: () => FormIdentity
}

/** Reads one sent page of a form that has several. */
export function readPageForm(survey: Survey, body: FormBody, context: PageFormContext): PageFormReading {
  const { state, code, now, newForm } = context
  if (isOfOtherInstrument(survey, body, state)) return anew('other-form', newForm(), writtenTexts(survey, body))
  const page = allPages(survey)[state?.page ?? -1]
  if (state?.code !== code || !page) return anew('broken', newForm(), typedAnswers(survey, body))
  if (state.questionnaire !== questionnaireId(survey.questionnaire)) {
    const typed = typedAnswers(survey, { fields: new Map([...state.fields, ...body.fields]), repeated: [] })
    return anew('renewed', readIdentity(state.fields, now) ?? newForm(), typed)
  }
  return readPage(survey, body, page, { state, now, newForm })
}

/** Whether a form was opened when another instrument was asked here, whose questions may have the same codes. */
function isOfOtherInstrument({ questionnaire }: Survey, { fields }: FormBody, state: FormState | null): boolean {
  if (state) return !state.questionnaire.startsWith(`${questionnaire.key}/`)
  return fields.has('id') && !fields.has(STATE_FIELD)
}

/** The free text that another instrument's form carried: it is worth the same here. */
export function writtenTexts(survey: Survey, body: FormBody): TypedAnswers {
  const texts = textNames(survey)
  return new Map([...typedAnswers(survey, body)].filter(([name]) => texts.includes(name)))
}

function anew(reason: PageFault['reason'], identity: FormIdentity, typed: TypedAnswers): PageFormReading {
  return { form: { identity, page: 0, typed }, goTo: 0, fault: { reason, problems: [] }, filled: null }
}

function readPage(
  survey: Survey,
  body: FormBody,
  page: FormPage,
  { state, now, newForm }: Pick<PageFormContext, 'now' | 'newForm'> & { readonly state: FormState },
): PageFormReading {
  const own = [...page.fields.map(({ name }) => name), ...textNames(survey)]
  const sent = [...body.fields].filter(([name]) => own.includes(name))
  const whole = { fields: new Map([...state.fields, ...sent]), repeated: [] }
  const reading = readResponseForm(survey, whole, now)
  const names = new Set([STATE_FIELD, BACK_FIELD, 'lang', ...own])
  const typed = typedAnswers(survey, whole)
  const { goTo, fault } = whereTo(page, shownPages(survey, typed), {
    isBack: body.fields.has(BACK_FIELD),
    foreign: foreignFields(body, names, surveyFields(survey).questions),
    problems: reading.ok ? [] : reading.problems,
  })
  return {
    form: { identity: (reading.ok ? reading.value : reading.identity) ?? newForm(), page: page.place, typed },
    goTo: (goTo ?? page).place,
    fault,
    filled: goTo === null && reading.ok ? reading.value : null,
  }
}

/** What was found in a page and in the form that it is a part of. */
interface Findings {
  readonly isBack: boolean
  readonly foreign: readonly Problem[]
  /** Of the whole form: pages that were not reached yet have theirs too. */
  readonly problems: readonly Problem[]
}

/** The page that follows, null after the last; or the one that has to be put right first, and why. */
function whereTo(
  page: FormPage,
  shown: readonly FormPage[],
  { isBack, foreign, problems }: Findings,
): { readonly goTo: FormPage | null; readonly fault: PageFault | null } {
  const problemsOn = ({ fields }: FormPage): readonly Problem[] =>
    problems.filter(({ where }) => fields.some(({ name }) => name === where))
  const ofForm = [...foreign, ...problems.filter(({ where }) => where === '')]
  const isForeign = foreign.length > 0 || problemsOn(page).some(isNotOffered)
  if (isForeign || ofForm.length > 0) {
    const reason = isForeign ? 'foreign' : 'incomplete'
    return { goTo: page, fault: { reason, problems: [...ofForm, ...problemsOn(page)] } }
  }
  if (isBack) return { goTo: shown.findLast(({ place }) => place < page.place) ?? page, fault: null }
  const faulty = shown.find((one) => one.place <= page.place && problemsOn(one).length > 0)
  if (faulty) return { goTo: faulty, fault: { reason: 'incomplete', problems: problemsOn(faulty) } }
  return { goTo: shown.find(({ place }) => place > page.place) ?? null, fault: null }
}

function textNames(survey: Survey): readonly string[] {
  return surveyFields(survey).questions.flatMap(({ question, name }) => (question.kind === 'text' ? [name] : []))
}
