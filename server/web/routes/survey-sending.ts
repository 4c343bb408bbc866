import type { Request, Response } from 'express'
import { BusyError } from '../../domain/errors.ts'
import type { Survey } from '../../services/known-surveys.ts'
import { isFormType, parseFormBody, readBytes, type FormBody } from '../forms/form-body.ts'
import { readResponseForm, typedAnswers, type FormIdentity, type ResponseFormReading } from '../forms/response-form.ts'
import type { Language } from '../language.ts'
import { limitPerMinute, type Limit } from '../middleware/survey-limits.ts'
import type { FormReturn } from '../pages/survey-page.ts'
import { inThatLanguage } from '../pages/survey-shell.ts'
import type { SurveyAddress } from './survey-address.ts'
import type { SurveyFinding } from './survey-finding.ts'
import { comeAgain, refuse, type SurveyParts } from './survey-parts.ts'

const LARGEST_BODY = 16 * 1024

/** Takes a filled-in form. Whatever keeps it from being stored, what was typed comes back with the answer. */
export class SurveySending {
  readonly #parts: SurveyParts
  readonly #finding: SurveyFinding
  readonly #formsOfCode: Limit

  constructor(parts: SurveyParts, finding: SurveyFinding) {
    this.#parts = parts
    this.#finding = finding
    this.#formsOfCode = limitPerMinute(parts.config.formsPerCodePerMinute)
  }

  async take(req: Request, res: Response, address: SurveyAddress, typed: string): Promise<void> {
    if (!isFormType(req.headers['content-type'])) {
      refuse(this.#parts, req, res, address, 'wrong-type')
      return
    }
    const bytes = await readBytes(req, LARGEST_BODY)
    if (!bytes) {
      refuse(this.#parts, req, res, address, 'too-large', ['Connection', 'close'])
      return
    }
    const body = parseFormBody(bytes)
    if (!body) {
      refuse(this.#parts, req, res, address, 'unreadable')
      return
    }
    const language = this.#languageOf(body, address)
    const opened = await this.#parts.services.survey.openSurvey(typed)
    if (opened.state === 'open') await this.#store(req, res, opened.survey, body, language)
    else if (opened.state === 'withdrawn' && opened.replacement) {
      this.#moveOn(req, res, opened.replacement, body, language)
    } else await this.#finding.wrongCode(req, res, { ...address, language }, opened)
  }

  async #store(req: Request, res: Response, survey: Survey, body: FormBody, language: Language): Promise<void> {
    const { services, replies } = this.#parts
    const form = readResponseForm(survey, body, services.survey.currentHour())
    const waitS = await this.#formsOfCode(survey.code.code)
    if (waitS !== null) {
      this.#giveBack(req, res, survey, language, body, form, {
        status: 429,
        reason: 'limited',
        headers: comeAgain(waitS),
      })
      return
    }
    if (!form.ok) {
      const why = form.isForeign ? FOREIGN : INCOMPLETE
      this.#giveBack(req, res, survey, language, body, form, why)
      return
    }
    try {
      await services.survey.submit(survey, { ...form.value, language: language.code })
      replies.redirect(res, 303, inThatLanguage(`/s/${survey.code.code}/thanks`, language.code))
    } catch (error) {
      if (!(error instanceof BusyError)) throw error
      const headers = comeAgain(error.retryAfterS)
      this.#giveBack(req, res, survey, language, body, form, { status: 503, reason: 'busy', headers })
    }
  }

  /** The form's code has been replaced since it was opened: offers the same answers under the new one. */
  #moveOn(req: Request, res: Response, survey: Survey, body: FormBody, language: Language): void {
    const form = readResponseForm(survey, body, this.#parts.services.survey.currentHour())
    this.#giveBack(req, res, survey, language, body, form, { status: 410, reason: 'replaced' })
  }

  #giveBack(
    req: Request,
    res: Response,
    survey: Survey,
    language: Language,
    body: FormBody,
    form: ResponseFormReading,
    { status, reason, headers }: Refusal,
  ): void {
    const { forms, replies, services } = this.#parts
    const problems = form.ok ? [] : form.problems
    const identity: FormIdentity | null = form.ok ? form.value : form.identity
    const html = forms.returned(
      survey,
      language,
      { reason, problems, typed: typedAnswers(survey, body) },
      identity ?? services.survey.newForm(),
    )
    replies.page(req, res, status, html, headers)
  }

  #languageOf({ fields }: FormBody, address: SurveyAddress): Language {
    const named = fields.get('lang')
    return named === undefined ? address.language : this.#parts.languages.get(named)
  }
}

/** Why a form comes back, and what the answer says about it to programs. */
interface Refusal {
  readonly status: number
  readonly reason: FormReturn['reason']
  readonly headers?: readonly string[]
}

const FOREIGN: Refusal = { status: 400, reason: 'foreign' }
const INCOMPLETE: Refusal = { status: 422, reason: 'incomplete' }
