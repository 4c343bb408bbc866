import { Router } from 'express'
import { isoDay, localDay, type LocalDay } from '../../domain/calendar.ts'
import { InvalidInputError } from '../../domain/errors.ts'
import { rankingColumns } from '../../services/ranking-columns.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { BANDING_PARAMETERS, readBanding } from '../forms/banding-query.ts'
import { rankingPage } from '../pages/ranking-page.ts'
import { sendPage } from '../views.ts'
import { answerComparison } from './compare-routes.ts'
import { comparisonFileName, sendComparisonFile } from './comparison-file.ts'

/** The units of a level ranked and classified, on a page and as a file. Where no months are said, they are the year so far. */
export function rankingRoutes(web: WebParts): Router {
  const { services, config, languages, now, render, site } = web
  const router = Router()
  const said = (query: Readonly<Record<string, unknown>>) => withMonths(query, localDay(now(), config.timeZone))

  router.get('/compare/ranking', async (req, res) => {
    const request = { req, res, page: 'ranking', others: BANDING_PARAMETERS, query: said(req.query) } as const
    await answerComparison(web, request, async ({ query, frame }) => {
      const comparison = await services.compare.compare(viewerOf(res), query)
      const reading = readBanding(req.query)
      const parts = { frame: { ...frame(comparison.scope), page: 'ranking' as const }, comparison, reading }
      const page = rankingPage(site, contextOf(res), { ...parts, timeZone: config.timeZone })
      sendPage(res, render('compare/ranking', page), reading.problems.length > 0 ? 400 : 200)
    })
  })

  router.get('/compare/ranking.csv', async (req, res) => {
    const others = [...BANDING_PARAMETERS, 'for']
    await answerComparison(web, { req, res, page: 'ranking', others, query: said(req.query) }, async ({ query }) => {
      const { banding, problems } = readBanding(req.query)
      if (problems.length > 0) throw new InvalidInputError('no such bands', problems)
      const comparison = await services.compare.compare(viewerOf(res), query)
      const codes = languages.all.map(({ code }) => code)
      const file = { name: comparisonFileName('ranking', comparison.scope), rows: comparison.units }
      await sendComparisonFile(web, { req, res }, { ...file, columns: rankingColumns(comparison, banding, codes) })
    })
  })

  return router
}

/** Provinces rank by the year: an address without months means this one. */
function withMonths(query: Readonly<Record<string, unknown>>, today: LocalDay): Readonly<Record<string, unknown>> {
  if (query['from'] !== undefined || query['to'] !== undefined) return query
  const month = isoDay(today).slice(0, 7)
  return { ...query, from: `${month.slice(0, 4)}-01`, to: month }
}
