import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { request as httpRequest, createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { JSDOM } from 'jsdom'
import request from 'supertest'
import { fixedSecurityHeaders } from '../../server/web/middleware/security-headers.ts'
import type { Platform } from '../fixtures/platform.ts'
import { CODES, openSurveyPlatform } from '../fixtures/survey-platform.ts'

const FORM = `/s/${CODES.landReturn}`

let platform: Platform
let server: Server
beforeAll(async () => {
  platform = await openSurveyPlatform()
  server = createServer(platform.app)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
})
afterAll(async () => {
  server.close()
  await platform.close()
})

function documentOf(html: string): Document {
  return new JSDOM(html).window.document
}

function hidden(html: string, name: string): string | null | undefined {
  return documentOf(html).querySelector(`input[type=hidden][name=${name}]`)?.getAttribute('value')
}

/** All bytes that come over the wire for one address, head and body. */
function bytesOf(path: string): Promise<number> {
  const { port } = server.address() as AddressInfo
  return new Promise((resolve, reject) => {
    const headers = { 'Accept-Encoding': 'gzip, deflate', Connection: 'close' }
    const asked = httpRequest({ host: '127.0.0.1', port, path, headers }, (response) => {
      const { socket } = response
      response.resume().once('end', () => {
        resolve(socket.bytesRead)
      })
    })
    asked.once('error', reject).end()
  })
}

describe('the form of a counter', () => {
  test('names the agency, the counter, the field and the step, and picks nothing beforehand', async () => {
    const { status, text } = await request(platform.app).get(FORM)
    expect(status).toBe(200)
    const page = documentOf(text)
    expect(page.querySelector('h1')?.textContent).toBe('Sở Nông nghiệp và Môi trường')
    expect(page.querySelector('.place')?.textContent).toBe('Quầy số 3 Đất đai · Nhận kết quả')
    expect(page.title).toContain('Quầy số 3 – Sở Nông nghiệp và Môi trường')
    expect(page.querySelectorAll('fieldset')).toHaveLength(7)
    expect(page.querySelectorAll(':checked')).toHaveLength(0)
    expect(page.querySelectorAll('script')).toHaveLength(0)
    expect(page.querySelectorAll('[maxlength], [required]')).toHaveLength(0)
  })

  test('offers the levels in words from the lowest up, and "not applicable" only where it may be', async () => {
    const page = documentOf((await request(platform.app).get(FORM)).text)
    const labels = (name: string): (string | null)[] =>
      [...page.querySelectorAll(`[name="${name}"]`)].map((radio) => radio.closest('label')?.textContent ?? null)
    const levels = ['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng']
    expect(labels('answer-F1.1')).toEqual(levels)
    expect(labels('answer-overall')).toEqual(levels)
    expect(labels('answer-F5.1')).toEqual([...levels, 'Không áp dụng với tôi'])
    expect(labels('fact-visits')).toEqual(['1 lần', '2 lần', '3 lần trở lên'])
  })

  test('does not ask for the result where a dossier is handed in', async () => {
    const page = documentOf((await request(platform.app).get(`/s/${CODES.landSubmission}`)).text)
    expect(page.querySelector('[name="answer-F4.1"]')).toBeNull()
    expect(page.querySelectorAll('fieldset')).toHaveLength(6)
  })

  test('carries another id each time, and the hour', async () => {
    const pages = await Promise.all([1, 2, 3].map(() => request(platform.app).get(FORM)))
    const ids = pages.map(({ text }) => hidden(text, 'id'))
    expect(new Set(ids).size).toBe(3)
    for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/)
    expect(pages.map(({ text }) => Number(hidden(text, 'opened')))).toEqual(
      pages.map(() => platform.services.survey.currentHour()),
    )
  })

  test('can be had in English, and the language stays with what is sent and with every link', async () => {
    const page = documentOf((await request(platform.app).get(`${FORM}?lang=en`)).text)
    expect(page.documentElement.lang).toBe('en')
    expect(page.querySelector('h1')?.textContent).toBe('Department of Agriculture and Environment')
    expect(page.querySelector('form')?.getAttribute('action')).toBe(`${FORM}?lang=en`)
    expect(page.querySelector('nav a')?.getAttribute('href')).toBe(FORM)
    expect((await request(platform.app).get(`${FORM}?lang=xx`)).text).toContain('lang="vi"')
  })

  test('escapes names', async () => {
    const { text } = await request(platform.app).get(`/s/${CODES.civilReturn}`)
    expect(text).toContain('Quầy &lt;Hộ tịch&gt;')
    expect(text).not.toContain('<Hộ tịch>')
  })

  test('shows what the directory says now', async () => {
    const [agency] = (await platform.storage.directory.load()).agencies
    if (!agency) throw new Error('no agency')
    await platform.storage.directory.apply({ agencies: [{ ...agency, names: { vi: 'Sở Mới' } }] })
    platform.moveClock(1100)
    expect((await request(platform.app).get(FORM)).text).toContain('<h1>Sở Mới</h1>')
    await platform.storage.directory.apply({ agencies: [agency] })
    platform.moveClock(1100)
    expect((await request(platform.app).get(FORM)).text).not.toContain('Sở Mới')
  })
})

