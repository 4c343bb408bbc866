import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { randomInt } from 'node:crypto'
import request from 'supertest'
import { newPublicCode } from '../../server/domain/public-code.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { anAgencyReport } from '../fixtures/report.ts'
import { layersOf, routesIn, type RouterLayer } from '../fixtures/routes-of.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import {
  ADMINISTRATOR,
  agencyGrant,
  signedInBrowser,
  staffBrowser,
  type StaffBrowser,
} from '../fixtures/staff-browser.ts'

/** Routes that anyone may ask for, on purpose. */
const PUBLIC = [
  'GET /',
  'GET /health',
  'GET /favicon.ico',
  'GET /assets/:digest/*name',
  'GET /sign-in',
  'POST /sign-in',
  'GET /set-up/:token',
  'POST /set-up/:token',
  'GET /cong-khai',
  'GET /agencies/:agencyCode/public',
  'GET /agencies/:agencyCode/public/card.svg',
  'GET /glossary',
  'GET /open-data',
  'GET /open-data/:file',
  'GET /verify',
  'GET /verify/:reportCode',
]

/** What citizens reach. One middleware knows these addresses by itself, before all routes (survey-routes.ts). */
const SURVEY = ['/s', '/s/:publicCode', '/s/:publicCode/thanks']

/**
 * Routes that need a session, with who may use them: all staff, those who may see the agency, those of them who may
 * read comments, or administrators.
 */
const STAFF: Readonly<Record<string, 'all' | 'agency' | 'reader' | 'administrator'>> = {
  'POST /sign-out': 'all',
  'GET /admin/accounts': 'administrator',
  'GET /admin/accounts/new': 'administrator',
  'POST /admin/accounts/new': 'administrator',
  'GET /admin/accounts/:id': 'administrator',
  'POST /admin/accounts/:id/link': 'administrator',
  'POST /admin/accounts/:id/disable': 'administrator',
  'POST /admin/accounts/:id/enable': 'administrator',
  'GET /admin/audit': 'administrator',
  'GET /agencies': 'all',
  'GET /agencies/:agencyCode': 'agency',
  'GET /agencies/:agencyCode/print': 'agency',
  'GET /agencies/:agencyCode/glossary': 'agency',
  'GET /agencies/:agencyCode/comments': 'reader',
  'GET /agencies/:agencyCode/exports': 'agency',
  'GET /agencies/:agencyCode/files/:file': 'agency',
  'GET /agencies/:agencyCode/responses.csv': 'agency',
  'GET /agencies/:agencyCode/manifest.json': 'agency',
  'GET /agencies/:agencyCode/codebook.csv': 'agency',
  'GET /agencies/:agencyCode/posters': 'agency',
  'GET /agencies/:agencyCode/posters/print': 'agency',
  'GET /agencies/:agencyCode/posters/new': 'administrator',
  'POST /agencies/:agencyCode/posters/new': 'administrator',
  'GET /points/:publicCode/poster': 'agency',
  'GET /points/:publicCode/withdrawal': 'agency',
  'POST /points/:publicCode/withdrawal': 'agency',
  'GET /compare': 'all',
  'GET /compare/units.csv': 'all',
  'GET /compare/funnel': 'all',
  'GET /compare/funnel.csv': 'all',
  'GET /compare/heat-map': 'all',
  'GET /compare/heat-map.csv': 'all',
  'GET /compare/trends': 'all',
  'GET /compare/trends.csv': 'all',
  'GET /compare/mix': 'all',
  'GET /compare/mix.csv': 'all',
  'GET /compare/channels': 'all',
  'GET /compare/channels.csv': 'all',
  'GET /compare/sample': 'all',
  'GET /compare/sample.csv': 'all',
  'GET /compare/ranking': 'all',
  'GET /compare/ranking.csv': 'all',
  'GET /reports': 'all',
  'GET /reports/new': 'all',
  'POST /reports/new': 'all',
  'GET /reports/:reportCode': 'agency',
  'GET /reports/:reportCode.json': 'agency',
  'GET /reports/:reportCode/correction': 'agency',
  'POST /reports/:reportCode/correction': 'agency',
  'GET /references': 'all',
  'GET /references/edit': 'administrator',
  'POST /references/edit': 'administrator',
  'GET /sheets': 'all',
  'GET /sheets/par': 'all',
  'GET /sheets/tt01': 'all',
  'GET /sheets/qd766': 'all',
}

/**
 * Middleware that stands before the routes and could answer by itself: survey, headers, log, two limits, visitor, two
 * for forms; and after them: no such page, two for errors. Whoever adds one has looked at what it lets through.
 */
const MIDDLEWARE = 11

const publicCode = newPublicCode((below) => randomInt(below))
const AGENCY = 'so-y-te'
let platform: Platform
let layers: readonly RouterLayer[]
let accountId: string
let reportCode: string
let administrator: StaffBrowser
let insider: StaffBrowser
let outsider: StaffBrowser
let reader: StaffBrowser
let outsideReader: StaffBrowser

beforeAll(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province' }),
        anAgency(AGENCY, { parent: 'tinh' }),
        anAgency('xa-moi', { parent: 'tinh' }),
      ],
      points: [aServicePoint('quay-1', AGENCY)],
      codes: [aPublicCode(publicCode, 'quay-1')],
    },
  })
  layers = layersOf(platform.app)
  const first = await signedInBrowser(platform, { grants: ADMINISTRATOR })
  administrator = first.browser
  reportCode = (await platform.services.reports.make(first.account, anAgencyReport(AGENCY))).code
  insider = (await signedInBrowser(platform, { grants: agencyGrant(AGENCY) })).browser
  reader = (await signedInBrowser(platform, { grants: agencyGrant(AGENCY), mayReadComments: true })).browser
  const elsewhere = { grants: agencyGrant('xa-moi'), mayReadComments: true }
  outsideReader = (await signedInBrowser(platform, elsewhere)).browser
  const other = await signedInBrowser(platform, { grants: agencyGrant('xa-moi') })
  outsider = other.browser
  accountId = other.account.id
})
afterAll(() => platform.close())

