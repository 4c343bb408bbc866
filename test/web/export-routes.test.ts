import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { newSecretToken, secretTokenHash } from '../../server/services/secret-token.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { agencyGrant, signedInBrowser, staffBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const PERIOD = 'from=2026-11-01&to=2026-11-30'
const FILE = `/agencies/my-loc/responses.csv?${PERIOD}`

let platform: Platform
let browser: StaffBrowser
let server: Server | null = null
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('my-loc', { names: { vi: '=HYPERLINK("http://x")', en: '+84 Mỹ Lộc' } }),
        anAgency('my-phuc', { successor: 'my-loc', names: { vi: '-2+3', en: '@SUM(A1)' } }),
        anAgency('tan-an'),
      ],
      points: [aServicePoint('my-loc-01', 'my-loc', { names: { vi: 'Quầy "Một cửa", tầng 2' } })],
    },
  })
  browser = (await signedInBrowser(platform, { grants: agencyGrant('my-loc') })).browser
  const responses = [aResponse(), aResponse({ step: 'submission', answers: '454-04' })]
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
})
afterEach(async () => {
  server?.closeAllConnections()
  server?.close()
  server = null
  await platform.close()
})

describe('responses.csv', () => {
  test('is an attachment whose name tells agency, period and step, and which nobody keeps', async () => {
    const answer = await browser.get(FILE)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8')
    expect(answer.headers['content-disposition']).toContain('my-loc_2026-11-01_2026-11-30_return.csv')
    expect(answer.headers['cache-control']).toBe('private, no-store')
    expect(linesOf(answer.text)).toHaveLength(2)
  })

  test('has a byte order mark for Excel only', async () => {
    const [excel, plain, unsaid] = await Promise.all(['&for=excel', '&for=plain', ''].map((end) => text(FILE + end)))
    expect(excel).toBe(`\ufeff${plain ?? ''}`)
    expect(unsaid).toBe(plain)
  })

  test('takes days as people write them, the last one included', async () => {
    const file = await text('/agencies/my-loc/responses.csv?from=20/11/2026&to=20/11/2026&step=all')
    expect(linesOf(file)).toHaveLength(3)
  })

  test('cuts the connection where the store fails on the way, so that a part is not taken for the whole', async () => {
    const stream = jest.spyOn(platform.storage.responses, 'stream')
    stream.mockImplementation(async function* () {
      yield await Promise.resolve([aResponse()])
      throw new Error('disk I/O error')
    })
    await expect(browser.get(FILE)).rejects.toThrow(/aborted|hang up/)
    expect(JSON.stringify(platform.logged)).toContain('disk I/O error')
  })

  test('stops reading the store when the reader leaves', async () => {
    let given = 0
    const left = new Promise<void>((resolve) => {
      const batch: SurveyResponse[] = Array.from({ length: 1000 }, () => aResponse())
      jest.spyOn(platform.storage.responses, 'stream').mockImplementation(async function* () {
        try {
          for (;;) {
            given++
            yield await Promise.resolve(batch)
          }
        } finally {
          resolve()
        }
      })
    })
    const { url, cookie } = await listening()
    const request = get(`${url}${FILE}`, { headers: { cookie } })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    await once(answer, 'readable')
    request.destroy()
    await left
    expect(given).toBeLessThan(1000)
    expect(platform.logged.filter((entry) => JSON.stringify(entry).includes('broken off'))).toEqual([])
  })

  test('waits for a slow reader instead of heaping up the file', async () => {
    let given = 0
    const batch = Array.from({ length: 1000 }, () => aResponse())
    jest.spyOn(platform.storage.responses, 'stream').mockImplementation(async function* () {
      for (; given < 2000; given++) yield await Promise.resolve(batch)
    })
    const { url, cookie } = await listening()
    const request = get(`${url}${FILE}`, { headers: { cookie } })
    const [answer] = (await once(request, 'response')) as [IncomingMessage]
    expect(answer.statusCode).toBe(200)
    let before = -1
    while (before !== given) {
      before = given
      for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate)
    }
    expect(given).toBeGreaterThan(0)
    expect(given).toBeLessThan(500)
    request.destroy()
  })

  test('tells a HEAD request the same without reading a row', async () => {
    const stream = jest.spyOn(platform.storage.responses, 'stream')
    const { url, cookie } = await listening()
    const answer = await fetch(`${url}${FILE}&questionnaire=counter`, { method: 'HEAD', headers: { cookie } })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(stream).not.toHaveBeenCalled()
  })
})

