import { urlencoded, type Request, type RequestHandler } from 'express'
import { FormExpiredError, InvalidInputError } from '../../domain/errors.ts'
import type { WebParts } from '../app.ts'
import { contextOf } from '../context.ts'
import { staffCookies } from '../cookies.ts'
import { FormTokens } from '../form-tokens.ts'

/** A form as a route finds it in `req.body`: every field once, every value a text. */
export type SentForm = Readonly<Record<string, string | undefined>>

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS']
const FORM_TYPE = 'application/x-www-form-urlencoded'

/**
 * Reads what staff pages send, and lets no further what was not sent by a form made for this visitor. It stands before
 * all staff routes, so that no route can forget it. Needs the context of {@link visitor}.
 */
export function staffForms({ config, secrets }: WebParts): RequestHandler[] {
  const cookies = staffCookies(config)
  const formTokens = new FormTokens(secrets.csrfKey)
  const read: RequestHandler = urlencoded({ extended: false, limit: '64kb', parameterLimit: 200 })
  return [
    (req, res, next) => {
      if (SAFE_METHODS.includes(req.method)) next()
      else if (req.headers['content-type'] !== undefined && req.is(FORM_TYPE) === false)
        throw Object.assign(new Error('not a form'), { status: 415 })
      else read(req, res, next)
    },
    (req, res, next) => {
      if (!SAFE_METHODS.includes(req.method)) {
        const form = onlyTexts(req)
        const binding = contextOf(res).viewer ? cookies.session.read(req) : cookies.form.read(req)
        req.body = form
        if (binding === null || !formTokens.fits(form['_csrf'] ?? '', binding)) {
          throw new FormExpiredError('the form was not made for this visitor')
        }
      }
      next()
    },
  ]
}

/** @throws {InvalidInputError} when a field was sent twice: which of the two was meant? */
function onlyTexts(req: Request): SentForm {
  const sent = (req.body ?? {}) as Record<string, unknown>
  const form = new Map<string, string>()
  for (const [name, value] of Object.entries(sent)) {
    if (typeof value !== 'string') throw new InvalidInputError(`field ${JSON.stringify(name)} was sent twice`)
    form.set(name, value)
  }
  return Object.fromEntries(form)
}
