import type { ErrorRequestHandler } from 'express'
import { FormExpiredError } from '../../domain/errors.ts'
import type { WebParts } from '../app.ts'
import { contextOf } from '../context.ts'
import { localPath } from '../local-path.ts'
import { signInPage } from '../pages/account-sign-in-page.ts'
import { sendPage } from '../views.ts'
import { formCookie } from './form-cookie.ts'
import type { SentForm } from './staff-forms.ts'

/** A sign-in form that was open for too long is shown once more with the name kept, not an error page. */
export function signInAgain(web: WebParts): ErrorRequestHandler {
  const bindForm = formCookie(web)
  return (error: unknown, req, res, next) => {
    if (!(error instanceof FormExpiredError) || req.path !== '/sign-in') {
      next(error)
      return
    }
    bindForm(req, res, () => {
      const form = req.body as SentForm
      const page = signInPage(web.site, contextOf(res), {
        name: form['name'] ?? '',
        back: localPath(form['back']),
        problems: [{ where: 'name', message: 'accounts:sign-in-expired' }],
      })
      sendPage(res, web.render('accounts/sign-in', page), 403)
    })
  }
}
