import type { RequestHandler } from 'express'
import { newSecretToken } from '../../services/secret-token.ts'
import type { WebParts } from '../app.ts'
import { contextOf } from '../context.ts'
import { staffCookies } from '../cookies.ts'
import { FormTokens } from '../form-tokens.ts'

/** Binds the forms of a visitor who has not signed in. Only pages with such a form set the cookie. */
export function formCookie({ config, secrets }: Pick<WebParts, 'config' | 'secrets'>): RequestHandler {
  const cookies = staffCookies(config)
  const formTokens = new FormTokens(secrets.csrfKey)
  return (_req, res, next) => {
    const context = contextOf(res)
    if (context.csrfToken === '') {
      const binding = newSecretToken()
      cookies.form.write(res, binding)
      res.locals.context = { ...context, csrfToken: formTokens.issue(binding) }
    }
    next()
  }
}
