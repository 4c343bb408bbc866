import { randomInt } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import { codesNear, newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import { readReportContent } from '../../server/services/report-content.ts'
import { anAccount } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aComparisonReport, anAgencyReport } from '../fixtures/report.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'

const INSPECTOR = anAccount()
const KEPT_MS = 5 * 60_000

let platform: Platform
let code: string
let printed: string
beforeAll(async () => {
  platform = await openReportedPlatform()
  code = (await platform.services.reports.make(INSPECTOR, anAgencyReport('my-loc'))).code
  printed = printPublicCode(code)
})
afterAll(() => platform.close())

const get = async (path: string) => request(platform.app).get(path)

test('anybody who holds the paper sees what was put on it, in either language, without signing in', async () => {
  const vi = await get(`/verify/${printed}`)
  expect(vi.status).toBe(200)
  expect(vi.headers['set-cookie']).toBeUndefined()
  expect(vi.headers['x-robots-tag']).toBe('noindex')
  const report = await platform.storage.reports.byCode(code)
  const content = readReportContent(report?.content ?? '')
  if (content.kind !== 'agency' || content.index.figure.hidden !== null) throw new Error('it is shown')
  const index = Number(content.index.figure.index).toFixed(2)
  for (const words of [
    `Báo cáo ${printed}`,
    'Xã my-loc',
    'quý 3/2026, từ ngày 01/07/2026 đến hết ngày 30/09/2026',
    'index.pooled',
    `${index.replace('.', ',')} %`,
    'F5 Tiếp nhận',
    (report?.digest.match(/.{8}/g) ?? []).join(' '),
  ]) {
    expect(vi.text).toContain(words)
  }
  const en = await get(`/verify/${printed}?lang=en`)
  expect(en.text).toContain('quarter 3 of 2026')
  expect(en.text).toContain(`${index} %`)
})

test('of a comparison every unit is seen, and nothing of those that are hidden', async () => {
  const { code: other } = await platform.services.reports.make(INSPECTOR, aComparisonReport())
  const { text } = await get(`/verify/${other}`)
  expect(text).toMatch(/Xã tan-an <small>\d+ phiếu, khoảng tin cậy [\d,]+ – [\d,]+, khoảng thứ hạng 3 – 3<\/small>/)
  expect(text).toMatch(/Xã nho <small>\d phiếu<\/small><\/th>\s*<td class="number">không công bố<\/td>/)
})

test('a code is read however it is typed', async () => {
  for (const typed of [code, printed.toLowerCase(), encodeURIComponent(code.replace(/./g, '$& '))]) {
    expect((await get(`/verify/${typed}`)).text).toContain(`Báo cáo ${printed}`)
  }
})

test('a code can be typed into a form, which leads on', async () => {
  expect((await get('/verify?lang=en')).text).toContain('Check a report')
  const sent = await get(`/verify?lang=en&q=${printed.toLowerCase()}`)
  expect([sent.status, sent.headers['location']]).toEqual([303, `/verify/${printed}?lang=en`])
  const odd = await get('/verify?q=%22%3E%3Cb')
  expect(odd.status).toBe(303)
  expect((await get(odd.headers['location'] ?? '')).text).not.toContain('"><B')
})

describe('a wrong code', () => {
  test('finds no report, and no hint at one that is near', async () => {
    const wrong = `${code.slice(0, 7)}${code.endsWith('0') ? '1' : '0'}`
    expect(codesNear(wrong)).toContain(code)
    for (const typed of [wrong, newPublicCode(randomInt), 'x', 'A'.repeat(300)]) {
      const { text, status, headers } = await get(`/verify/${typed}`)
      expect([status, headers['cache-control']]).toEqual([404, 'no-store'])
      expect(text).toContain('Không có báo cáo nào mang mã')
      expect(text).not.toContain(code)
      expect(text).not.toContain(printed)
      expect(text.includes(typed)).toBe(typed.length <= 20)
    }
  })

  test('may be tried now and then, not again and again; a right one is never counted', async () => {
    const statuses: number[] = []
    for (let i = 0; i < 45; i++) statuses.push((await get(`/verify/X${i}`)).status)
    expect(statuses.slice(0, 30)).toEqual(Array(30).fill(404))
    expect(statuses.at(-1)).toBe(429)
    const refused = await get(`/verify/${printed}`)
    expect([refused.status, refused.headers['retry-after']]).toEqual([429, '600'])
    expect((await get('/verify')).status).toBe(200)
    expect((await get('/agencies/my-loc/public')).status).toBe(200)
  })
})

describe('a report that was corrected', () => {
  let fresh: Platform
  beforeAll(async () => {
    fresh = await openReportedPlatform()
  })
  afterAll(() => fresh.close())

  test('says so with a link, keeps its figures, and is named by the other', async () => {
    const { reports } = fresh.services
    const { code: old } = await reports.make(INSPECTOR, anAgencyReport('my-loc'))
    const before = (await request(fresh.app).get(`/verify/${old}`)).text
    await record(fresh, answers('my-loc', 50, '1'))
    const next = await reports.correct(INSPECTOR, old)
    fresh.moveClock(KEPT_MS)
    const [was, is] = [printPublicCode(old), printPublicCode(next?.code ?? '')]
    const { text } = await request(fresh.app).get(`/verify/${old}`)
    expect(text).toContain(
      `<a href="/verify/${is}?lang=vi">Báo cáo này đã được sửa sau khi lập. Số liệu mới hơn ở báo cáo ${is}.</a>`,
    )
    const figures = (page: string): string => page.slice(page.indexOf('Số liệu trong báo cáo'))
    expect(figures(text)).toBe(figures(before))
    const correction = (await request(fresh.app).get(`/verify/${is}`)).text
    expect(correction).toContain(`<a href="/verify/${was}?lang=vi">Báo cáo này sửa và thay thế báo cáo ${was}.</a>`)
    expect(figures(correction)).not.toBe(figures(before))
  })

  test('and one that was tampered with in the store warns', async () => {
    const made = await fresh.services.reports.make(INSPECTOR, anAgencyReport('tan-an'))
    await fresh.storage.reports.add({
      ...made,
      code: '00000000',
      content: made.content.replace('"least":5', '"least":4'),
    })
    expect((await request(fresh.app).get('/verify/0000-0000')).text).toContain('Cảnh báo: nội dung lưu trong hệ thống')
  })
})

test('the log holds no code of a report', () => {
  const log = JSON.stringify(platform.logged)
  expect(log).toContain('/verify/…')
  expect(log).not.toContain(`/verify/${printed}`)
  expect(log.toLowerCase()).not.toContain(`/verify/${printed.toLowerCase()}`)
})
