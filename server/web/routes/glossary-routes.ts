import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { namedPeriod } from '../../domain/period.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { glossaryPage } from '../pages/glossary-page.ts'
import { sendPage } from '../views.ts'

/** What the words of an agency's pages mean, told by its own figures of the last twelve months. */
export function glossaryRoutes({ services: { dashboard }, config, now, render, site }: WebParts): Router {
  const router = Router()
  router.get('/agencies/:agencyCode/glossary', async (req, res) => {
    const figures = await dashboard.ofAgency(viewerOf(res), req.params.agencyCode, {
      period: namedPeriod('twelve-months', localDay(now(), config.timeZone)),
      view: 'as-it-is',
      questionnaire: null,
      step: 'return',
      filter: [],
    })
    sendPage(res, render('glossary/staff', glossaryPage(site, contextOf(res), figures)))
  })
  return router
}
