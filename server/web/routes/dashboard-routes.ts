import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readDashboardQuery } from '../forms/dashboard-query.ts'
import { agenciesPage } from '../pages/agencies-page.ts'
import { dashboardPage } from '../pages/dashboard-page.ts'
import { periodPage } from '../pages/period-page.ts'
import { sendPage } from '../views.ts'

/** What officers look at: the agencies that they may see, and how each of them scored in a period. */
export function dashboardRoutes({ services: { dashboard }, config, now, render, site }: WebParts): Router {
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
    const reading = readDashboardQuery(req.query, today)
    if (!reading.ok) {
      const agency = await dashboard.agency(viewer, agencyCode)
      const page = periodPage(site, contextOf(res), { agency, today, ...reading })
      sendPage(res, render('dashboard/period', page), 400)
      return
    }
    const query = reading.value
    const found = await dashboard.ofAgency(viewer, agencyCode, query)
    sendPage(res, render('dashboard/agency', dashboardPage(site, contextOf(res), { dashboard: found, query, today })))
  })

  return router
}

const LONGEST_SEARCH = 100
