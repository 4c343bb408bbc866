import { Router } from 'express'
import { localDay } from '../../domain/calendar.ts'
import type { WebParts } from '../app.ts'
import { contextOf, viewerOf } from '../context.ts'
import { readCommentQuery } from '../forms/comment-query.ts'
import { commentsPage, type CommentsState } from '../pages/comments-page.ts'
import { sendPage } from '../views.ts'

/** What citizens wrote about an agency, for those who may read it. */
export function commentRoutes({ services: { comments }, config, now, render, site }: WebParts): Router {
  const router = Router()

  router.get('/agencies/:agencyCode/comments', async (req, res) => {
    const viewer = viewerOf(res)
    const { agencyCode } = req.params
    const ground = await comments.ground(viewer, agencyCode)
    const reading = readCommentQuery(req.query, ground, localDay(now(), config.timeZone))
    const outcome: CommentsState['outcome'] = reading.ok
      ? { query: reading.value, found: await comments.page(viewer, agencyCode, reading.value, reading.after) }
      : reading
    const page = commentsPage(site, contextOf(res), { ground, commentMonths: config.commentMonths, outcome })
    // A page that comes back from the browser's memory would be read without being put down.
    res.set('Cache-Control', 'private, no-store')
    sendPage(res, render('comments/comments', page), reading.ok ? 200 : 400)
  })

  return router
}
