import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { gzipSync } from 'node:zlib'
import { JSDOM } from 'jsdom'
import request from 'supertest'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, openPublicPlatform, record } from '../fixtures/public-platform.ts'

const MOST_BYTES = 14 * 1024
const FIRST = '/agencies/so-y-te/public'

let platform: Platform
beforeAll(async () => {
  platform = await openPublicPlatform()
})
afterAll(async () => {
  await platform.close()
})

const get = (path: string): request.Test => request(platform.app).get(path)

/** What a browser without anything in its cache loads: the page compressed, and what the page asks for. */
async function weight(app: Platform['app'], path: string): Promise<{ bytes: number; requests: number }> {
  const { text } = await request(app).get(path)
  const { document } = new JSDOM(text).window
  const linked = [...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img[src]')]
  const style = document.querySelector('link[rel=stylesheet]')?.getAttribute('href') ?? ''
  const css = await request(app).get(style)
  return { bytes: gzipSync(text).length + gzipSync(css.text).length, requests: 1 + linked.length }
}

describe.each(['/cong-khai', FIRST, `${FIRST}/card.svg`, '/glossary'])('%s', (path) => {
  test('asks for no sign-in, sets no cookie, and may be kept by anybody for five minutes', async () => {
    const answer = await get(`${path}?lang=en`).set('Cookie', 'hailong_session=made-up')
    expect(answer.status).toBe(200)
    expect(answer.headers['set-cookie']).toBeUndefined()
    expect(answer.headers['cache-control']).toMatch(/^public, max-age=(300|2\d\d|\d\d?)$/)
    expect(answer.headers['vary']).toBe('Accept-Encoding')
    expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
  })

  test('is the same compressed and plain', async () => {
    const packed = await get(path).set('Accept-Encoding', 'gzip')
    const plain = await get(path).set('Accept-Encoding', 'identity')
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(plain.headers['content-encoding']).toBeUndefined()
    expect(String(plain.text || plain.body)).toBe(String(packed.text || packed.body))
  })
})

describe('an agency’s page', () => {
  test('is made once in five minutes', async () => {
    const agency = 'xa-a'
    const before = (await get(`/agencies/${agency}/public`)).text
    await platform.storage.directory.apply({
      agencies: [anAgency(agency, { parent: 'tinh', names: { vi: 'Tên mới' } })],
    })
    platform.moveClock(299_000)
    expect((await get(`/agencies/${agency}/public`)).text).toBe(before)
    platform.moveClock(2000)
    expect((await get(`/agencies/${agency}/public`)).text).toContain('Tên mới')
  })

  test('names itself and its card under one address', async () => {
    const { document } = new JSDOM((await get(`${FIRST}?period=quarter&lang=en&x=1`)).text).window
    const content = (name: string): string =>
      document.querySelector(`meta[property="${name}"]`)?.getAttribute('content') ?? ''
    const address = 'http://hailong.test/agencies/so-y-te/public?period=quarter&lang=en'
    expect(document.querySelector('link[rel=canonical]')?.getAttribute('href')).toBe(address)
    expect(content('og:url')).toBe(address)
    expect(content('og:title')).toContain('Department of <Health> & "People"')
    expect(content('og:description')).toContain('target of 95 %')
    expect(content('og:image')).toBe(address.replace('/public?', '/public/card.svg?'))
  })

  test('tells the instrument, the period, the method and the promise, and of no counter', async () => {
    const { text } = await get(FIRST)
    for (const words of [
      'không phải chỉ số SIPAS của tỉnh',
      'từ ngày 01/10/2025 đến hết ngày 30/09/2026',
      'index.pooled',
      'Mỗi tháng niêm yết việc đã sửa.',
      'Nếu hỏi tất cả người dân',
      'có 40 phiếu cần xem xét',
    ]) {
      expect(text).toContain(words)
    }
    expect(text).not.toContain('so-y-te-01')
    expect(text).not.toContain('data-')
  })

  test('has no figure where it is hidden', async () => {
    const { text } = await get('/agencies/xa-c/public?period=quarter')
    const main = new JSDOM(text).window.document.querySelector('main')?.textContent ?? ''
    expect(main).toContain('Chưa công bố: quý nào cũng có chưa đến 30 người trả lời.')
    expect(main).not.toMatch(/\d+,\d+ %/)
  })

  test('reads a period that nobody knows as the first', async () => {
    expect((await get(`${FIRST}?period=hôm-qua`)).text).toContain('từ ngày 01/10/2025')
  })

  test('of an agency that is none is not found', async () => {
    expect((await get('/agencies/khong-co/public')).status).toBe(404)
    expect((await get('/agencies/khong-co/public/card.svg')).status).toBe(404)
  })
})

describe('the card', () => {
  test.each(['so-y-te', 'xa-b', 'xa-c', 'xa-cu', 'tinh'])('of %s is valid XML in both languages', async (agency) => {
    for (const lang of ['vi', 'en']) {
      const answer = await get(`/agencies/${agency}/public/card.svg?lang=${lang}`)
      expect(answer.headers['content-type']).toContain('image/svg+xml')
      const { document } = new JSDOM((answer.body as Buffer).toString(), { contentType: 'image/svg+xml' }).window
      expect(document.documentElement.getAttribute('width')).toBe('1200')
      expect(document.querySelectorAll('text').length).toBeGreaterThanOrEqual(3)
    }
  })
})

describe('the weight', () => {
  test.each(['/cong-khai', FIRST, '/glossary', '/open-data', `${FIRST}?lang=en`])('of %s is small', async (path) => {
    const { bytes, requests } = await weight(platform.app, path)
    expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
    expect(requests).toBeLessThanOrEqual(3)
  })

  test('of the list stays small with 3,400 agencies, of which each can be reached', async () => {
    const communes = Array.from({ length: 3400 }, (_, i) =>
      anAgency(`xa-${i}`, { parent: 'tinh', names: { vi: `Ủy ban nhân dân xã ${i} ${(i * 7919).toString(36)}` } }),
    )
    const province = await openPlatform({
      directory: { agencies: [anAgency('tinh', { level: 'province' }), ...communes] },
    })
    await record(province, answersAt('xa-7', 40))
    const seen = new Set<string>()
    for (let page = 1; page <= 68; page++) {
      const path = `/cong-khai?level=commune&page=${page}`
      if (page === 1) expect((await weight(province.app, path)).bytes).toBeLessThanOrEqual(MOST_BYTES)
      const { text } = await request(province.app).get(path)
      for (const [, code = ''] of text.matchAll(/href="\/agencies\/([^/]+)\/public"/g)) seen.add(code)
    }
    expect(seen.size).toBe(3400)
    expect((await weight(province.app, '/cong-khai')).bytes).toBeLessThanOrEqual(MOST_BYTES)
    await province.close()
  })
})
