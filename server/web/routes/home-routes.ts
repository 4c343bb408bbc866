import { Router } from 'express'
import type { WebParts } from '../app.ts'
import { contextOf } from '../context.ts'
import { homePage } from '../pages/home-page.ts'
import { sendPage } from '../views.ts'

/** The first page: where a citizen types the code from the counter, and where staff sign in. */
export function homeRoutes({ services: { firstSteps }, render, site }: WebParts): Router {
  const router = Router()
  router.get('/', async (_req, res) => {
    const context = contextOf(res)
    const steps = context.viewer && (await firstSteps.ofPlatform(context.viewer))
    sendPage(res, render('home/home', homePage(site, context, steps)))
  })
  router.get('/favicon.ico', (_req, res) => {
    res.redirect(301, site.asset('img/icon.svg'))
  })
  return router
}
