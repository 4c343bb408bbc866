import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import { InvalidInputError, type Problem } from '../../domain/errors.ts'
import { CODE_ACTS } from '../../services/poster-codes.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readNewCodesForm } from '../forms/poster-new-codes-form.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { posterHref, printHref } from '../pages/poster-links.ts'
import { newCodesPage } from '../pages/poster-new-codes-page.ts'
import { withdrawalPage, withdrawnPage } from '../pages/poster-withdrawal-page.ts'
import { sendPage } from '../views.ts'
import { publicCodeIn } from './poster-routes.ts'

/** How public codes end and come to be: withdrawn and replaced by those at the counter, added by administrators. */
export function posterCodeRoutes({ services, render, site, config, now }: WebParts): Router {
  const router = Router()
  const { posters, posterCodes } = services

  router.get('/points/:publicCode/withdrawal', async (req, res) => {
    const one = await posters.changeable(viewerOf(res), publicCodeIn(req.params.publicCode))
    const today = localDay(now(), config.timeZone)
    const page = one.poster.isLive
      ? withdrawalPage(site, contextOf(res), one, today)
      : withdrawnPage(site, contextOf(res), one)
    sendPage(res, render('poster/withdrawal', page))
  })

  router.post('/points/:publicCode/withdrawal', async (req, res) => {
    const viewer = viewerOf(res)
    const code = publicCodeIn(req.params.publicCode)
    await posters.changeable(viewer, code)
    const sent = (req.body as SentForm)['act']
    const act = CODE_ACTS.find((known) => known === sent)
    if (!act)
      throw new InvalidInputError('nothing that can be done with a code', [
        { where: 'act', message: 'poster:error-act' },
      ])
    const changed = await posterCodes.change(viewer, code, act)
    if (changed.isDone) {
      res.redirect(303, posterHref(changed.code.replacedBy ?? code))
      return
    }
    const one = await posters.ofCode(viewer, code)
    sendPage(res, render('poster/withdrawal', withdrawnPage(site, contextOf(res), one, { isLate: true })), 409)
  })

  router.get('/agencies/:agencyCode/posters/new', async (req, res) => {
    const ground = await posterCodes.ground(viewerOf(res), req.params.agencyCode)
    sendPage(res, render('poster/new-codes', newCodesPage(site, contextOf(res), ground, null)))
  })

  router.post('/agencies/:agencyCode/posters/new', async (req, res) => {
    const viewer = viewerOf(res)
    const { agencyCode } = req.params
    const ground = await posterCodes.ground(viewer, agencyCode)
    const form = req.body as SentForm
    const reading = readNewCodesForm(ground, form)
    const made = reading.ok ? await posterCodes.add(viewer, agencyCode, reading.value) : []
    if (made.length > 0) {
      res.redirect(
        303,
        printHref(
          agencyCode,
          made.map(({ code }) => code),
        ),
      )
      return
    }
    const problems: readonly Problem[] = reading.ok
      ? [{ where: 'fields', message: 'poster:error-all-there' }]
      : reading.problems
    sendPage(res, render('poster/new-codes', newCodesPage(site, contextOf(res), ground, form, problems)), 422)
  })

  return router
}
