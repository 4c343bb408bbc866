import type { Request, Response } from 'express'
import type { WebParts } from '../app.ts'
import { refusalPage, type RefusalReason } from '../pages/survey-notice.ts'
import type { SurveyForms } from '../survey-forms.ts'
import type { SurveyReplies } from '../survey-replies.ts'
import type { SurveyAddress } from './survey-address.ts'

/** What all answers of the citizen's side are made with. */
export interface SurveyParts extends WebParts {
  readonly replies: SurveyReplies
  readonly forms: SurveyForms
}

/** The header that says when to come again. */
export function comeAgain(seconds: number): readonly string[] {
  return ['Retry-After', String(seconds)]
}

const STATUS: Readonly<Record<RefusalReason, number>> = {
  unreadable: 400,
  method: 405,
  'too-large': 413,
  'wrong-type': 415,
  limited: 429,
}

/** Answers a request that cannot be read at all, so that nothing of it can be shown again. */
export function refuse(
  { replies, render, site }: SurveyParts,
  req: Request,
  res: Response,
  address: SurveyAddress,
  reason: RefusalReason,
  headers: readonly string[] = [],
): void {
  const back = address.typed === null ? '/s' : `/s/${encodeURIComponent(address.typed.toWellFormed())}`
  const html = render('survey/notice', refusalPage(site, address.language, reason, back))
  replies.page(req, res, STATUS[reason], html, headers)
}
