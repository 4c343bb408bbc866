import type { RequestHandler } from 'express'
import type { WebParts } from '../app.ts'
import { staffCookies } from '../cookies.ts'
import { FormTokens } from '../form-tokens.ts'

/** Finds out who asks and in which language, and leaves it in `res.locals.context`. */
export function visitor({ languages, services, config, secrets }: WebParts): RequestHandler {
  const cookies = staffCookies(config)
  const formTokens = new FormTokens(secrets.csrfKey)
  return async (req, res, next) => {
    const remembered = cookies.language.read(req)
    const picked = languages.all.find(({ code }) => code === req.query['lang'])
    if (picked && picked.code !== remembered) cookies.language.write(res, picked.code)

    const token = cookies.session.read(req)
    const viewer = token === null ? null : await services.signIn.viewerOf(token)
    const binding = viewer ? token : cookies.form.read(req)
    res.locals.context = {
      language: picked ?? languages.get(remembered),
      viewer,
      csrfToken: binding === null ? '' : formTokens.issue(binding),
      url: req.originalUrl,
    }
    next()
  }
}
