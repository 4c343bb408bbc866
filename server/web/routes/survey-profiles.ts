import { BusyError, NotFoundError } from '../../domain/errors.ts'
import type { ProfileQuestion } from '../../domain/questionnaire.ts'
import type { Survey } from '../../services/known-surveys.ts'
import { askedProfile, openResponse, readProfileForm, RESPONSE_FIELD, sealResponse } from '../forms/profile-form.ts'
import type { FormIdentity } from '../forms/response-form.ts'
import type { Language } from '../language.ts'
import { thanksPath, type ProfileOutcome } from '../pages/survey-notice.ts'
import { surveyProfilePage } from '../pages/survey-profile-page.ts'
import { inThatLanguage } from '../pages/survey-shell.ts'
import { comeAgain, type SentForm, type SurveyParts } from './survey-parts.ts'

/**
 * The questions about the respondent, asked once a form is stored and never before. They come with the thanks, in the
 * answer to the form itself: which response they belong to then stands in no address, and so in no log.
 */
export class SurveyProfiles {
  readonly #parts: SurveyParts

  constructor(parts: SurveyParts) {
    this.#parts = parts
  }

  /** Whether a survey has such questions. */
  areAsked(survey: Survey): boolean {
    return this.#asked(survey).length > 0
  }

  /** The thanks with the questions; null where a survey has none. */
  thanks(survey: Survey, language: Language, form: FormIdentity): string | null {
    const { render, site, seals } = this.#parts
    const asked = this.#asked(survey)
    if (asked.length === 0) return null
    const response = sealResponse(seals, survey, form)
    return render('survey/profile', surveyProfilePage(site, language, survey, asked, response, null))
  }

  /**
   * Keeps what was told, and says so.
   *
   * @returns false, with nothing answered, when it belongs to no response or holds what was not asked
   */
  async take(sent: SentForm): Promise<boolean> {
    const { res, survey, body, language } = sent
    const { seals, services, replies } = this.#parts
    const response = openResponse(seals, survey, body.fields.get(RESPONSE_FIELD) ?? '')
    const profile = readProfileForm(survey, this.#asked(survey), body)
    if (!response || profile === null) return false
    const waitS = await this.#parts.formsOfCode(survey.code.code)
    if (waitS !== null) {
      this.#giveBack(sent, 429, waitS)
      return true
    }
    let outcome: ProfileOutcome = 'none'
    try {
      if (profile !== '') outcome = await services.survey.tellProfile(response, profile)
    } catch (error) {
      if (error instanceof NotFoundError) return false
      if (!(error instanceof BusyError)) throw error
      this.#giveBack(sent, 503, error.retryAfterS)
      return true
    }
    replies.redirect(res, 303, inThatLanguage(thanksPath(survey, outcome), language.code))
    return true
  }

  /** Shows the questions again with what was picked, to be sent once more after so many seconds. */
  #giveBack({ req, res, survey, body, language }: SentForm, status: 429 | 503, waitS: number): void {
    const { render, replies, site } = this.#parts
    const response = body.fields.get(RESPONSE_FIELD) ?? ''
    const page = surveyProfilePage(site, language, survey, this.#asked(survey), response, body.fields)
    replies.page(req, res, status, render('survey/profile', page), comeAgain(waitS))
  }

  #asked(survey: Survey): readonly ProfileQuestion[] {
    return askedProfile(survey, this.#parts.config.asksSensitiveProfile)
  }
}
