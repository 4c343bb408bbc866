import { Router } from 'express'
import type { WebParts } from '../app.ts'
import { contextOf } from '../context.ts'
import { homePage } from '../pages/home-page.ts'
import { sendPage } from '../views.ts'

/** The first page: where a citizen types the code from the counter, and where staff sign in. */
export function homeRoutes({ render, site }: WebParts): Router {
  const router = Router()
  router.get('/', (_req, res) => {
    sendPage(res, render('home/home', homePage(site, contextOf(res))))
  })
  router.get('/favicon.ico', (_req, res) => {
    res.redirect(301, site.asset('img/icon.svg'))
  })
  return router
}
