import { Router } from 'express'
import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import { funnelColumns } from '../../services/funnel-columns.ts'
import { heatMapColumns } from '../../services/heat-map-columns.ts'
import { unitFunnel, type FunnelCentre, type UnitFunnel } from '../../services/unit-funnel.ts'
import type { UnitComparison } from '../../services/unit-comparison.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readCentre, readDepth } from '../forms/picture-query.ts'
import { readTableLook, TABLE_PARAMETERS } from '../forms/table-look.ts'
import { compareFrame } from '../pages/compare-frame.ts'
import { centreParameter, funnelPage } from '../pages/funnel-page.ts'
import { FUNNEL_ORDERS } from '../pages/funnel-rows.ts'
import { depthParameter, heatMapPage } from '../pages/heat-map-page.ts'
import { heatOrders } from '../pages/heat-map-rows.ts'
import { sendPage } from '../views.ts'
import { answerComparison } from './compare-routes.ts'
import { comparisonFileName, sendComparisonFile } from './comparison-file.ts'

/** The pictures of a comparison, each beside its table and as a file: the funnel plot and the heat map. */
export function comparePictureRoutes(web: WebParts): Router {
  const { services, config, languages, render, site } = web
  const router = Router()
  const codes = languages.all.map(({ code }) => code)
  router.get('/compare/funnel', async (req, res) => {
    const others = ['centre', ...TABLE_PARAMETERS]
    await answerComparison(web, { req, res, page: 'funnel', others }, async ({ query, frame }) => {
      const asked = readCentre(req.query)
      const look = readTableLook(req.query, FUNNEL_ORDERS)
      const comparison = await services.compare.compare(viewerOf(res), query)
      const ofPage = { ...frame(comparison.scope), page: 'funnel' as const, others: centreParameter(asked) }
      const found = drawable(comparison, asked)
      if ('problems' in found) {
        // the form is shown with what is known of the units: it offers the methods of which a funnel plot can be had
        sendPage(res, render('compare/refused', compareFrame(site, contextOf(res), { ...ofPage, ...found })), 400)
        return
      }
      const parts = { frame: ofPage, found, asked, look, timeZone: config.timeZone }
      sendPage(res, render('compare/funnel', funnelPage(site, contextOf(res), parts)))
    })
  })

  router.get('/compare/funnel.csv', async (req, res) => {
    const others = ['for', 'centre']
    await answerComparison(web, { req, res, page: 'funnel', others }, async ({ query }) => {
      const asked = readCentre(req.query)
      const found = unitFunnel(await services.compare.compare(viewerOf(res), query), asked)
      const name = comparisonFileName('funnel', found.comparison.scope)
      await sendComparisonFile(web, { req, res }, { name, columns: funnelColumns(found, codes), rows: found.units })
    })
  })

  router.get('/compare/heat-map', async (req, res) => {
    const others = ['depth', ...TABLE_PARAMETERS]
    await answerComparison(web, { req, res, page: 'heat-map', others }, async ({ query, frame }) => {
      const depth = readDepth(req.query)
      const map = await services.heatMaps.heatMap(viewerOf(res), query, depth)
      const look = readTableLook(req.query, heatOrders(map.columns))
      const ofPage = { ...frame(map.comparison.scope), page: 'heat-map' as const, others: depthParameter(depth) }
      const parts = { frame: ofPage, map, look, timeZone: config.timeZone }
      sendPage(res, render('compare/heat-map', heatMapPage(site, contextOf(res), parts)))
    })
  })

  router.get('/compare/heat-map.csv', async (req, res) => {
    const others = ['for', 'depth']
    await answerComparison(web, { req, res, page: 'heat-map', others }, async ({ query }) => {
      const depth = readDepth(req.query)
      const map = await services.heatMaps.heatMap(viewerOf(res), query, depth)
      const name = comparisonFileName(depth === 'factor' ? 'heat-map' : 'heat-map-criteria', map.comparison.scope)
      await sendComparisonFile(web, { req, res }, { name, columns: heatMapColumns(map, codes), rows: map.rows })
    })
  })

  return router
}

/** The funnel plot, or why none can be drawn. */
function drawable(
  comparison: UnitComparison,
  centre: FunnelCentre | null,
): UnitFunnel | { readonly problems: readonly Problem[] } {
  try {
    return unitFunnel(comparison, centre)
  } catch (error) {
    if (error instanceof InvalidInputError) return { problems: error.problems }
    throw error
  }
}