describe('manifest.json', () => {
  test('vouches for the file of the same address, whichever reader it is for', async () => {
    const manifest = JSON.parse(await text(`/agencies/my-loc/manifest.json?${PERIOD}&step=all`)) as {
      rows: number
      digests: Record<string, { bytes: number; sha256: string }>
    }
    expect(manifest).toMatchObject({
      file: 'my-loc_2026-11-01_2026-11-30_all.csv',
      rows: 2,
      filter: {
        agency: 'my-loc',
        agencies: ['my-loc', 'my-phuc'],
        view: 'as-it-is',
        from: '2026-11-01',
        to: '2026-11-30',
        step: 'all',
        instrument: 'counter',
        versions: [1],
      },
      timeZone: 'Asia/Ho_Chi_Minh',
      madeAt: '2026-11-23T01:00:00.000Z',
      method: 'index.pooled',
    })
    for (const reader of ['excel', 'plain']) {
      const file = Buffer.from(await text(`${FILE}&step=all&for=${reader}`))
      const sha256 = createHash('sha256').update(file).digest('hex')
      expect(manifest.digests[reader]).toEqual({ bytes: file.length, sha256 })
    }
  })
})

describe('codebook.csv', () => {
  test('explains every column of the file, and what its values mean, in both languages', async () => {
    const book = parse<Record<string, string>>(await text(`/agencies/my-loc/codebook.csv?${PERIOD}`), { columns: true })
    const columns = linesOf(await text(FILE))[0]?.split(',') ?? []
    const explained = book.filter(({ value }) => value === '')
    expect(explained.map(({ column }) => column)).toEqual([...columns, 'comment'])
    for (const row of book) expect([row['meaning-vi'], row['meaning-en']]).not.toContain('')
    expect(book).toContainEqual({
      column: 'F4.1',
      value: '4',
      factor: 'F4',
      'meaning-vi': 'Hài lòng',
      'meaning-en': 'Satisfied',
    })
  })

  test('lets no name run as a formula', async () => {
    const book = parse<Record<string, string>>(await text(`/agencies/my-loc/codebook.csv?${PERIOD}`), { columns: true })
    const names = book.filter(({ column, value }) => column === 'agency' && value !== '')
    expect(names.map((row) => [row['meaning-vi'], row['meaning-en']])).toEqual([
      ['\'=HYPERLINK("http://x")', "'+84 Mỹ Lộc"],
      ["'-2+3", "'@SUM(A1)"],
    ])
  })

  test('has a byte order mark for Excel', async () => {
    expect(await text(`/agencies/my-loc/codebook.csv?${PERIOD}&for=excel`)).toMatch(/^\ufeffcolumn,/)
  })
})

describe('the page of exports', () => {
  test('keeps the query it was opened with', async () => {
    const page = await text(`/agencies/my-loc/exports?${PERIOD}&step=submission&view=as-it-was&for=excel`)
    expect(page).toMatch(/name="from"[^>]*value="2026-11-01"/)
    expect(page).toMatch(/name="to"[^>]*value="2026-11-30"/)
    for (const picked of ['submission', 'as-it-was', 'excel']) expect(page).toContain(`value="${picked}" selected`)
  })

  test('asks for the view of merged agencies only where there are any', async () => {
    const { browser: inspector } = await signedInBrowser(platform)
    expect((await inspector.get('/agencies/my-loc/exports')).text).toContain('name="view"')
    expect((await inspector.get('/agencies/tan-an/exports')).text).not.toContain('name="view"')
  })
})

describe.each(['exports', 'responses.csv', 'manifest.json', 'codebook.csv'])('/agencies/<code>/%s', (name) => {
  test('sends whoever has not signed in to do so', async () => {
    const answer = await staffBrowser(platform).get(`/agencies/my-loc/${name}`)
    expect([answer.status, answer.headers['location']?.startsWith('/sign-in')]).toEqual([303, true])
  })

  test('is refused for an agency outside the account’s subtree, and not found where there is none', async () => {
    expect((await browser.get(`/agencies/tan-an/${name}`)).status).toBe(403)
    expect((await browser.get(`/agencies/khong-co/${name}`)).status).toBe(404)
    expect((await browser.get(`/agencies/my-loc/${name}?questionnaire=khong-co`)).status).toBe(404)
  })

  test.each([
    'from=2026-02-30',
    'from=2026-11-20&to=2026-11-01',
    'to=2027-01-31',
    'step=both',
    'for=word',
    'view=merged',
    'for=excel&for=plain',
  ])('answers 400 with the reason: %s', async (query) => {
    const answer = await browser.get(`/agencies/my-loc/${name}?${query}`)
    expect(answer.status).toBe(400)
    expect(answer.headers['content-type']).toMatch(/^text\/html/)
    expect(answer.text).toMatch(/<li>[^<{]+<\/li>\s*<\/ul>\s*<p>/)
  })
})

async function text(path: string): Promise<string> {
  const answer = await browser.get(path)
  if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
  return answer.text
}

function linesOf(file: string): string[] {
  return file.trim().split('\r\n')
}

/** The app behind a real address, which a failed test leaves closed too, and the cookie of an inspector who is signed in. */
async function listening(): Promise<{ url: string; cookie: string }> {
  const account = await addAccount(platform.storage)
  const token = newSecretToken()
  const expiresAt = new Date(platform.now().getTime() + 3_600_000)
  await platform.storage.sessions.add({ tokenHash: secretTokenHash(token), accountId: account.id, expiresAt })
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, cookie: `hailong_session=${token}` }
}
