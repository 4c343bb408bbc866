import type { Request, Response } from 'express'
import type { Survey } from '../../services/known-surveys.ts'
import type { WebParts } from '../app.ts'
import type { FormBody } from '../forms/form-body.ts'
import type { Language } from '../language.ts'
import type { Limit } from '../middleware/survey-limits.ts'
import { refusalPage, type RefusalReason } from '../pages/survey-notice.ts'
import type { ReturnReason } from '../pages/survey-page.ts'
import type { SurveyForms } from '../survey-forms.ts'
import type { SurveyReplies } from '../survey-replies.ts'
import type { SurveySeals } from '../survey-seals.ts'
import type { SurveyAddress } from './survey-address.ts'

/** What all answers of the citizen's side are made with. */
export interface SurveyParts extends WebParts {
  readonly replies: SurveyReplies
  readonly forms: SurveyForms
  readonly seals: SurveySeals
  /** Counts the forms, or pages of one, that are sent under a public code. */
  readonly formsOfCode: Limit
}

/** A form that somebody sent, with what it is about and where the answer goes. */
export interface SentForm {
  readonly req: Request
  readonly res: Response
  readonly survey: Survey
  readonly body: FormBody
  readonly language: Language
  readonly isTrial: boolean
}

/** Why a form comes back, and what the answer says about it to programs. */
export interface Return {
  readonly status: number
  readonly reason: ReturnReason
  readonly headers?: readonly string[]
}

/** The header that says when to come again. */
export function comeAgain(seconds: number): readonly string[] {
  return ['Retry-After', String(seconds)]
}

const STATUS: Readonly<Record<RefusalReason, number>> = {
  unreadable: 400,
  profile: 400,
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
