import type { Request, Response } from 'express'
import type { Survey } from '../../services/known-surveys.ts'
import { isFormType, parseFormBody, readBytes, type FormBody } from '../forms/form-body.ts'
import type { Language } from '../language.ts'
import { hasPages } from '../survey-forms.ts'
import type { SurveyAddress } from './survey-address.ts'
import type { SurveyFinding } from './survey-finding.ts'
import { SurveyOnePage } from './survey-one-page.ts'
import { SurveyPaging } from './survey-paging.ts'
import { refuse, type SurveyParts } from './survey-parts.ts'
import { SurveyProfiles } from './survey-profiles.ts'
import { SurveyStoring } from './survey-storing.ts'

const LARGEST_BODY = 16 * 1024

/** Takes what citizens send, and leads it to what knows its kind of form. */
export class SurveySending {
  readonly #parts: SurveyParts
  readonly #finding: SurveyFinding
  readonly #profiles: SurveyProfiles
  readonly #onePage: SurveyOnePage
  readonly #paging: SurveyPaging

  constructor(parts: SurveyParts, finding: SurveyFinding) {
    this.#parts = parts
    this.#finding = finding
    this.#profiles = new SurveyProfiles(parts)
    const storing = new SurveyStoring(parts, this.#profiles)
    this.#onePage = new SurveyOnePage(parts, storing)
    this.#paging = new SurveyPaging(parts, storing)
  }

  /** Takes a filled-in form, or one of its pages. */
  async take(req: Request, res: Response, address: SurveyAddress, typed: string): Promise<void> {
    const body = await this.#read(req, res, address)
    if (!body) return
    const language = this.#languageOf(body, address)
    const opened = await this.#parts.services.survey.openSurvey(typed)
    const sent = { req, res, body, language, isTrial: address.isTrial }
    if (opened.state === 'open') await this.#kindOf(opened.survey).take({ ...sent, survey: opened.survey })
    else if (opened.state === 'withdrawn' && opened.replacement) {
      this.#kindOf(opened.replacement).moveOn({ ...sent, survey: opened.replacement }, typed)
    } else await this.#finding.wrongCode(req, res, { ...address, language }, opened)
  }

  #kindOf(survey: Survey): SurveyOnePage | SurveyPaging {
    return hasPages(survey) ? this.#paging : this.#onePage
  }

  /** Takes what somebody tells about themselves after sending. */
  async takeProfile(req: Request, res: Response, address: SurveyAddress, typed: string): Promise<void> {
    const opened = await this.#parts.services.survey.openSurvey(typed)
    const survey = opened.state === 'open' ? opened.survey : null
    if (survey && !this.#profiles.areAsked(survey)) {
      refuse(this.#parts, req, res, address, 'method', ['Allow', 'GET, HEAD'])
      return
    }
    const body = await this.#read(req, res, address)
    if (!body) return
    const language = this.#languageOf(body, address)
    const sent = survey && { req, res, survey, body, language, isTrial: false }
    if (!sent || !(await this.#profiles.take(sent))) refuse(this.#parts, req, res, { ...address, language }, 'profile')
  }

  /** What was sent, or null where it was no form and has been refused. */
  async #read(req: Request, res: Response, address: SurveyAddress): Promise<FormBody | null> {
    if (!isFormType(req.headers['content-type'])) {
      refuse(this.#parts, req, res, address, 'wrong-type')
      return null
    }
    const bytes = await readBytes(req, LARGEST_BODY)
    if (!bytes) {
      refuse(this.#parts, req, res, address, 'too-large', ['Connection', 'close'])
      return null
    }
    const body = parseFormBody(bytes)
    if (!body) refuse(this.#parts, req, res, address, 'unreadable')
    return body
  }

  #languageOf({ fields }: FormBody, address: SurveyAddress): Language {
    const named = fields.get('lang')
    return named === undefined ? address.language : this.#parts.languages.get(named)
  }
}
