import type { RequestHandler } from 'express'
import type { WebParts } from '../app.ts'

/** Finds out who asks and in which language, and leaves it in `res.locals.context`. */
export function visitor({ languages }: WebParts): RequestHandler {
  return (req, res, next) => {
    const language = languages.get(req.query['lang'])
    res.locals.context = { language, viewer: null, csrfToken: '', url: req.originalUrl }
    next()
  }
}
