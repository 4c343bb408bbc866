import { pipeline } from 'node:stream/promises'
import { Router, type Request, type Response } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import type { Formats } from '../format.ts'
import { readExportQuery, type ExportRequest } from '../forms/export-query.ts'
import { exportCodebook } from '../pages/export-codebook.ts'
import { exportManifest, responsesFileName } from '../pages/export-manifest.ts'
import { exportPage } from '../pages/export-page.ts'
import { sendPage } from '../views.ts'

/** An agency's responses as a file, with the manifest that vouches for it and the codebook that explains it. */
export function exportRoutes({ services, languages, render, site, config, now, log }: WebParts): Router {
  const router = Router()
  const { exports } = services

  const asked = (req: Request, res: Response): ExportRequest => {
    const reading = readExportQuery(req.query, localDay(now(), config.timeZone))
    if (!reading.ok) {
      const { format } = contextOf(res).language
      throw new InvalidInputError(
        'no such export',
        reading.problems.map((problem) => daysInWords(problem, format)),
      )
    }
    res.set('Cache-Control', 'private, no-store')
    return reading.value
  }

  router.get('/agencies/:agencyCode/exports', async (req, res) => {
    const viewer = viewerOf(res)
    const { query, reader } = asked(req, res)
    const choices = await exports.choices(viewer, req.params.agencyCode, query)
    const picked = req.query['for'] === undefined ? 'excel' : reader
    sendPage(res, render('export/form', exportPage(site, contextOf(res), choices, picked)))
  })

  router.get('/agencies/:agencyCode/responses.csv', async (req, res) => {
    const viewer = viewerOf(res)
    const { query, reader } = asked(req, res)
    const file = await exports.file(viewer, req.params.agencyCode, query)
    res.attachment(responsesFileName(file))
    if (req.method === 'HEAD') {
      res.end()
      return
    }
    res.setTimeout(STALLED_MS, () => res.destroy())
    try {
      await pipeline(exports.contents(file, reader), res)
    } catch (error) {
      // The connection is cut by now, so that nobody takes the part for the whole. A reader who left is no trouble.
      if (!isReaderGone(error)) log.error({ path: req.path, error: String(error) }, 'export broken off')
    }
  })

  router.get('/agencies/:agencyCode/manifest.json', async (req, res) => {
    const viewer = viewerOf(res)
    const { query } = asked(req, res)
    const file = await exports.file(viewer, req.params.agencyCode, query)
    const manifest = exportManifest(await exports.manifest(file))
    res.type('json').send(`${JSON.stringify(manifest, null, 2)}\n`)
  })

  router.get('/agencies/:agencyCode/codebook.csv', async (req, res) => {
    const viewer = viewerOf(res)
    const { query, reader } = asked(req, res)
    const file = await exports.file(viewer, req.params.agencyCode, query)
    res.attachment(`${file.agency.code}_codebook.csv`).send(exportCodebook(file, reader, languages, config.timeZone))
  })

  return router
}

/** A problem as the error page takes it, which prints values as they are: a day is a number until then. */
function daysInWords(problem: Problem, format: Formats): Problem {
  const day = problem.values?.['day']
  return typeof day === 'number' ? { ...problem, values: { ...problem.values, day: format.day(day) } } : problem
}

/** A reader who takes nothing for so long is gone, or keeps the store waiting on purpose. */
const STALLED_MS = 60_000

function isReaderGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE'
}
