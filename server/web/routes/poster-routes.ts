import { Router, type Request } from 'express'
import { NotFoundError } from '../../domain/errors.ts'
import { readPublicCode } from '../../domain/public-code.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { choiceProblems } from '../forms/poster-choice.ts'
import { readPosterQuery } from '../forms/poster-query.ts'
import { posterListPage } from '../pages/poster-list-page.ts'
import { agencyPreviewPage, onePosterPage, onePreviewPage } from '../pages/poster-preview-page.ts'
import { withdrawnPage } from '../pages/poster-withdrawal-page.ts'
import { sendPage } from '../views.ts'

/** What is printed and put up at the counters: one code's poster, an agency's list, and many posters at once. */
export function posterRoutes({ services: { posters }, languages, render, site }: WebParts): Router {
  const router = Router()

  router.get('/points/:publicCode/poster', async (req, res) => {
    const one = await posters.ofCode(viewerOf(res), publicCodeIn(req.params.publicCode))
    const context = contextOf(res)
    if (!one.poster.isLive) {
      sendPage(res, render('poster/withdrawal', withdrawnPage(site, context, one)))
      return
    }
    const { typed, ...reading } = readPosterQuery(queryOf(req))
    if (reading.ok) {
      const { style } = reading.value
      sendPage(res, render('poster/sheets', onePreviewPage(site, context, languages, one, { style, typed })))
    } else {
      sendPage(res, render('poster/sheets', onePosterPage(site, context, one, typed, reading.problems)), 422)
    }
  })

  router.get('/agencies/:agencyCode/posters', async (req, res) => {
    const { typed } = readPosterQuery(queryOf(req))
    const offer = await posters.ofAgency(viewerOf(res), req.params.agencyCode, typed.reach)
    sendPage(res, render('poster/list', posterListPage(site, contextOf(res), offer, typed)))
  })

  router.get('/agencies/:agencyCode/posters/print', async (req, res) => {
    const viewer = viewerOf(res)
    const { agencyCode } = req.params
    const { typed, ...reading } = readPosterQuery(queryOf(req))
    const chosen = reading.ok ? await posters.choose(viewer, agencyCode, reading.value.choice) : null
    const problems = reading.ok ? chosen && choiceProblems(chosen, reading.value.style.copies) : reading.problems
    const offer = await posters.ofAgency(viewer, agencyCode, typed.reach)
    const context = contextOf(res)
    if (reading.ok && chosen && problems?.length === 0) {
      const shown = { offer, posters: chosen.posters }
      const wanted = { style: reading.value.style, typed }
      sendPage(res, render('poster/sheets', agencyPreviewPage(site, context, languages, shown, wanted)))
    } else {
      sendPage(res, render('poster/list', posterListPage(site, context, offer, typed, problems ?? [])), 422)
    }
  })

  return router
}

/** @throws {NotFoundError} when the text is no public code */
export function publicCodeIn(text: string): string {
  const reading = readPublicCode(text)
  if (!reading.ok) throw new NotFoundError('public code', text)
  return reading.code
}

/** The query with all of its parameters: the parser of the app keeps a thousand of them. */
function queryOf({ originalUrl }: Request): URLSearchParams {
  const start = originalUrl.indexOf('?')
  return new URLSearchParams(start < 0 ? '' : originalUrl.slice(start))
}