/** An address of a route: its parameters filled with what exists. */
function addressOf(path: string): string {
  return path
    .replace(':agencyCode', AGENCY)
    .replace(':publicCode', publicCode)
    .replace(':reportCode', reportCode)
    .replace(':id', accountId)
    .replace(':token', 'unknown')
    .replace(':file', 'results')
    .replace(':digest', 'x')
    .replace('*name', 'css/base.css')
}

const split = (route: string): [method: string, path: string] => {
  const [method = '', path = ''] = route.split(' ')
  return [method, path]
}
const staffRoutes = Object.keys(STAFF)
const formsOf = (routes: readonly string[]): string[] => routes.filter((route) => route.startsWith('POST '))
const pagesOf = (routes: readonly string[]): string[] => routes.filter((route) => route.startsWith('GET '))

test('every route is public on purpose or known to need a session', () => {
  const found = routesIn(layers)
  expect(found.sort()).toEqual([...PUBLIC, ...staffRoutes].sort())
})

test('nothing but known middleware stands beside the routes, and nothing is mounted under a path of its own', () => {
  expect(layers.filter(({ route, handle }) => !route && !handle.stack)).toHaveLength(MIDDLEWARE)
  expect(layers.every(({ slash }) => slash)).toBe(true)
})

describe('without a session', () => {
  test.each(pagesOf(PUBLIC))('%s asks for none', async (route) => {
    const answer = await request(platform.app).get(addressOf(split(route)[1]))
    expect(answer.headers['location'] ?? '').not.toContain('/sign-in')
    expect([200, 301, 404, 410]).toContain(answer.status)
  })

  test.each(SURVEY)('GET %s asks for none and sets no cookie', async (path) => {
    const answer = await request(platform.app).get(addressOf(path))
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test.each(pagesOf(staffRoutes))('%s leads to the sign-in page and back', async (route) => {
    const address = addressOf(split(route)[1])
    const answer = await request(platform.app).get(address)
    expect([answer.status, answer.headers['location']]).toEqual([303, `/sign-in?back=${encodeURIComponent(address)}`])
    expect((await request(platform.app).head(address)).status).toBe(303)
  })

  test.each(formsOf(staffRoutes))('%s leads to the sign-in page, even with a token of a visitor', async (route) => {
    const answer = await staffBrowser(platform).send(addressOf(split(route)[1]), {}, '/sign-in')
    expect([answer.status, answer.headers['location']]).toEqual([303, '/sign-in'])
  })

  test('a made-up session is none', async () => {
    const answer = await request(platform.app).get('/agencies').set('Cookie', 'hailong_session=made-up')
    expect(answer.status).toBe(303)
  })
})

describe('with a session', () => {
  const ofAgency = pagesOf(staffRoutes.filter((route) => STAFF[route] === 'agency'))
  const ofReader = pagesOf(staffRoutes.filter((route) => STAFF[route] === 'reader'))
  const ofAdministrator = staffRoutes.filter((route) => STAFF[route] === 'administrator')

  test.each(ofAgency)('%s answers whom it concerns, and is forbidden to another agency', async (route) => {
    const address = addressOf(split(route)[1])
    expect((await insider.get(address)).status).toBe(200)
    expect((await outsider.get(address)).status).toBe(403)
  })

  test.each(ofReader)('%s answers whom it concerns, if they may read comments', async (route) => {
    const address = addressOf(split(route)[1])
    expect((await reader.get(address)).status).toBe(200)
    for (const browser of [insider, administrator, outsider, outsideReader]) {
      expect((await browser.get(address)).status).toBe(403)
    }
  })

  test.each([...ofAgency, ...ofReader].filter((route) => route.includes(':agencyCode')))(
    '%s finds no agency that is none',
    async (route) => {
      const address = split(route)[1].replace(':agencyCode', 'unknown')
      expect((await outsider.get(address)).status).toBe(404)
      expect((await administrator.get(address)).status).toBe(404)
    },
  )

  test.each(formsOf(staffRoutes.filter((route) => STAFF[route] === 'agency')))(
    '%s is forbidden to another agency',
    async (route) => {
      expect((await outsider.send(addressOf(split(route)[1]), {}, '/agencies')).status).toBe(403)
    },
  )

  test.each(ofAdministrator)('%s is forbidden to everyone but administrators', async (route) => {
    const [method, path] = split(route)
    for (const browser of [insider, outsider]) {
      const answer =
        method === 'GET' ? await browser.get(addressOf(path)) : await browser.send(addressOf(path), {}, '/agencies')
      expect(answer.status).toBe(403)
      expect(answer.text).toContain('không có quyền')
    }
    if (method === 'GET') expect((await administrator.get(addressOf(path))).status).toBe(200)
  })
})

test.each([...formsOf(PUBLIC), ...formsOf(staffRoutes)])('%s without its token is refused', async (route) => {
  const address = addressOf(split(route)[1])
  expect((await administrator.sendBare(address)).status).toBe(403)
  expect((await request(platform.app).post(address)).status).toBe(403)
})

test('other methods than those of forms are refused before any route', async () => {
  for (const method of ['put', 'patch', 'delete'] as const) {
    expect((await request(platform.app)[method](`/admin/accounts/${accountId}`)).status).toBe(403)
  }
})
