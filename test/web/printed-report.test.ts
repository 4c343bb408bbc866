import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { sharedLines } from '../../server/web/pages/printed-tables.ts'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'
import { aTarget } from '../fixtures/target.ts'

const PATH = '/agencies/my-loc/print'

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province', names: { vi: 'Tỉnh Hải An', en: 'Hai An Province' } }),
        anAgency('my-loc', { parent: 'tinh', names: { vi: 'Xã Mỹ Lộc', en: 'My Loc Commune' } }),
      ],
      points: Array.from({ length: 60 }, (_, i) => aServicePoint(`my-loc-${10 + i}`, 'my-loc')),
      targets: [aTarget()],
    },
  })
  browser = (await signedInBrowser(platform)).browser
})
afterEach(() => platform.close())

describe('a printed report', () => {
  test('says the same as the dashboard: who, verdict, index, target, questionnaire, method, and which figures these are', async () => {
    await record([...many(299), aResponse({ answers: '154504', point: 'my-loc-10' })])
    const page = await report()
    const dashboard = await open('/agencies/my-loc')
    const sentence = dashboard.querySelector('.verdict__sentence')?.textContent.trim()
    expect(page.querySelector('.paper__sentence')?.textContent.trim()).toBe(sentence)
    expect(page.querySelector('.paper__number')?.textContent).toContain('99,92 %')
    expect([...page.querySelectorAll('.letterhead__side:first-child p')].map(({ textContent }) => textContent)).toEqual(
      ['Tỉnh Hải An', 'Xã Mỹ Lộc'],
    )
    const facts = page.querySelector('.paper__facts')?.textContent ?? ''
    for (const fact of ['Phiếu khảo sát tại quầy, bản 1', 'index.', '300', '95 %, theo Quyết định 12/QĐ-UBND']) {
      expect(facts).toContain(fact)
    }
    const codes = [...page.querySelectorAll('.paper__code')].map(({ textContent }) => textContent)
    expect(codes[0]).toMatch(/my-loc · 2025-12-01\/2026-11-30 · counter\/1 · index\.[a-z-]+ · return/)
    expect(codes).toEqual([codes[0], codes[0]])
  })

  test('keeps the lowest rows of a table that is too long, those that are not shown last, and says how many there are', async () => {
    await record([
      ...many(100, { point: 'my-loc-69', answers: '111101' }),
      ...many(100, { point: 'my-loc-68', answers: '411101' }),
      ...many(100, { point: 'my-loc-67' }),
    ])
    const page = await report()
    const rows = [...page.querySelectorAll('[aria-labelledby="printed-points"] tbody th')]
    expect(rows.length).toBeLessThan(40)
    expect(rows.slice(0, 3).map(({ textContent }) => textContent)).toEqual([
      'Quầy my-loc-69',
      'Quầy my-loc-68',
      'Quầy my-loc-67',
    ])
    expect(page.body.textContent).toContain(`Bản in chỉ có ${rows.length} dòng thấp nhất trong số 60 dòng`)
  })

  test('draws months that are shown, joins neighbours only, and marks where the target began', async () => {
    await record(
      ['2026-06-05', '2026-07-05', '2026-09-05'].flatMap((day) =>
        many(30, { receivedHour: firstHour(parseIsoDay(day) ?? 0) }),
      ),
    )
    const page = await report()
    expect(page.querySelectorAll('.trend__dot')).toHaveLength(3)
    expect(page.querySelectorAll('.trend__line')).toHaveLength(1)
    expect(page.querySelector('.trend__events')?.textContent).toContain('mục tiêu đổi từ chưa đặt thành 95 %')
  })

  test('shows nothing that is suppressed', async () => {
    await record(many(4, { answers: '111101' }))
    const page = await report()
    expect(page.querySelectorAll('.paper__index, .trend, .mark')).toHaveLength(0)
    expect(page.querySelector('.paper__sentence')?.textContent).toContain('mới có 4 phiếu trả lời')
  })

  test('says how it was narrowed, and that answers at submission are no index', async () => {
    await record([
      ...many(30, { step: 'submission', answers: '454-04', channel: 'paper' }),
      ...many(30, { step: 'submission', answers: '454-04' }),
    ])
    const page = await report('?step=submission&channel=paper')
    expect(page.querySelector('h1')?.textContent).toContain('CẢNH BÁO SỚM')
    expect(page.querySelector('.paper')?.textContent).toContain(
      'Chỉ tính các phiếu có: Kênh trả lời: Phiếu giấy nhập lại',
    )
  })

  test('is linked from its dashboard, with the same period', async () => {
    const page = await open('/agencies/my-loc?from=2026-10-01&to=2026-10-31')
    const link = [...page.querySelectorAll('a')].find(({ textContent }) => textContent === 'Bản in hai trang để ký')
    expect(link?.getAttribute('href')).toBe(`${PATH}?from=2026-10-01&to=2026-10-31`)
  })

  test('of an address that is wrong leads to the dashboard that says what is', async () => {
    for (const query of ['?from=2026-10-01&to=2026-09-01', '?point=unknown', '?colour=red']) {
      const answer = await browser.get(PATH + query)
      expect([answer.status, answer.headers['location']]).toEqual([303, `/agencies/my-loc${query}`])
    }
  })

  test.each(['vi', 'en'])('can be read by everybody in %s, with and without figures', async (language) => {
    expect(await pageProblems((await browser.get(`${PATH}?lang=${language}`)).text)).toEqual([])
    await record([
      ...many(60),
      ...many(60, { receivedHour: firstHour(parseIsoDay('2026-10-05') ?? 0), flags: ['burst'] }),
    ])
    expect(await pageProblems((await browser.get(`${PATH}?lang=${language}`)).text)).toEqual([])
  })
})

describe('lines shared among tables', () => {
  test.each<[readonly number[], number, readonly number[]]>([
    [[3, 6, 5], 20, [3, 6, 5]],
    [[600, 6, 6], 28, [16, 6, 6]],
    [[600, 20, 6], 29, [12, 11, 6]],
    [[600], 10, [10]],
    [[], 10, []],
  ])('%j of %i: nobody gets more than needed, the rest in equal parts', (needs, lines, shares) => {
    expect(sharedLines(needs, lines)).toEqual(shares)
  })
})

async function report(query = ''): Promise<Document> {
  return open(PATH + query)
}

async function open(path: string): Promise<Document> {
  const answer = await browser.get(path)
  expect(answer.status).toBe(200)
  return new JSDOM(answer.text).window.document
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse({ point: 'my-loc-10', ...over }))
}
