import { randomBytes } from 'node:crypto'
import type { ErrorRequestHandler, RequestHandler } from 'express'
import {
  BusyError,
  ConflictError,
  DomainError,
  ForbiddenError,
  FormExpiredError,
  InvalidInputError,
  NotFoundError,
  SignInNeededError,
  TooManyTriesError,
} from '../../domain/errors.ts'
import type { WebParts } from '../app.ts'
import { errorPage } from '../pages/error-page.ts'
import { loggedPath } from './request-log.ts'
import { sendPage } from '../views.ts'

/** Turns an address that no router knows into the page that says so. */
export const notFoundHandler: RequestHandler = (req) => {
  throw new NotFoundError('page', req.path)
}

/** Maps every error to a status and a page. What is no expected failure gets a reference number, found again in the log. */
export function errorHandler(web: WebParts): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error)
      return
    }
    const context = (res.locals as Partial<typeof res.locals>).context ?? {
      language: web.languages.get(req.query['lang']),
      viewer: null,
      csrfToken: '',
      url: req.originalUrl,
    }
    if (error instanceof SignInNeededError) {
      const back = req.method === 'GET' ? `?back=${encodeURIComponent(req.originalUrl)}` : ''
      res.redirect(303, `/sign-in${back}`)
      return
    }
    const status = statusOf(error)
    let reference: string | null = null
    if (status === 500) {
      reference = randomBytes(5).toString('hex')
      web.log.error(
        { reference, method: req.method, path: loggedPath(req.path), error: describe(error) },
        'request failed',
      )
    }
    if (error instanceof BusyError || error instanceof TooManyTriesError)
      res.set('Retry-After', String(error.retryAfterS))
    const problems = error instanceof InvalidInputError ? error.problems : []
    const words = error instanceof FormExpiredError ? 'form-expired' : String(status)
    sendPage(res, web.render('errors/error', errorPage(web.site, context, { words, reference, problems })), status)
  }
}

function statusOf(error: unknown): number {
  if (error instanceof NotFoundError) return 404
  if (error instanceof ForbiddenError) return 403
  if (error instanceof ConflictError) return 409
  if (error instanceof InvalidInputError) return 400
  if (error instanceof TooManyTriesError) return 429
  if (error instanceof BusyError) return 503
  if (error instanceof DomainError) return 400
  // What body readers and Express itself throw carries the status of a fault of the request.
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500 ? status : 500
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
