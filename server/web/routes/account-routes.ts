import { Router, type Request, type Response } from 'express'
import type { SignedIn } from '../../services/sign-in-service.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { staffCookies } from '../cookies.ts'
import { readSetUpForm } from '../forms/account-set-up-form.ts'
import { localPath } from '../local-path.ts'
import { formCookie } from '../middleware/form-cookie.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { linkEndedPage, setUpPage } from '../pages/account-set-up-page.ts'
import { signInPage } from '../pages/account-sign-in-page.ts'
import { sendPage } from '../views.ts'

/** Where staff land who asked for no page in particular. */
const FIRST_PAGE = '/agencies'

/** How a person comes in and leaves: sign-in, sign-out and the one-time link that sets a password. */
export function accountRoutes(web: WebParts): Router {
  const { services, render, site, config } = web
  const router = Router()
  const cookies = staffCookies(config)
  router.use(['/sign-in', '/set-up'], formCookie(web))

  const enter = async (req: Request, res: Response, { token }: SignedIn): Promise<void> => {
    const former = cookies.session.read(req)
    if (former !== null) await services.signIn.signOut(former)
    cookies.form.clear(res)
    cookies.session.write(res, token)
  }

  router.get('/sign-in', (req, res) => {
    const back = localPath(req.query['back'])
    if (contextOf(res).viewer) res.redirect(303, back ?? FIRST_PAGE)
    else sendPage(res, render('accounts/sign-in', signInPage(site, contextOf(res), { back })))
  })

  router.post('/sign-in', async (req, res) => {
    const { name = '', password = '', back } = req.body as SentForm
    const signedIn = await services.signIn.signIn(name, password, req.ip ?? '')
    if (!signedIn) {
      const problems = [{ where: 'name', message: 'accounts:sign-in-wrong' }]
      const page = signInPage(site, contextOf(res), { name, back: localPath(back), problems })
      sendPage(res, render('accounts/sign-in', page), 422)
      return
    }
    await enter(req, res, signedIn)
    res.redirect(303, localPath(back) ?? FIRST_PAGE)
  })

  router.post('/sign-out', async (req, res) => {
    viewerOf(res)
    const token = cookies.session.read(req)
    if (token !== null) await services.signIn.signOut(token)
    cookies.session.clear(res)
    res.redirect(303, '/sign-in')
  })

  router.get('/set-up/:token', async (req, res) => {
    const linkToken = req.params.token
    const offer = await services.signIn.setUpOffer(linkToken)
    if (!offer) {
      sendPage(res, render('accounts/link-ended', linkEndedPage(site, contextOf(res))), 410)
      return
    }
    const page = setUpPage(site, contextOf(res), { offer, linkToken, form: {}, problems: [] })
    sendPage(res, render('accounts/set-up', page))
  })

  router.post('/set-up/:token', async (req, res) => {
    const linkToken = req.params.token
    const form = req.body as SentForm
    const offer = await services.signIn.setUpOffer(linkToken)
    const reading = offer && readSetUpForm(offer, form)
    const outcome = reading?.ok ? await services.signIn.useSetUpLink(linkToken, reading.value) : null
    if (!offer || !reading || outcome === 'link-ended') {
      sendPage(res, render('accounts/link-ended', linkEndedPage(site, contextOf(res))), 410)
      return
    }
    if (outcome === null || outcome === 'name-taken') {
      const problems = reading.ok ? [{ where: 'name', message: 'accounts:name-taken' }] : reading.problems
      const page = setUpPage(site, contextOf(res), { offer, linkToken, form, problems })
      sendPage(res, render('accounts/set-up', page), 422)
      return
    }
    await enter(req, res, outcome)
    res.redirect(303, FIRST_PAGE)
  })

  return router
}
