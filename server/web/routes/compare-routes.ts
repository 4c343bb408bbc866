import { Router, type Request, type Response } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { UnitScope } from '../../services/unit-answers.ts'
import { unitColumns } from '../../services/unit-columns.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readCompareQuery } from '../forms/compare-query.ts'
import { lookParameters, LOOK_PARAMETERS, readUnitsLook } from '../forms/units-look.ts'
import { compareFrame, type FrameParts } from '../pages/compare-frame.ts'
import type { ComparePageName } from '../pages/compare-links.ts'
import { unitsPage } from '../pages/units-page.ts'
import { sendPage } from '../views.ts'
import { comparisonFileName, sendComparisonFile } from './comparison-file.ts'

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
 * @param others further parameters that the page knows; they stay in the form of an address that cannot be read
 * @param query what the address is taken to say, where the page reads more into it than stands there
 * @param show makes the page; throws {@link InvalidInputError} where the units cannot be looked at so
 */
export async function answerComparison(
  { services, config, now, render, site }: WebParts,
  { req, res, page, others = [], query: said = req.query }: CompareRequest,
  show: (asked: AskedComparison) => Promise<void>,
): Promise<void> {
  const viewer = viewerOf(res)
  const today = localDay(now(), config.timeZone)
  const choices = await services.compare.choices(viewer)
  const reading = readCompareQuery(said, today, others)
  const refuse = (problems: readonly Problem[], query: CompareQuery): void => {
    const kept = keptParameters(said, others, problems)
    const parts = { page, query, scope: null, choices, typed: reading.typed, problems, today, others: kept }
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

/** Which compare page is asked for, and by what. */
export interface CompareRequest {
  readonly req: Request
  readonly res: Response
  readonly page: ComparePageName
  readonly others?: readonly string[]
  readonly query?: Readonly<Record<string, unknown>>
}

/** What a page alone has of its address, without what is wrong with it. How a file is written is nothing that a page keeps. */
function keptParameters(
  query: Readonly<Record<string, unknown>>,
  names: readonly string[],
  problems: readonly Problem[],
): Readonly<Record<string, string>> {
  const wrong = new Set(['for', ...problems.map(({ where }) => where)])
  const kept = names.flatMap((name) => {
    const value = query[name]
    return typeof value === 'string' && value !== '' && !wrong.has(name) ? [[name, value] as const] : []
  })
  return Object.fromEntries(kept)
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
      const kept = lookParameters(look)
      const parts = { frame: { ...frame(comparison.scope), page: 'units' as const, others: kept }, comparison, look }
      const page = unitsPage(site, contextOf(res), { ...parts, timeZone: config.timeZone })
      sendPage(res, render('compare/units', page))
    })
  })

  router.get('/compare/units.csv', async (req, res) => {
    await answerComparison(web, { req, res, page: 'units', others: ['for'] }, async ({ query }) => {
      const comparison = await services.compare.compare(viewerOf(res), query)
      const codes = languages.all.map(({ code }) => code)
      const file = { name: comparisonFileName('comparison', comparison.scope), rows: comparison.units }
      await sendComparisonFile(web, { req, res }, { ...file, columns: unitColumns(comparison, codes) })
    })
  })

  return router
}
