import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readParQuery } from '../forms/sheet-par-query.ts'
import { readQd766Query } from '../forms/sheet-qd766-query.ts'
import type { SheetReading } from '../forms/sheet-reading.ts'
import { readTt01Query } from '../forms/sheet-tt01-query.ts'
import { parSheetPage } from '../pages/sheet-par-page.ts'
import { qd766SheetPage } from '../pages/sheet-qd766-page.ts'
import { tt01SheetPage } from '../pages/sheet-tt01-page.ts'
import { sheetsPage } from '../pages/sheets-page.ts'
import { sendPage } from '../views.ts'

/** Sheets of other schemes: worked out from their address, so that a result can be kept, sent and printed. */
export function sheetRoutes({ services: { dashboard }, config, now, render, site }: WebParts): Router {
  const router = Router()
  const statusOf = ({ reading }: SheetReading<unknown>): number => (reading?.ok === false ? 400 : 200)

  router.get('/sheets', (_req, res) => {
    viewerOf(res)
    sendPage(res, render('sheets/sheets', sheetsPage(site, contextOf(res))))
  })

  router.get('/sheets/par', async (req, res) => {
    const viewer = viewerOf(res)
    const sheet = readParQuery(req.query, localDay(now(), config.timeZone))
    const asked = sheet.reading?.ok ? sheet.reading.value : null
    const own =
      asked?.kind === 'own'
        ? await dashboard.ofAgency(viewer, asked.agency, { ...asked.query, step: 'return', filter: [] })
        : null
    sendPage(res, render('sheets/sheet', parSheetPage(site, contextOf(res), { ...sheet, own })), statusOf(sheet))
  })

  router.get('/sheets/tt01', (req, res) => {
    viewerOf(res)
    const sheet = readTt01Query(req.query)
    sendPage(res, render('sheets/sheet', tt01SheetPage(site, contextOf(res), sheet)), statusOf(sheet))
  })

  router.get('/sheets/qd766', (req, res) => {
    viewerOf(res)
    const sheet = readQd766Query(req.query)
    sendPage(res, render('sheets/sheet', qd766SheetPage(site, contextOf(res), sheet)), statusOf(sheet))
  })

  return router
}
