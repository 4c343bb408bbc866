import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { once } from 'node:events'
import { Agent, createServer, request, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { PASSWORD, addAccount } from '../fixtures/account.ts'
import { aFilledForm } from '../fixtures/filled-form.ts'
import { hostileRequests, MARK, type HostileRequest } from '../fixtures/hostile-request.ts'
import type { Platform } from '../fixtures/platform.ts'
import { layersOf, routesIn } from '../fixtures/routes-of.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

/** So many hostile requests go to every route; `FUZZ_INPUTS=5000 npm test -- hostile` takes some minutes. */
const INPUTS = Number(process.env['FUZZ_INPUTS'] ?? 60)
const SEED = 20_261_123
/** One middleware answers these by itself, so that no router names them. */
const SURVEY = ['GET /s', 'GET /s/:publicCode', 'POST /s/:publicCode', 'GET /s/:publicCode/thanks']

let platform: Platform
let server: Server
let session = ''
let token = ''
const agent = new Agent({ keepAlive: true, maxSockets: 8 })

beforeAll(async () => {
  platform = await openSurveyPlatform({ TRUST_PROXY: '1' })
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  await addAccount(platform.storage, { name: 'lan', grants: ADMINISTRATOR })
  const visit = await ask('GET', '/sign-in')
  const form = cookieIn(visit)
  const fields = new URLSearchParams({ _csrf: tokenIn(visit), name: 'lan', password: PASSWORD })
  session = cookieIn(await ask('POST', '/sign-in', { cookie: form, 'content-type': FORM }, fields.toString()))
  token = tokenIn(await ask('GET', '/admin/accounts/new', { cookie: session }))
})
afterAll(async () => {
  agent.destroy()
  server.close()
  await platform.close()
})

const FORM = 'application/x-www-form-urlencoded'

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly text: string
}

let source = 0

/** Each from another source, since so many from one are turned away before anything reads them. */
async function ask(method: string, path: string, headers: Record<string, string> = {}, body = ''): Promise<Answer> {
  source++
  const from = `10.${(source >> 16) & 255}.${(source >> 8) & 255}.${source & 255}`
  const { port } = server.address() as AddressInfo
  const sent = request({ agent, port, method, path, headers: { ...headers, 'x-forwarded-for': from } })
  sent.end(method === 'POST' ? body : undefined)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  return { status: answer.statusCode ?? 0, headers: answer.headers, text: Buffer.concat(chunks).toString() }
}

function cookieIn({ headers }: Answer): string {
  return (headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]).join('; ')
}

function tokenIn({ text }: Answer): string {
  return /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? ''
}

/** The same attack by somebody signed in, whose form carries its token, and by a stranger. */
async function attack(route: string, hostile: HostileRequest, isSignedIn: boolean): Promise<Answer> {
  const [method = '', pattern = ''] = route.split(' ')
  const isFixed = source % 3 === 0
  const path = pattern.replaceAll(/[:*]\w+/g, (parameter) =>
    isFixed ? (PLACES[parameter] ?? 'x') : encodeURIComponent(hostile.parameter.toWellFormed()),
  )
  const own = isSignedIn ? `_csrf=${token}&` : ''
  const headers = {
    cookie: isSignedIn ? `${hostile.cookie}; ${session}` : hostile.cookie,
    ...(hostile.contentType === '' ? {} : { 'content-type': hostile.contentType }),
  }
  return ask(method, `${path}?${hostile.query}`, headers, own + hostile.body)
}

const PLACES: Readonly<Record<string, string>> = {
  ':agencyCode': 'so-nnmt',
  ':publicCode': CODES.landReturn,
  ':id': 'x',
}

/** What a filter looked for, at any depth. */
interface Sought {
  readonly operator: string
  readonly value: unknown
}

/** Where the mark stands under an operator, in a filter as the driver got it. */
function* operatorsWithMark(filter: unknown, operator = ''): Generator<Sought> {
  if (typeof filter === 'string' && filter.includes(MARK) && operator !== '') yield { operator, value: filter }
  if (filter === null || typeof filter !== 'object') return
  for (const [key, value] of Object.entries(asSent(filter))) {
    if (key.includes(MARK)) yield { operator: key, value }
    yield* operatorsWithMark(value, key.startsWith('$') ? key : operator)
  }
}

/** What Mongoose has made a document of, as plain values. */
function asSent(value: object): object {
  return 'toBSON' in value ? (value as { toBSON(): object }).toBSON() : value
}

/** Ways of the driver by which filters and changes reach the server. */
const WAYS = [
  'find',
  'findOne',
  'aggregate',
  'updateOne',
  'updateMany',
  'deleteOne',
  'deleteMany',
  'bulkWrite',
] as const

/** Lists of plain texts are looked up so, and found or not found like single ones. */
const HARMLESS = ['$in', '$all', '$set', '$setOnInsert']

async function watchFilters(): Promise<Sought[]> {
  const found: Sought[] = []
  if (process.env['TEST_STORE'] !== 'mongo') return found
  const { mongo } = await import('mongoose')
  for (const way of [...WAYS, 'findOneAndUpdate', 'countDocuments'] as const) {
    const prototype = mongo.Collection.prototype as unknown as Record<string, (...parts: unknown[]) => unknown>
    const real = prototype[way]
    if (!real) throw new Error(`the driver has no ${way}`)
    jest.spyOn(prototype, way).mockImplementation(function (this: unknown, ...parts: unknown[]) {
      found.push(...[...operatorsWithMark(parts[0])].filter(({ operator }) => !HARMLESS.includes(operator)))
      return real.apply(this, parts)
    })
  }
  return found
}

describe('hostile input', () => {
  let filters: Sought[]
  beforeAll(async () => {
    filters = await watchFilters()
  })
  afterAll(() => {
    jest.restoreAllMocks()
  })

  test('on every route is answered, changes nobody’s rights and reaches no filter as an operator', async () => {
    const before = await platform.storage.accounts.all()
    const routes = [...routesIn(layersOf(platform.app)), ...SURVEY].filter((route) => route !== 'POST /sign-out')
    expect(routes.length).toBeGreaterThan(25)
    const unkind: string[] = []
    for (const [at, route] of routes.entries()) {
      const inputs = fc.sample(hostileRequests, { numRuns: INPUTS, seed: SEED + at })
      for (const [i, hostile] of inputs.entries()) {
        const { status, headers } = await attack(route, hostile, i % 2 === 0)
        const isWelcome = (headers['set-cookie'] ?? []).some((cookie) => /hailong_session=[^;]/.test(cookie))
        if (status >= 500 || status < 200 || isWelcome) unkind.push(`${route} ${status} ${JSON.stringify(hostile)}`)
      }
    }
    expect(unkind).toEqual([])
    expect(filters).toEqual([])
    expect(await platform.storage.accounts.all()).toEqual(before)
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
    expect((await ask('GET', '/health')).status).toBe(200)
  }, 900_000)

  test('does not keep an honest answer from being stored', async () => {
    const fields = new URLSearchParams(aFilledForm(platform)).toString()
    const answer = await ask('POST', `/s/${CODES.landReturn}`, { 'content-type': FORM }, fields)
    expect(answer.status).toBe(303)
    expect(await platform.storage.responses.count()).toBe(1)
  })

  test('is what the watch over filters would notice', () => {
    expect([...operatorsWithMark({ name: { $gt: MARK } })]).toEqual([{ operator: '$gt', value: MARK }])
    expect([...operatorsWithMark({ $or: [{ [`a.${MARK}`]: 1 }] })]).toHaveLength(1)
    expect([...operatorsWithMark({ name: MARK })]).toEqual([])
  })
})
