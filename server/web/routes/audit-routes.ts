import { Router } from 'express'
import { assertAdministrator } from '../../services/access.ts'
import { LocalClock } from '../../services/local-clock.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readAuditQuery } from '../forms/audit-query.ts'
import { textOf } from '../forms/dashboard-query.ts'
import { auditListPage, type AuditState } from '../pages/audit-page.ts'
import { sendPage } from '../views.ts'

/** The administrator's page about what the staff did: who read or carried off what. */
export function auditRoutes({ services: { audit }, config, render, site }: WebParts): Router {
  const router = Router()
  const clock = new LocalClock(config.timeZone)

  router.get('/admin/audit', async (req, res) => {
    const viewer = viewerOf(res)
    assertAdministrator(viewer)
    const reading = readAuditQuery(req.query)
    const page = reading.ok ? await audit.page(viewer, reading.value) : null
    const typed = { account: textOf(req.query['account']), act: textOf(req.query['act']) }
    let outcome: AuditState['outcome']
    if (!reading.ok) outcome = reading
    else if (page) outcome = { query: reading.value, page }
    else outcome = { problems: [{ where: 'account', message: 'audit:error-account', values: { name: typed.account } }] }
    res.set('Cache-Control', 'private, no-store')
    const list = auditListPage(site, contextOf(res), { typed, outcome, clock })
    sendPage(res, render('audit/audit', list), 'problems' in outcome ? 400 : 200)
  })

  return router
}
