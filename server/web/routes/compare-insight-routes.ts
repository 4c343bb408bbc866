import { Router } from 'express'
import { InvalidInputError } from '../../domain/errors.ts'
import { channelColumns } from '../../services/channel-columns.ts'
import { mixColumns } from '../../services/mix-columns.ts'
import { sampleColumns } from '../../services/sample-columns.ts'
import { trendColumns, trendRows } from '../../services/trend-columns.ts'
import type { UnitTrends } from '../../services/trend-service.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { textOf } from '../forms/dashboard-query.ts'
import { readTableLook, TABLE_PARAMETERS } from '../forms/table-look.ts'
import { readTrendsQuery, TRENDS_PARAMETERS } from '../forms/trends-query.ts'
import { CHANNEL_ORDERS } from '../pages/channel-units.ts'
import { channelsPage } from '../pages/channels-page.ts'
import { MIX_ORDERS, mixPage } from '../pages/mix-page.ts'
import { SAMPLE_ORDERS, samplePage } from '../pages/sample-page.ts'
import { trendsPage } from '../pages/trends-page.ts'
import { sendPage } from '../views.ts'
import { answerComparison } from './compare-routes.ts'
import { comparisonFileName, sendComparisonFile } from './comparison-file.ts'

/** Units month by month, at equal mix, by channel, and what sample they need: pages and files. */
export function compareInsightRoutes(web: WebParts): Router {
  const { services, config, languages, render, site } = web
  const { timeZone } = config
  const codes = languages.all.map(({ code }) => code)
  const router = Router()

  router.get('/compare/trends', async (req, res) => {
    await answerComparison(web, { req, res, page: 'trends', others: TRENDS_PARAMETERS }, async ({ query, frame }) => {
      const asked = readTrendsQuery(req.query)
      const isWrong = asked.problems.length > 0
      const all = await services.trends.trends(viewerOf(res), query, isWrong ? [] : asked.units)
      const found = isWrong ? withNothingDrawn(all) : all
      const parts = { frame: frame(found.comparison.scope), found, asked, timeZone }
      sendPage(res, render('compare/trends', trendsPage(site, contextOf(res), parts)), isWrong ? 400 : 200)
    })
  })

  router.get('/compare/trends.csv', async (req, res) => {
    const others = [...TRENDS_PARAMETERS, 'for']
    await answerComparison(web, { req, res, page: 'trends', others }, async ({ query }) => {
      const { units, problems } = readTrendsQuery(req.query)
      if (problems.length > 0) throw new InvalidInputError('too many units', problems)
      const found = await services.trends.trends(viewerOf(res), query, units)
      const { scope } = found.comparison
      const file = { name: comparisonFileName('trends', scope), rows: trendRows(found) }
      await sendComparisonFile(web, { req, res }, { ...file, columns: trendColumns(scope, codes) })
    })
  })

  router.get('/compare/mix', async (req, res) => {
    await answerComparison(web, { req, res, page: 'mix', others: TABLE_PARAMETERS }, async ({ query, frame }) => {
      const look = readTableLook(req.query, MIX_ORDERS)
      const found = await services.mixes.mix(viewerOf(res), query)
      const parts = { frame: frame(found.scope), found, look, timeZone }
      sendPage(res, render('compare/mix', mixPage(site, contextOf(res), parts)))
    })
  })

  router.get('/compare/mix.csv', async (req, res) => {
    await answerComparison(web, { req, res, page: 'mix', others: ['for'] }, async ({ query }) => {
      const found = await services.mixes.mix(viewerOf(res), query)
      const file = { name: comparisonFileName('equal-mix', found.scope), rows: found.units }
      await sendComparisonFile(web, { req, res }, { ...file, columns: mixColumns(found, codes) })
    })
  })

  router.get('/compare/channels', async (req, res) => {
    const others = ['unit', ...TABLE_PARAMETERS]
    await answerComparison(web, { req, res, page: 'channels', others }, async ({ query, frame }) => {
      const look = readTableLook(req.query, CHANNEL_ORDERS)
      const found = await services.channels.channels(viewerOf(res), query, textOf(req.query['unit']) || null)
      const parts = { frame: frame(found.scope), found, look, timeZone }
      sendPage(res, render('compare/channels', channelsPage(site, contextOf(res), parts)))
    })
  })

  router.get('/compare/channels.csv', async (req, res) => {
    await answerComparison(web, { req, res, page: 'channels', others: ['unit', 'for'] }, async ({ query }) => {
      const found = await services.channels.channels(viewerOf(res), query, textOf(req.query['unit']) || null)
      const file = { name: comparisonFileName('channels', found.scope), rows: found.rows }
      await sendComparisonFile(web, { req, res }, { ...file, columns: channelColumns(found) })
    })
  })

  router.get('/compare/sample', async (req, res) => {
    await answerComparison(web, { req, res, page: 'sample', others: TABLE_PARAMETERS }, async ({ query, frame }) => {
      const look = readTableLook(req.query, SAMPLE_ORDERS)
      const plan = await services.samples.plan(viewerOf(res), query)
      const parts = { frame: frame(plan.scope), plan, look, timeZone }
      sendPage(res, render('compare/sample', samplePage(site, contextOf(res), parts)))
    })
  })

  router.get('/compare/sample.csv', async (req, res) => {
    await answerComparison(web, { req, res, page: 'sample', others: ['for'] }, async ({ query }) => {
      const plan = await services.samples.plan(viewerOf(res), query)
      const file = { name: comparisonFileName('sample-plan', plan.scope), rows: plan.units }
      await sendComparisonFile(web, { req, res }, { ...file, columns: sampleColumns(plan, codes) })
    })
  })

  return router
}

/** What is shown where too many units were chosen: the form with all of them, and no drawing. */
function withNothingDrawn(found: UnitTrends): UnitTrends {
  return { ...found, trends: [], choice: { by: 'hand', unknown: [], changed: 0, lowest: 0 } }
}
