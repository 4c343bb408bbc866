import type { Request, RequestHandler, Response } from 'express'
import type { OpenedSurvey } from '../../services/known-surveys.ts'
import type { WebParts } from '../app.ts'
import { thanksPage } from '../pages/survey-notice.ts'
import { inThatLanguage } from '../pages/survey-shell.ts'
import { SurveyForms } from '../survey-forms.ts'
import { SurveyReplies } from '../survey-replies.ts'
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
  const parts: SurveyParts = { ...web, replies: new SurveyReplies(web.config), forms: new SurveyForms(web) }
  const finding = new SurveyFinding(parts)
  const sending = new SurveySending(parts, finding)

  /** A promise only where there is something to wait for: one for each of thousands of forms a second is felt. */
  const answer = (req: Request, res: Response, address: SurveyAddress): Promise<void> | undefined => {
    const { typed, isThanks } = address
    if (req.method === 'GET' || req.method === 'HEAD') {
      return typed === null ? finding.search(req, res, address) : show(parts, finding, req, res, address, typed)
    }
    const takesForms = typed !== null && !isThanks
    if (req.method === 'POST' && takesForms) return sending.take(req, res, address, typed)
    refuse(parts, req, res, address, 'method', ['Allow', takesForms ? 'GET, HEAD, POST' : 'GET, HEAD'])
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
  const { services, replies, forms, render, site } = parts
  const { path, isThanks, language } = address
  const reply = (opened: OpenedSurvey): Promise<void> | undefined => {
    if (opened.state !== 'open') return finding.wrongCode(req, res, address, opened)
    const { survey } = opened
    const canonical = `/s/${survey.code.code}${isThanks ? '/thanks' : ''}`
    if (path !== canonical) replies.redirect(res, 301, inThatLanguage(canonical, language.code))
    else if (isThanks) replies.page(req, res, 200, render('survey/notice', thanksPage(site, language, survey)))
    else replies.packed(req, res, forms.opened(survey, language), forms.end(services.survey.newForm()))
    return undefined
  }
  const opened = services.survey.openSurvey(typed)
  return opened instanceof Promise ? opened.then(reply) : reply(opened)
}
