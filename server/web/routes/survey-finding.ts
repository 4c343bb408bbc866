import type { Request, Response } from 'express'
import type { OpenedSurvey } from '../../services/known-surveys.ts'
import { limitPerMinute } from '../middleware/survey-limits.ts'
import { namesPage, wrongCodePage } from '../pages/survey-find-page.ts'
import { inThatLanguage } from '../pages/survey-shell.ts'
import type { SurveyAddress } from './survey-address.ts'
import { comeAgain, refuse, type SurveyParts } from './survey-parts.ts'

const MOST_FOUND = 10

/** Looking one up costs as much as a hundred forms, so a process does so many in a minute and no more, whoever asks. */
const LOOKED_UP_PER_MINUTE = 1200

/** Helps whoever has no code, or a wrong one, to the survey they mean. */
export class SurveyFinding {
  readonly #parts: SurveyParts
  readonly #lookUps = limitPerMinute(LOOKED_UP_PER_MINUTE)

  constructor(parts: SurveyParts) {
    this.#parts = parts
  }

  /** Answers a search: by a code however typed, or else by the names that are nearest to it. */
  async search(req: Request, res: Response, address: SurveyAddress): Promise<void> {
    const { replies, render, site, services } = this.#parts
    const { language } = address
    const typed = codeIn(address.search)
    if (typed === '') {
      replies.page(req, res, 200, render('survey/find', namesPage(site, language, '', [])))
      return
    }
    const opened = await services.survey.openSurvey(typed)
    if (opened.state === 'open') {
      replies.redirect(res, 303, inThatLanguage(`/s/${opened.survey.code.code}`, language.code))
      return
    }
    const waitS = await this.#lookUps('look-up')
    if (waitS !== null) {
      refuse(this.#parts, req, res, address, 'limited', comeAgain(waitS))
      return
    }
    const found = isMeantAsCode(opened) ? [] : await services.survey.findSurveys(typed, MOST_FOUND)
    if (isMeantAsCode(opened)) this.#explain(req, res, address, typed, opened)
    else replies.page(req, res, 200, render('survey/find', namesPage(site, language, typed, found)))
  }

  /** Answers a code that opens no survey: says what is wrong with it and what may have been meant. */
  async wrongCode(req: Request, res: Response, address: SurveyAddress, opened: Unopened): Promise<void> {
    const waitS = await this.#lookUps('look-up')
    if (waitS === null) this.#explain(req, res, address, (address.typed ?? '').toWellFormed(), opened)
    else refuse(this.#parts, req, res, address, 'limited', comeAgain(waitS))
  }

  #explain(req: Request, res: Response, { language }: SurveyAddress, typed: string, opened: Unopened): void {
    const { replies, render, site } = this.#parts
    const html = render('survey/find', wrongCodePage(site, language, typed, opened))
    replies.page(req, res, opened.state === 'withdrawn' ? 410 : 404, html)
  }
}

export type Unopened = Exclude<OpenedSurvey, { state: 'open' }>

/** A well-formed code, one that its check sign refuses, or one that is a slip away from a code in use. */
function isMeantAsCode(opened: Unopened): boolean {
  return opened.state === 'withdrawn' || opened.fault === null || opened.fault === 'check' || opened.near.length > 0
}

/** What was typed, or the code in it where a whole address was pasted. */
function codeIn(search: string): string {
  return (/\/s\/([^/?#\s]+)/i.exec(search)?.[1] ?? search).toWellFormed()
}