describe('over the wire', () => {
  test('the page is the same packed and unpacked', async () => {
    const packed = await request(platform.app).get(FORM).set('Accept-Encoding', 'br, gzip;q=0.8')
    expect(packed.headers['content-encoding']).toBe('gzip')
    for (const accepted of ['identity', 'gzip;q=0', 'br']) {
      const plain = await request(platform.app).get(FORM).set('Accept-Encoding', accepted)
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect(plain.text.replace(/[0-9a-f]{32}/, '')).toBe(packed.text.replace(/[0-9a-f]{32}/, ''))
      expect(plain.headers['content-length']).toBe(String(Buffer.byteLength(plain.text)))
    }
  })

  test('it has the headers of every page, is asked for anew each time, and sets no cookie', async () => {
    const answer = await request(platform.app).get(FORM)
    for (const [name, value] of fixedSecurityHeaders(platform.config)) {
      expect(answer.headers[name.toLowerCase()]).toBe(value)
    }
    expect(answer.headers['cache-control']).toBe('private, no-cache')
    expect(answer.headers['vary']).toBe('Accept-Encoding')
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(answer.headers['set-cookie']).toBeUndefined()
  })

  test('page, style sheet and icon together weigh at most 8 KB with their headers, and nothing else is fetched', async () => {
    const page = documentOf((await request(platform.app).get(FORM)).text)
    const others = [...page.querySelectorAll('link[href], script, img, iframe')].map((one) => one.getAttribute('href'))
    expect(others).toHaveLength(2)
    let bytes = 0
    for (const path of [FORM, ...others]) bytes += await bytesOf(path ?? '')
    expect(bytes).toBeLessThanOrEqual(8192)
  })

  test('HEAD says what GET would, without the page', async () => {
    const answer = await request(platform.app).head(FORM).set('Accept-Encoding', 'gzip')
    expect(answer.status).toBe(200)
    expect(answer.text).toBeUndefined()
    const whole = await request(platform.app).get(FORM)
    expect(answer.headers['content-length']).toBe(whole.headers['content-length'])
  })
})

describe('addresses', () => {
  const typed = CODES.landReturn.toLowerCase()

  test.each([
    [`/s/${typed.slice(0, 4)}-${typed.slice(4)}`, FORM],
    [`/s/${typed}`, FORM],
    [`/S/${CODES.landReturn}`, FORM],
    [`${FORM}/`, FORM],
    [`/s/${CODES.landReturn.slice(0, 4)}%20${CODES.landReturn.slice(4)}?lang=en`, `${FORM}?lang=en`],
    [`/s/${typed}/thanks`, `${FORM}/thanks`],
  ])('%s leads to the one address of the survey', async (path, canonical) => {
    const answer = await request(platform.app).get(path)
    expect(answer.status).toBe(301)
    expect(answer.headers['location']).toBe(canonical)
  })

  test('what only looks like the citizen’s side is left to others', async () => {
    for (const path of ['/sign-in', '/settings', `/s/${CODES.landReturn}/other`, '/su']) {
      expect((await request(platform.app).get(path)).headers['location'] ?? '').not.toContain('/s/')
    }
    expect((await request(platform.app).get(`${FORM}/other`)).status).toBe(404)
  })

  test.each([
    ['PUT', FORM, 'GET, HEAD, POST'],
    ['DELETE', FORM, 'GET, HEAD, POST'],
    ['POST', `${FORM}/thanks`, 'GET, HEAD'],
    ['POST', '/s', 'GET, HEAD'],
  ] as const)('%s %s is not taken, and says what is', async (method, path, allowed) => {
    const asked = request(platform.app)
    const answer = await (method === 'PUT'
      ? asked.put(path)
      : method === 'POST'
        ? asked.post(path)
        : asked.delete(path))
    expect(answer.status).toBe(405)
    expect(answer.headers['allow']).toBe(allowed)
    expect(answer.text).toContain('Mở phiếu khảo sát')
  })
})

test('when the store cannot be asked, the page says so with every header and a number to report', async () => {
  const broken = await openSurveyPlatform()
  await broken.storage.close()
  broken.moveClock(2000)
  const answer = await request(broken.app).get(FORM)
  expect(answer.status).toBe(500)
  expect(answer.headers['content-security-policy']).toMatch(/default-src 'none'/)
  expect(JSON.stringify(broken.logged)).toContain('request failed')
})
