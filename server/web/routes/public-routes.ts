import { Router } from 'express'
import type { WebParts } from '../app.ts'
import { readPublicListQuery, readPublicQuery } from '../forms/public-query.ts'
import { glossaryPublicPage } from '../pages/glossary-page.ts'
import { publicAgenciesPage, shownListings } from '../pages/public-agencies-page.ts'
import { publicCard } from '../pages/public-card.ts'
import { publicPage } from '../pages/public-page.ts'
import { PublicReplies } from '../public-replies.ts'

/**
 * What anybody may see without signing in: the agencies, how each scored, and what the words mean. These routes stand
 * before whatever looks for a session, so that they can set no cookie and know nobody.
 */
export function publicRoutes({ services: { published }, languages, now, render, site }: WebParts): Router {
  const router = Router()
  const replies = new PublicReplies(now)

  router.get('/cong-khai', async (req, res) => {
    const query = readPublicListQuery(req.query, languages)
    const { language, search, level, page } = query
    const key = search === '' ? ['list', level ?? '', page, language.code].join(' ') : null
    await replies.send(req, res, key, async () => {
      const list = shownListings(await published.agencies(search), query)
      const groups = await Promise.all(
        list.map(async (group) => ({ ...group, listings: await published.listings(group.agencies) })),
      )
      return { type: 'html', text: render('public/agencies', publicAgenciesPage(site, query, groups)) }
    })
  })

  router.get('/agencies/:agencyCode/public', async (req, res) => {
    const { agencyCode } = req.params
    const { language, period } = readPublicQuery(req.query, languages)
    await replies.send(req, res, ['page', agencyCode, period, language.code].join(' '), async () => {
      const figures = await published.ofAgency(agencyCode, period)
      return { type: 'html', text: render('public/agency', publicPage(site, language, figures)) }
    })
  })

  router.get('/agencies/:agencyCode/public/card.svg', async (req, res) => {
    const { agencyCode } = req.params
    const { language, period } = readPublicQuery(req.query, languages)
    await replies.send(req, res, ['card', agencyCode, period, language.code].join(' '), async () => {
      const figures = await published.ofAgency(agencyCode, period)
      return { type: 'image/svg+xml', text: render('public/card', publicCard(language, figures)) }
    })
  })

  router.get('/glossary', async (req, res) => {
    const { language } = readPublicQuery(req.query, languages)
    await replies.send(req, res, ['glossary', language.code].join(' '), () =>
      Promise.resolve({ type: 'html', text: render('glossary/public', glossaryPublicPage(site, language)) }),
    )
  })

  return router
}
