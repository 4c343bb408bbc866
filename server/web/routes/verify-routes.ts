import { Router, type RequestHandler } from 'express'
import { NotFoundError } from '../../domain/errors.ts'
import { publicCodeSigns } from '../../domain/public-code.ts'
import type { WebParts } from '../app.ts'
import { textOf } from '../forms/dashboard-query.ts'
import type { Language } from '../language.ts'
import { wrongCodeLimit } from '../middleware/wrong-code-limit.ts'
import { VERIFY_PATH, verifyHref } from '../pages/report-links.ts'
import { verifyFormPage, verifyPage } from '../pages/verify-page.ts'
import { PublicReplies } from '../public-replies.ts'
import { sendPage } from '../views.ts'

/**
 * What was put on paper, for whoever holds it, without signing in. Like all public pages these know nobody and set no
 * cookie; search engines are told to keep away, since who has no paper has no business there.
 */
export function verifyRoutes({ services: { reports }, languages, now, render, site }: WebParts): Router {
  const router = Router()
  const replies = new PublicReplies(now)
  const limit: RequestHandler<{ reportCode: string }> = wrongCodeLimit()
  const form = (language: Language, typed: string | null): string =>
    render('verify/form', verifyFormPage(site, language, typed))

  router.get(VERIFY_PATH, async (req, res) => {
    const language = languages.get(textOf(req.query['lang']))
    const typed = publicCodeSigns(textOf(req.query['q']))
    if (typed !== '') res.redirect(303, verifyHref(encodeURIComponent(typed), language.code))
    else {
      const make = () => Promise.resolve({ type: 'html', text: form(language, null) } as const)
      await replies.send(req, res, `form ${language.code}`, make)
    }
  })

  router.get(`${VERIFY_PATH}/:reportCode`, limit, async (req, res) => {
    const { reportCode } = req.params
    const language = languages.get(textOf(req.query['lang']))
    const key = `${publicCodeSigns(reportCode)} ${language.code}`
    res.set('X-Robots-Tag', 'noindex')
    try {
      await replies.send(req, res, key, async () => {
        const opened = await reports.ofCode(reportCode)
        return { type: 'html', text: render('verify/report', verifyPage(site, language, opened)) }
      })
    } catch (error) {
      if (!(error instanceof NotFoundError)) throw error
      res.set('Cache-Control', 'no-store')
      sendPage(res, form(language, reportCode.slice(0, LONGEST_TYPED)), 404)
    }
  })

  return router
}

/** What is shown again of what was typed. */
const LONGEST_TYPED = 20
