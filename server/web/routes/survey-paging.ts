import { openForm, STATE_FIELD, type CarriedForm } from '../forms/carried-form.ts'
import { readPageForm, type PageFault, type PageFormReading } from '../forms/page-form.ts'
import type { FormReturn } from '../pages/survey-page.ts'
import { comeAgain, type Return, type SentForm, type SurveyParts } from './survey-parts.ts'
import type { SurveyStoring } from './survey-storing.ts'

/** Takes a form that comes page by page: what was answered before travels along, so that nothing is kept in between. */
export class SurveyPaging {
  readonly #parts: SurveyParts
  readonly #storing: SurveyStoring

  constructor(parts: SurveyParts, storing: SurveyStoring) {
    this.#parts = parts
    this.#storing = storing
  }

  /** Leads to the page that was asked for, or stores the form after the last. */
  async take(sent: SentForm): Promise<void> {
    const { form, goTo, fault, filled } = this.#read(sent, sent.survey.code.code)
    const waitS = await this.#parts.formsOfCode(sent.survey.code.code)
    if (waitS !== null) {
      this.#giveBack(sent, form, { status: 429, reason: 'limited', headers: comeAgain(waitS) })
    } else if (fault) this.#show(sent, { ...form, page: goTo }, fault, STATUS[fault.reason])
    else if (!filled) this.#show(sent, { ...form, page: goTo }, null)
    else {
      const refusal = await this.#storing.store(sent, filled)
      if (refusal) this.#giveBack(sent, form, refusal)
    }
  }

  /** The form's code has been replaced since it was opened: goes on under the new one. @param code the old one */
  moveOn(sent: SentForm, code: string): void {
    const { form, fault } = this.#read(sent, code)
    const isKept = fault?.reason !== 'other-form' && fault?.reason !== 'broken'
    this.#giveBack(sent, form, { status: 410, reason: isKept ? 'replaced' : fault.reason })
  }

  #read({ survey, body }: SentForm, code: string): PageFormReading {
    const { services, seals } = this.#parts
    return readPageForm(survey, body, {
      state: openForm(seals, body.fields.get(STATE_FIELD) ?? ''),
      code,
      now: services.survey.currentHour(),
      newForm: () => services.survey.newForm(),
    })
  }

  /** Shows the page that was sent once more, since it is no fault of its own that it cannot be taken. */
  #giveBack(sent: SentForm, form: CarriedForm, { status, reason, headers }: Return): void {
    this.#show(sent, form, { reason, problems: [] }, status, headers)
  }

  #show(
    { req, res, survey, language, isTrial }: SentForm,
    form: CarriedForm,
    back: FormReturn | null,
    status = 200,
    headers: readonly string[] = [],
  ): void {
    const { forms, replies } = this.#parts
    replies.page(req, res, status, forms.page(survey, language, form, { back, isTrial }), headers)
  }
}

const STATUS: Readonly<Record<PageFault['reason'], number>> = {
  incomplete: 422,
  foreign: 400,
  broken: 400,
  renewed: 409,
  'other-form': 409,
}
