import { BusyError } from '../../domain/errors.ts'
import type { ResponseForm } from '../forms/response-form.ts'
import { inThatLanguage, surveyPath } from '../pages/survey-shell.ts'
import { comeAgain, type Return, type SentForm, type SurveyParts } from './survey-parts.ts'
import type { SurveyProfiles } from './survey-profiles.ts'

/** What happens to a form that is filled in, whether it came in one page or in several. */
export class SurveyStoring {
  readonly #parts: SurveyParts
  readonly #profiles: SurveyProfiles

  constructor(parts: SurveyParts, profiles: SurveyProfiles) {
    this.#parts = parts
    this.#profiles = profiles
  }

  /** Stores a form, unless it is a trial, and says thanks. @returns null, or why it could not be taken now */
  async store(sent: SentForm, form: ResponseForm): Promise<Return | null> {
    const { req, res, survey, language, isTrial } = sent
    const { services, replies } = this.#parts
    try {
      if (!isTrial) await services.survey.submit(survey, { ...form, language: language.code })
    } catch (error) {
      if (!(error instanceof BusyError)) throw error
      return { status: 503, reason: 'busy', headers: comeAgain(error.retryAfterS) }
    }
    const profile = isTrial ? null : this.#profiles.thanks(survey, language, form)
    if (profile !== null) replies.page(req, res, 200, profile)
    else replies.redirect(res, 303, inThatLanguage(surveyPath(survey, isTrial, '/thanks'), language.code))
    return null
  }
}
