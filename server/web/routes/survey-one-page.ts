import { STATE_FIELD } from '../forms/carried-form.ts'
import { writtenTexts } from '../forms/page-form.ts'
import { readResponseForm, typedAnswers, type ResponseFormReading } from '../forms/response-form.ts'
import { comeAgain, type Return, type SentForm, type SurveyParts } from './survey-parts.ts'
import type { SurveyStoring } from './survey-storing.ts'

/** Takes a form that has all its questions on one page. What keeps it from being stored keeps what was typed. */
export class SurveyOnePage {
  readonly #parts: SurveyParts
  readonly #storing: SurveyStoring

  constructor(parts: SurveyParts, storing: SurveyStoring) {
    this.#parts = parts
    this.#storing = storing
  }

  async take(sent: SentForm): Promise<void> {
    const { survey, body } = sent
    const form = readResponseForm(survey, body, this.#parts.services.survey.currentHour())
    const waitS = await this.#parts.formsOfCode(survey.code.code)
    let refusal: Return | null
    if (waitS !== null) refusal = { status: 429, reason: 'limited', headers: comeAgain(waitS) }
    else if (isOfOtherInstrument(sent)) refusal = OTHER_FORM
    else if (!form.ok) refusal = form.isForeign ? FOREIGN : INCOMPLETE
    else refusal = await this.#storing.store(sent, form.value)
    if (refusal) this.#giveBack(sent, form, refusal)
  }

  /** The form's code has been replaced since it was opened: offers the same answers under the new one. */
  moveOn(sent: SentForm): void {
    const form = readResponseForm(sent.survey, sent.body, this.#parts.services.survey.currentHour())
    this.#giveBack(sent, form, { status: 410, reason: isOfOtherInstrument(sent) ? 'other-form' : 'replaced' })
  }

  #giveBack(sent: SentForm, form: ResponseFormReading, { status, reason, headers }: Return): void {
    const { forms, replies, services } = this.#parts
    const { req, res, survey, body, language, isTrial } = sent
    const isOther = isOfOtherInstrument(sent)
    const problems = form.ok || isOther ? [] : form.problems
    const typed = isOther ? writtenTexts(survey, body) : typedAnswers(survey, body)
    const identity = (form.ok ? form.value : form.identity) ?? services.survey.newForm()
    const html = forms.returned(survey, language, { back: { reason, problems }, typed, isTrial }, identity)
    replies.page(req, res, status, html, headers)
  }
}

/** Only a form of several pages carries a state: its questions are others, though they may have the same codes. */
function isOfOtherInstrument({ body }: SentForm): boolean {
  return body.fields.has(STATE_FIELD)
}

const FOREIGN: Return = { status: 400, reason: 'foreign' }
const INCOMPLETE: Return = { status: 422, reason: 'incomplete' }
const OTHER_FORM: Return = { status: 409, reason: 'other-form' }
