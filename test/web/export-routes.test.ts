import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { newSecretToken, secretTokenHash } from '../../server/services/secret-token.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aComment } from '../fixtures/comment.ts'
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
    const explained = book.filter(({ file, value }) => file === 'responses' && value === '')
    expect(explained.map(({ column }) => column)).toEqual([...columns, 'comment'])
    for (const row of book) expect([row['meaning-vi'], row['meaning-en']]).not.toContain('')
    expect(book).toContainEqual({
      file: 'responses',
      column: 'F4.1',
      value: '4',
      factor: 'F4',
      'meaning-vi': 'Hài lòng',
      'meaning-en': 'Satisfied',
    })
  })

  test('explains every column of the results, and each kind of row', async () => {
    const book = parse<Record<string, string>>(await text(`/agencies/my-loc/codebook.csv?${PERIOD}`), { columns: true })
    const own = book.filter(({ file }) => file === 'results')
    const table = await text(`/agencies/my-loc/files/results?${PERIOD}`)
    const explained = own.filter(({ value }) => value === '').map(({ column }) => column)
    expect(explained).toEqual(linesOf(table)[0]?.split(','))
    const kinds = own.filter(({ column, value }) => column === 'kind' && value !== '').map(({ value }) => value)
    const rows = parse<Record<string, string>>(table, { columns: true })
    expect(kinds).toEqual(expect.arrayContaining([...new Set(rows.map(({ kind }) => kind))]))
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
    expect(await text(`/agencies/my-loc/codebook.csv?${PERIOD}&for=excel`)).toMatch(/^\ufefffile,column,/)
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

describe('files of other formats', () => {
  test('hold the same rows: a JSON object a line, and a workbook', async () => {
    const rows = parse<Record<string, string>>(await text(FILE), { columns: true })
    const lines = await browser.get(`/agencies/my-loc/files/responses?${PERIOD}&for=ndjson`)
    expect(lines.headers['content-type']).toBe('application/x-ndjson; charset=utf-8')
    expect(lines.headers['content-disposition']).toContain('my-loc_2026-11-01_2026-11-30_return.ndjson')
    const objects = lines.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Readonly<Record<string, string | number | null>>)
    expect(objects.map(asTexts)).toEqual(rows)
    const workbook = await browser.get(`/agencies/my-loc/files/responses?${PERIOD}&for=xlsx`)
    expect(workbook.headers['content-type']).toMatch(/spreadsheetml\.sheet$/)
    expect(workbook.headers['content-disposition']).toContain('.xlsx')
  })

  test('tell how many rows come, where nothing narrows them', async () => {
    const counted = async (query: string): Promise<unknown> =>
      (await browser.get(`/agencies/my-loc/files/responses?${query}`)).headers['x-row-count']
    expect(await counted(PERIOD)).toBe('1')
    expect(await counted(`${PERIOD}&step=all`)).toBe('2')
    expect(await counted(`${PERIOD}&channel=qr`)).toBeUndefined()
    expect(await counted('from=2026-11-02&to=2026-11-30')).toBeUndefined()
  })

  test('hold the responses that a narrowed page counts, and no others', async () => {
    const own = { point: 'my-loc-01', field: 'ho-tich', channel: 'kiosk', language: 'en', facts: '2' } as const
    const response = aResponse(own)
    await platform.storage.responses.record([{ response, comment: null }])
    const narrowed = 'field=ho-tich&fact-visits=3%2B&hour=7-9'
    const rows = parse<Record<string, string>>(await text(`${FILE}&${narrowed}`), { columns: true })
    expect(rows.map(({ field, visits }) => [field, visits])).toEqual([['ho-tich', '3+']])
    for (const other of ['field=dat-dai&fact-visits=3%2B', 'hour=9-11', 'channel=paper', 'language=km']) {
      expect(linesOf(await text(`${FILE}&${other}`))).toHaveLength(1)
    }
    const manifest = JSON.parse(await text(`/agencies/my-loc/manifest.json?${PERIOD}&${narrowed}`)) as {
      filter: { narrowedBy: unknown }
    }
    expect(manifest.filter.narrowedBy).toEqual({ field: 'ho-tich', 'fact-visits': '3+', hour: '7-9' })
  })

  test('are none under another name, and hold no results of two steps at once', async () => {
    expect((await browser.get(`/agencies/my-loc/files/constructor?${PERIOD}`)).status).toBe(404)
    const both = await browser.get(`/agencies/my-loc/files/results?${PERIOD}&step=all`)
    expect(both.status).toBe(400)
    expect(both.text).toContain('từng bước')
  })
})

describe('the file of comments', () => {
  const comments = '/agencies/my-loc/files/comments?from=2026-11-01&to=2026-11-22'

  test('is for accounts that may read comments, masked, by the week, and put down in the audit', async () => {
    const comment = aComment({ text: '=1+1 gọi 0912 345 678', day: parseIsoDay('2026-11-18') ?? 0, satisfied: false })
    await platform.storage.responses.record([{ response: aResponse(), comment }])
    expect((await browser.get(comments)).status).toBe(403)
    const { browser: reader } = await signedInBrowser(platform, {
      grants: agencyGrant('my-loc'),
      mayReadComments: true,
    })
    const answer = await reader.get(`${comments}&satisfied=no`)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-disposition']).toContain('my-loc_comments.csv')
    const [row] = parse<Record<string, string>>(answer.text, { columns: true })
    expect(row).toMatchObject({ agency: 'my-loc', week: '2026-11-16', satisfied: 'no' })
    expect(row?.['comment']).toMatch(/^'=1\+1 gọi /)
    expect(answer.text).not.toContain('678')
    const [entry] = await platform.storage.audit.list({ limit: 1, before: null })
    expect(entry).toMatchObject({ act: 'comments.exported', agency: 'my-loc' })
  })

  test('is refused where the address makes no sense, before anything is put down', async () => {
    const { browser: reader } = await signedInBrowser(platform, {
      grants: agencyGrant('my-loc'),
      mayReadComments: true,
    })
    for (const wrong of ['&for=pdf', '&channel=qr', '&from=2026-12-31']) {
      expect((await reader.get(comments + wrong)).status).toBe(400)
    }
    expect(await platform.storage.audit.list({ limit: 5, before: null })).toEqual([])
  })
})

describe('the file of results', () => {
  const results = async (query = PERIOD): Promise<Record<string, string>[]> =>
    parse<Record<string, string>>(await text(`/agencies/my-loc/files/results?${query}`), { columns: true })

  test('leaves blank what the page hides, and says why', async () => {
    const rows = await results()
    const index = rows.find(({ kind }) => kind === 'index')
    expect(index).toMatchObject({
      code: 'my-loc',
      respondents: '1',
      index: '',
      lower: '',
      satisfied: '',
      hidden: 'too-few',
    })
    for (const row of rows) expect([row['index'] === '', row['hidden'] !== '']).toContain(row['index'] === '')
    expect(rows.filter((row) => row['hidden'] === '' && row['index'] === '')).toEqual([])
  })

  test('has the unrounded figures of the page: one row for the whole, each factor, criterion, point, field and month', async () => {
    const responses = Array.from({ length: 60 }, (_, i) => aResponse({ answers: i % 6 === 0 ? '435434' : '454504' }))
    await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
    const rows = await results()
    const kinds = [...new Set(rows.map(({ kind }) => kind))]
    expect(kinds).toEqual([
      'index',
      'index-without-flagged',
      'overall',
      'factor',
      'criterion',
      'point',
      'field',
      'month',
      'cut',
    ])
    const index = rows.find(({ kind }) => kind === 'index')
    const [answers, satisfied] = [Number(index?.['answers']), Number(index?.['satisfied'])]
    expect(Number(index?.['index'])).toBe((100 * satisfied) / answers)
    expect(Number(index?.['lower'])).toBeLessThan(Number(index?.['index']))
    expect(rows.find(({ code }) => code === 'F2.1')).toMatchObject({
      kind: 'criterion',
      answers: '61',
      satisfied: '51',
    })
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

function asTexts(row: Readonly<Record<string, string | number | null>>): Record<string, string> {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key, String(value ?? '')]))
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
