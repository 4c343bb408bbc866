import { Router, type Request, type Response } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { InvalidInputError, NotFoundError, type Problem } from '../../domain/errors.ts'
import { COMMENT_COLUMNS } from '../../services/comment-columns.ts'
import { inParts } from '../../services/file-column.ts'
import { FILE_FORMATS, fileBytes, fileKind, type FileFormat } from '../../services/table-file.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import type { Formats } from '../format.ts'
import { readCommentQuery } from '../forms/comment-query.ts'
import { choiceProblem, readExportQuery, type ExportRequest } from '../forms/export-query.ts'
import { exportCodebook } from '../pages/export-codebook.ts'
import { exportManifest, fileNameOf } from '../pages/export-manifest.ts'
import { exportPage } from '../pages/export-page.ts'
import { sendBytes } from '../send-bytes.ts'
import { sendPage } from '../views.ts'

/** What a file holds and under which name it is saved, before it is written. */
interface SentFile {
  readonly name: string
  /** Null where nobody has counted them before. */
  readonly rows: number | null
  readonly format: FileFormat
  /** Begins to read; what goes wrong before the first byte still gets a page. */
  readonly contents: () => AsyncIterable<Buffer> | Promise<AsyncIterable<Buffer>>
}

/** An agency's results, responses and comments as files, with the manifest that vouches for them and the codebook that explains them. */
export function exportRoutes({ services, languages, render, site, config, now, log }: WebParts): Router {
  const router = Router()
  const { exports, results, comments } = services

  const today = () => localDay(now(), config.timeZone)
  const refuse = (res: Response, problems: readonly Problem[]): never => {
    const { format } = contextOf(res).language
    throw new InvalidInputError(
      'no such export',
      problems.map((problem) => daysInWords(problem, format)),
    )
  }
  const asked = (req: Request, res: Response): ExportRequest => {
    const reading = readExportQuery(req.query, today())
    if (!reading.ok) return refuse(res, reading.problems)
    res.set('Cache-Control', 'private, no-store')
    return reading.value
  }

  const send = async (req: Request, res: Response, { name, rows, format, contents }: SentFile): Promise<void> => {
    const bytes = req.method === 'HEAD' ? null : await contents()
    const { extension, type } = fileKind(format)
    res.attachment(`${name}.${extension}`).type(type).set('Cache-Control', 'private, no-store')
    if (rows !== null) res.set('X-Row-Count', String(rows))
    if (bytes === null) {
      res.end()
      return
    }
    await sendBytes(req, res, bytes, log)
  }

  /** What each file of an agency holds, by its name in the address. */
  const files: Readonly<Record<string, (req: AgencyRequest, res: Response) => Promise<SentFile>>> = {
    responses: async (req, res) => {
      const { query, format } = asked(req, res)
      const file = await exports.file(viewerOf(res), req.params.agencyCode, query)
      const rows = await exports.rowCount(file)
      return { name: fileNameOf(file), rows, format, contents: () => exports.contents(file, format) }
    },
    results: async (req, res) => {
      const { query, format } = asked(req, res)
      const file = await results.file(viewerOf(res), req.params.agencyCode, query)
      const codes = languages.all.map(({ code }) => code)
      const contents = () => results.contents(file, codes, format)
      return { name: fileNameOf(file, 'results'), rows: null, format, contents }
    },
    codebook: async (req, res) => {
      const { query, format } = asked(req, res)
      const file = await exports.file(viewerOf(res), req.params.agencyCode, query)
      const contents = () => exportCodebook(file, format, languages, config.timeZone)
      return { name: `${file.agency.code}_codebook`, rows: null, format, contents }
    },
    comments: async (req, res) => {
      const viewer = viewerOf(res)
      const ground = await comments.ground(viewer, req.params.agencyCode)
      const { for: asFormat = 'plain', ...query } = req.query
      const format = FILE_FORMATS.find((one) => one === asFormat)
      if (!format) return refuse(res, [choiceProblem('for', FILE_FORMATS)])
      const reading = readCommentQuery(query, ground, today())
      if (!reading.ok) return refuse(res, reading.problems)
      const contents = async () => {
        const batches = await comments.forFile(viewer, ground.agency.code, reading.value)
        return fileBytes(
          { name: 'comments', columns: COMMENT_COLUMNS, parts: inParts(COMMENT_COLUMNS, batches) },
          format,
        )
      }
      return { name: `${ground.agency.code}_comments`, rows: null, format, contents }
    },
  }
  const sendNamed = async (name: string, req: AgencyRequest, res: Response): Promise<void> => {
    const file = Object.hasOwn(files, name) ? files[name] : undefined
    if (!file) throw new NotFoundError('file', name)
    await send(req, res, await file(req, res))
  }

  router.get('/agencies/:agencyCode/exports', async (req, res) => {
    const { query, format } = asked(req, res)
    const choices = await exports.choices(viewerOf(res), req.params.agencyCode, query)
    const picked = req.query['for'] === undefined ? 'excel' : format
    sendPage(res, render('export/form', exportPage(site, contextOf(res), choices, picked)))
  })

  router.get('/agencies/:agencyCode/files/:file', (req, res) => sendNamed(req.params.file, req, res))
  router.get('/agencies/:agencyCode/responses.csv', (req, res) => sendNamed('responses', req, res))
  router.get('/agencies/:agencyCode/codebook.csv', (req, res) => sendNamed('codebook', req, res))

  router.get('/agencies/:agencyCode/manifest.json', async (req, res) => {
    const { query } = asked(req, res)
    const file = await exports.file(viewerOf(res), req.params.agencyCode, query)
    const manifest = exportManifest(await exports.manifest(file))
    res.type('json').send(`${JSON.stringify(manifest, null, 2)}\n`)
  })

  return router
}

type AgencyRequest = Request<{ agencyCode: string }>

/** A problem as the error page takes it, which prints values as they are: a day is a number until then. */
function daysInWords(problem: Problem, format: Formats): Problem {
  const day = problem.values?.['day']
  return typeof day === 'number' ? { ...problem, values: { ...problem.values, day: format.day(day) } } : problem
}
