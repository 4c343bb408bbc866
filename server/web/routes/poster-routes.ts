import { Router } from 'express'
import { NotFoundError } from '../../domain/errors.ts'
import { readPublicCode } from '../../domain/public-code.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { posterListPage } from '../pages/poster-list-page.ts'
import { posterSheetsPage, withdrawnPosterPage } from '../pages/poster-page.ts'
import { sendPage } from '../views.ts'

/** What is printed and put up at the counters: one code's poster, an agency's list, and all of its posters at once. */
export function posterRoutes({ services: { posters }, languages, render, site }: WebParts): Router {
  const router = Router()

  router.get('/points/:publicCode/poster', async (req, res) => {
    const viewer = viewerOf(res)
    const reading = readPublicCode(req.params.publicCode)
    if (!reading.ok) throw new NotFoundError('public code', req.params.publicCode)
    const poster = await posters.ofCode(viewer, reading.code)
    if (!poster.isLive) {
      sendPage(res, render('poster/withdrawn', withdrawnPosterPage(site, contextOf(res), poster)))
      return
    }
    const page = posterSheetsPage(site, contextOf(res), languages, poster.agency, [poster])
    sendPage(res, render('poster/sheets', page))
  })

  router.get('/agencies/:agencyCode/posters', async (req, res) => {
    const found = await posters.ofAgency(viewerOf(res), req.params.agencyCode)
    sendPage(res, render('poster/list', posterListPage(site, contextOf(res), found)))
  })

  router.get('/agencies/:agencyCode/posters/print', async (req, res) => {
    const found = await posters.ofAgency(viewerOf(res), req.params.agencyCode)
    const page = posterSheetsPage(site, contextOf(res), languages, found.agency, found.posters)
    sendPage(res, render('poster/sheets', page))
  })

  return router
}
