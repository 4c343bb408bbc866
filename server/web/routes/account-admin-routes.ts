import { Router, type Response } from 'express'
import { assertAdministrator } from '../../services/access.ts'
import type { AccountSummary } from '../../services/account-service.ts'
import type { HandedLink } from '../../services/set-up-links.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readNewAccountForm } from '../forms/account-new-form.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { newAccountPage } from '../pages/account-new-page.ts'
import { accountPage } from '../pages/account-page.ts'
import { accountsPage } from '../pages/accounts-page.ts'
import { sendPage } from '../views.ts'

/** The administrator's pages about who may sign in. Each asks the service, which refuses everybody else. */
export function accountAdminRoutes({ services, render, site, config }: WebParts): Router {
  const router = Router()
  const currentDirectory = async () => (await services.directory.current()).directory

  const sendAccount = async (
    res: Response,
    { account, link }: { account: AccountSummary; link: HandedLink | null },
    status = 200,
  ): Promise<void> => {
    const page = accountPage(site, contextOf(res), {
      account,
      directory: await currentDirectory(),
      fault: await services.accounts.disablingFault(viewerOf(res), account.id),
      handed: link,
      timeZone: config.timeZone,
    })
    // A link that is shown once must not come back with the button of the browser.
    if (link) res.set('Cache-Control', 'private, no-store')
    sendPage(res, render('accounts/account', page), status)
  }

  router.get('/admin/accounts', async (req, res) => {
    const accounts = await services.accounts.list(viewerOf(res))
    const search = typeof req.query['q'] === 'string' ? req.query['q'] : ''
    const page = accountsPage(site, contextOf(res), { accounts, directory: await currentDirectory(), search })
    sendPage(res, render('accounts/accounts', page))
  })

  router.get('/admin/accounts/new', async (_req, res) => {
    assertAdministrator(viewerOf(res))
    const directory = await currentDirectory()
    const page = newAccountPage(site, contextOf(res), { directory, form: {}, problems: [] })
    sendPage(res, render('accounts/new-account', page))
  })

  router.post('/admin/accounts/new', async (req, res) => {
    const viewer = viewerOf(res)
    assertAdministrator(viewer)
    const form = req.body as SentForm
    const directory = await currentDirectory()
    const reading = readNewAccountForm(directory, form)
    const made = reading.ok ? await services.accounts.create(viewer, reading.value) : null
    if (made && made !== 'name-taken') {
      await sendAccount(res, made, 201)
      return
    }
    const problems = reading.ok ? [{ where: 'name', message: 'accounts:name-taken' }] : reading.problems
    const page = newAccountPage(site, contextOf(res), { directory, form, problems })
    sendPage(res, render('accounts/new-account', page), 422)
  })

  router.get('/admin/accounts/:id', async (req, res) => {
    const account = await services.accounts.byId(viewerOf(res), req.params.id)
    await sendAccount(res, { account, link: null })
  })

  router.post('/admin/accounts/:id/link', async (req, res) => {
    await sendAccount(res, await services.accounts.renewLink(viewerOf(res), req.params.id))
  })

  router.post('/admin/accounts/:id/disable', async (req, res) => {
    await services.accounts.setDisabled(viewerOf(res), req.params.id, true)
    res.redirect(303, `/admin/accounts/${encodeURIComponent(req.params.id)}`)
  })

  router.post('/admin/accounts/:id/enable', async (req, res) => {
    await services.accounts.setDisabled(viewerOf(res), req.params.id, false)
    res.redirect(303, `/admin/accounts/${encodeURIComponent(req.params.id)}`)
  })

  return router
}
