import { Router, type Request, type Response } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import { inOnePart } from '../../services/file-column.ts'
import { FILE_FORMATS, fileBytes, fileKind } from '../../services/table-file.ts'
import type { UnitScope } from '../../services/unit-answers.ts'
import { unitColumns } from '../../services/unit-columns.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readCompareQuery } from '../forms/compare-query.ts'
import { choiceProblem } from '../forms/export-query.ts'
import { LOOK_PARAMETERS, readUnitsLook } from '../forms/units-look.ts'
import { compareFrame, type FrameParts } from '../pages/compare-frame.ts'
import type { ComparePageName } from '../pages/compare-links.ts'
import { unitsPage } from '../pages/units-page.ts'
import { sendPage } from '../views.ts'

/** What a compare page is asked for, once its address could be read. */
export interface AskedComparison {
  readonly query: CompareQuery
  /** The frame of the page, once the units are known. */
  readonly frame: (scope: UnitScope) => Omit<FrameParts, 'page'>
}

/**
 * Reads the address of a compare page and shows it. What cannot be read, or cannot be had of the store, gets the form once
 * more with everything that was typed, and says what is wrong.
 *
 * @param others further parameters that the page knows
 * @param show makes the page; throws {@link InvalidInputError} where the units cannot be looked at so
 */
export async function answerComparison(
  { services, config, now, render, site }: WebParts,
  { req, res, page, others = [] }: { req: Request; res: Response; page: ComparePageName; others?: readonly string[] },
  show: (asked: AskedComparison) => Promise<void>,
): Promise<void> {
  const viewer = viewerOf(res)
  const today = localDay(now(), config.timeZone)
  const choices = await services.compare.choices(viewer)
  const reading = readCompareQuery(req.query, today, others)
  const refuse = (problems: readonly Problem[], query: CompareQuery): void => {
    const parts = { page, query, scope: null, choices, typed: reading.typed, problems, today }
    sendPage(res, render('compare/refused', compareFrame(site, contextOf(res), parts)), 400)
  }
  if (!reading.ok) {
    refuse(reading.problems, reading.value)
    return
  }
  const query = reading.value
  try {
    await show({ query, frame: (scope) => ({ query, scope, choices, typed: reading.typed, today }) })
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error
    refuse(error.problems, query)
  }
}

/** The units of a level side by side, on a page and as a file. */
export function compareRoutes(web: WebParts): Router {
  const { services, config, languages, render, site } = web
  const router = Router()

  router.get('/compare', async (req, res) => {
    const others = LOOK_PARAMETERS
    await answerComparison(web, { req, res, page: 'units', others }, async ({ query, frame }) => {
      const problems: Problem[] = []
      const look = readUnitsLook(req.query, problems)
      if (problems.length > 0) throw new InvalidInputError('no such look at a comparison', problems)
      const comparison = await services.compare.compare(viewerOf(res), query)
      const parts = { frame: { ...frame(comparison.scope), page: 'units' as const }, comparison, look }
      const page = unitsPage(site, contextOf(res), { ...parts, timeZone: config.timeZone })
      sendPage(res, render('compare/units', page))
    })
  })

  router.get('/compare/units.csv', async (req, res) => {
    await answerComparison(web, { req, res, page: 'units', others: ['for'] }, async ({ query }) => {
      const { for: audience = 'plain' } = req.query
      const format = FILE_FORMATS.find((one) => one === audience)
      if (!format) throw new InvalidInputError('no such file', [choiceProblem('for', FILE_FORMATS)])
      const comparison = await services.compare.compare(viewerOf(res), query)
      const columns = unitColumns(
        comparison,
        languages.all.map(({ code }) => code),
      )
      const { extension, type } = fileKind(format)
      res.set('Cache-Control', 'private, no-cache')
      res.type(type).attachment(`comparison.${extension}`)
      const file = { name: 'comparison', columns, parts: inOnePart({ columns, rows: comparison.units }) }
      for await (const bytes of fileBytes(file, format)) res.write(bytes)
      res.end()
    })
  })

  return router
}
