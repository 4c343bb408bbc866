import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { FilterRefusedError } from '../../services/opened-filter.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readAgencyQuery } from '../forms/agency-query.ts'
import { printedReportPage } from '../pages/printed-report-page.ts'
import { sendPage } from '../views.ts'

/** What a dashboard shows, made for two sheets of paper. */
export function printedReportRoutes({ services, config, now, render, site }: WebParts): Router {
  const router = Router()

  router.get('/agencies/:agencyCode/print', async (req, res) => {
    const viewer = viewerOf(res)
    const { agencyCode } = req.params
    const agency = await services.dashboard.agency(viewer, agencyCode)
    const { directory } = await services.directory.current()
    const today = localDay(now(), config.timeZone)
    // The dashboard of the same address says what is wrong with it, and has the form to put it right.
    const explain = (): void => {
      const { search } = new URL(req.originalUrl, 'http://localhost')
      res.redirect(303, `/agencies/${encodeURIComponent(agencyCode)}${search}`)
    }
    const reading = readAgencyQuery(req.query, today)
    if (!reading.ok) {
      explain()
      return
    }
    const query = reading.value
    try {
      const dashboard = await services.dashboard.ofAgency(viewer, agencyCode, query)
      const above = agency.parent === null ? null : directory.agency(agency.parent)
      const page = printedReportPage(site, contextOf(res), { dashboard, above, query, today })
      sendPage(res, render('printed-report/report', page))
    } catch (error) {
      if (!(error instanceof FilterRefusedError)) throw error
      explain()
    }
  })

  return router
}
