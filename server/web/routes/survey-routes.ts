import type { Request, RequestHandler, Response } from 'express'
import type { OpenedSurvey, Survey } from '../../services/known-surveys.ts'
import type { WebParts } from '../app.ts'
import { limitPerMinute } from '../middleware/survey-limits.ts'
import { thanksPage, trialThanksPage } from '../pages/survey-notice.ts'
import { inThatLanguage, surveyPath } from '../pages/survey-shell.ts'
import { SurveyForms } from '../survey-forms.ts'
import { SurveyReplies } from '../survey-replies.ts'
import { SurveySeals } from '../survey-seals.ts'
import { readSurveyAddress, type SurveyAddress } from './survey-address.ts'
import { SurveyFinding } from './survey-finding.ts'
import { refuse, type SurveyParts } from './survey-parts.ts'
import { SurveySending } from './survey-sending.ts'

/**
 * What a citizen sees at a service point: its form, the thanks for answering it, and help to find it. One middleware
 * that knows its addresses by itself and stands before everything else: this is the busiest path by far, and it needs
 * neither session nor cookie.
 */
export function surveyRoutes(web: WebParts): RequestHandler {
  const seals = new SurveySeals(web.secrets.csrfKey)
  const parts: SurveyParts = {
    ...web,
    replies: new SurveyReplies(web.config),
    forms: new SurveyForms({ ...web, seals }),
    seals,
    formsOfCode: limitPerMinute(web.config.formsPerCodePerMinute),
  }
  const finding = new SurveyFinding(parts)
  const sending = new SurveySending(parts, finding)

  /** A promise only where there is something to wait for: one for each of thousands of forms a second is felt. */
  const answer = (req: Request, res: Response, address: SurveyAddress): Promise<void> | undefined => {
    const { typed, isThanks } = address
    if (req.method === 'GET' || req.method === 'HEAD') {
      return typed === null ? finding.search(req, res, address) : show(parts, finding, req, res, address, typed)
    }
    if (req.method === 'POST' && typed !== null) {
      return isThanks ? sending.takeProfile(req, res, address, typed) : sending.take(req, res, address, typed)
    }
    refuse(parts, req, res, address, 'method', ['Allow', typed === null || isThanks ? 'GET, HEAD' : 'GET, HEAD, POST'])
    return undefined
  }

  return (req, res, next) => {
    const address = readSurveyAddress(req.url, web.languages)
    if (!address) {
      next()
      return
    }
    const fail = (error: unknown): void => {
      if (!res.headersSent) parts.replies.prepare(res)
      next(error)
    }
    try {
      answer(req, res, address)?.catch(fail)
    } catch (error) {
      fail(error)
    }
  }
}

/** The form of a code, or the thanks; a code typed otherwise than it is written is sent to where it is written right. */
function show(
  parts: SurveyParts,
  finding: SurveyFinding,
  req: Request,
  res: Response,
  address: SurveyAddress,
  typed: string,
): Promise<void> | undefined {
  const { services, replies, forms } = parts
  const { path, isThanks, isTrial, language } = address
  const reply = (opened: OpenedSurvey): Promise<void> | undefined => {
    if (opened.state !== 'open') return finding.wrongCode(req, res, address, opened)
    const { survey } = opened
    const end = isThanks ? '/thanks' : ''
    if (path !== `/s/${survey.code.code}${end}`) {
      replies.redirect(res, 301, inThatLanguage(surveyPath(survey, isTrial, end), language.code))
    } else if (isThanks) replies.page(req, res, 200, thanks(parts, survey, address))
    else if (isTrial) replies.page(req, res, 200, forms.trial(survey, language, services.survey.newForm()))
    else replies.packed(req, res, forms.opened(survey, language), forms.end(survey, services.survey.newForm()))
    return undefined
  }
  const opened = services.survey.openSurvey(typed)
  return opened instanceof Promise ? opened.then(reply) : reply(opened)
}

function thanks({ render, site }: SurveyParts, survey: Survey, { language, isTrial, profile }: SurveyAddress): string {
  const page = isTrial ? trialThanksPage(site, language, survey) : thanksPage(site, language, survey, profile)
  return render('survey/notice', page)
}
