import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { ENOUGH_RESPONSES } from '../../services/first-steps.ts'
import { FilterRefusedError } from '../../services/opened-filter.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readAgencyQuery } from '../forms/agency-query.ts'
import { agenciesPage } from '../pages/agencies-page.ts'
import { dashboardPage } from '../pages/dashboard-page.ts'
import { periodPage } from '../pages/period-page.ts'
import { typedPeriod } from '../pages/period-picker.ts'
import { sendPage } from '../views.ts'

/** What officers look at: the agencies that they may see, and how each of them scored in a period. */
export function dashboardRoutes({ services: { dashboard, firstSteps }, config, now, render, site }: WebParts): Router {
  const router = Router()

  router.get('/agencies', async (req, res) => {
    const { q } = req.query
    const search = typeof q === 'string' ? q.trim().slice(0, LONGEST_SEARCH) : ''
    const nodes = await dashboard.agencies(viewerOf(res), search)
    sendPage(res, render('dashboard/agencies', agenciesPage(site, contextOf(res), { nodes, search })))
  })

  router.get('/agencies/:agencyCode', async (req, res) => {
    const viewer = viewerOf(res)
    const { agencyCode } = req.params
    const today = localDay(now(), config.timeZone)
    const reading = readAgencyQuery(req.query, today)
    if (!reading.ok) {
      const agency = await dashboard.agency(viewer, agencyCode)
      const page = periodPage(site, contextOf(res), { agency, today, ...reading })
      sendPage(res, render('dashboard/period', page), 400)
      return
    }
    const query = reading.value
    try {
      const found = await dashboard.ofAgency(viewer, agencyCode, query)
      const steps = found.responses < ENOUGH_RESPONSES ? await firstSteps.ofAgency(viewer, agencyCode) : null
      const shown = { dashboard: found, query, today, steps }
      sendPage(res, render('dashboard/agency', dashboardPage(site, contextOf(res), shown)))
    } catch (error) {
      // Refused after looking, with the same page as what is refused at once: what is right is kept.
      if (!(error instanceof FilterRefusedError)) throw error
      const { problems, kept: filter, isUnknown } = error
      const agency = await dashboard.agency(viewer, agencyCode)
      const typed = typedPeriod(query.period, contextOf(res).language.format)
      const page = periodPage(site, contextOf(res), { agency, today, problems, typed, kept: { ...query, filter } })
      sendPage(res, render('dashboard/period', page), isUnknown ? 404 : 400)
    }
  })

  return router
}

const LONGEST_SEARCH = 100
