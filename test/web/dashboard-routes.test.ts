import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import request from 'supertest'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import { newPublicCode } from '../../server/domain/public-code.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'
import { aTarget } from '../fixtures/target.ts'

const CODE = newPublicCode(() => 7)

let platform: Platform
let browser: StaffBrowser
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province', names: { vi: 'Tỉnh Hải An', en: 'Hai An Province' } }),
        anAgency('my-loc', { parent: 'tinh', names: { vi: 'Xã Mỹ Lộc', en: 'My Loc Commune' } }),
        anAgency('my-phuc', { parent: 'tinh', successor: 'my-loc', validTo: day('2026-07-01') }),
        anAgency('tan-an', { parent: 'tinh' }),
      ],
      points: [
        aServicePoint('my-loc-01', 'my-loc'),
        aServicePoint('my-loc-02', 'my-loc'),
        aServicePoint('my-loc-03', 'my-loc', { names: { vi: 'Quầy "3" <b>', en: 'Counter 3' } }),
      ],
      codes: [aPublicCode(CODE, 'my-loc-01')],
      targets: [aTarget()],
    },
  })
  browser = (await signedInBrowser(platform)).browser
})
afterEach(async () => {
  await platform.close()
})

describe('a dashboard', () => {
  test('says the verdict first, and the index rounded half up with the unrounded one beside it', async () => {
    await record([...many(299), aResponse({ answers: '154504' })])
    const page = await dashboard('/agencies/my-loc')
    expect(page.querySelector('h2')?.textContent.trim()).toBe(
      'Đạt mục tiêu 95 %: chỉ số hài lòng là 99,92 %, đủ căn cứ kết luận.',
    )
    const number = page.querySelector('.headline__number')
    expect(number?.textContent).toBe('99,92 %')
    expect(Number(number?.getAttribute('data-value'))).toBeCloseTo((1199 / 1200) * 100, 12)
    expect(page.title).toBe('Xã Mỹ Lộc, 01/12/2025 – 30/11/2026 – Hailong')
  })

  test('holds the answers of today without being asked', async () => {
    await record(many(20, { receivedHour: firstHour(day('2026-11-23')) + 7 }))
    expect((await dashboard('/agencies/my-loc')).querySelector('.facts dd')?.textContent).toBe('20')
  })

  test('holds the last day of its period and none after it', async () => {
    const at = (text: string) => many(10, { receivedHour: firstHour(day(text)) })
    await record([...at('2026-11-09'), ...at('2026-11-10'), ...at('2026-11-12'), ...at('2026-11-13')])
    const page = await dashboard('/agencies/my-loc?from=2026-11-10&to=2026-11-12')
    expect(page.querySelector('.facts dd')?.textContent).toBe('20')
    expect(page.querySelector('#months-table small')?.textContent).toBe('một phần của tháng')
  })

  test('never lets out what is suppressed', async () => {
    await record([
      ...many(60, { point: 'my-loc-01' }),
      ...many(31, { point: 'my-loc-02' }),
      ...many(4, { point: 'my-loc-03', answers: '111101' }),
    ])
    const page = await dashboard('/agencies/my-loc')
    const rows = [...page.querySelectorAll<HTMLTableRowElement>('#points-table tbody tr')]
    expect(
      rows.map((row) => [row.querySelectorAll('[data-value], [data-lower], .mark').length, row.cells[1]?.textContent]),
    ).toEqual([
      [2 + 1, '60'],
      [0, '31'],
      [0, '4'],
    ])
    expect(rows[1]?.textContent).toContain('không công bố để không suy ra được dòng khác')
    expect(rows[2]?.textContent).toContain('không công bố vì có quá ít phiếu')
    expect(rows[2]?.textContent).toContain('Quầy "3" <b>')
  })

  test('shows the index with and without flagged answers, side by side', async () => {
    await record([...many(80), ...many(20, { flags: ['burst'], answers: '111101' })])
    const page = await dashboard('/agencies/my-loc')
    const table = page.querySelector('[aria-labelledby="flagged"]')
    const shown = [...(table?.querySelectorAll('.figure__index') ?? [])].map(({ textContent }) => textContent)
    expect(shown).toEqual(['80,00 %', '100,00 %'])
  })

  test('hides the index without a handful of flagged answers, and says why', async () => {
    await record([...many(80), ...many(2, { flags: ['burst'], answers: '111101' })])
    const table = (await dashboard('/agencies/my-loc')).querySelector('[aria-labelledby="flagged"]')
    expect(table?.textContent).toContain('chỉ có 2 phiếu cần xem xét')
    expect(table?.querySelectorAll('[data-value]')).toHaveLength(1)
  })

  test('gives charts their numbers in the tables, unrounded', async () => {
    await record([...many(50), ...many(50, { answers: '154504', receivedHour: firstHour(day('2026-10-05')) })])
    const page = await dashboard('/agencies/my-loc')
    for (const chart of page.querySelectorAll<HTMLElement>('.chart')) {
      const table = page.querySelector(`#${chart.dataset['table'] ?? ''}`)
      expect(chart.dataset['alternative']).toContain('Số liệu ở bảng ngay dưới.')
      expect(table?.querySelectorAll('tbody tr[data-label][data-target="95"]').length).toBeGreaterThan(5)
    }
    expect(page.querySelectorAll('.chart')).toHaveLength(2)
    const months = [...page.querySelectorAll('#months-table tbody tr')].map(
      (row) => row.querySelector('[data-value]')?.getAttribute('data-value') ?? null,
    )
    expect(months.slice(-2)).toEqual(['75', '100'])
    expect(months.slice(0, -2)).toEqual(Array.from({ length: 10 }, () => null))
  })

  test('links its other periods, its posters and the files of the same filter', async () => {
    await record(many(20))
    const page = await dashboard('/agencies/my-loc?from=2026-11-01&to=2026-11-30&view=as-it-was')
    const links = [...page.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '')
    const filter = 'from=2026-11-01&to=2026-11-30&view=as-it-was'
    expect(links).toContain(`/agencies/my-loc?${filter}`)
    expect(links).toContain('/agencies/my-loc?from=2025-12-01&to=2026-11-30&view=as-it-was')
    expect(links).toContain('/agencies/my-loc?from=2026-11-01&to=2026-11-30')
    expect(links).toContain(`/points/${CODE}/poster`)
    expect(links).toContain(`/agencies/my-loc/responses.csv?${filter}&questionnaire=counter&step=return&for=excel`)
    for (const link of links) {
      if (link.startsWith('/')) expect([link, (await browser.get(link)).status]).toEqual([link, 200])
    }
  })

  test('speaks another language', async () => {
    await record(many(20))
    const page = await dashboard('/agencies/my-loc?lang=en')
    expect(page.title).toBe('My Loc Commune, 01/12/2025 – 30/11/2026 – Hailong')
    expect(page.querySelector('.headline__number')?.textContent).toBe('100.00 %')
  })

  test('is worked out for nobody who has not signed in, and for no other agency', async () => {
    const answer = await request(platform.app).get('/agencies/my-loc?from=2026-11-01')
    expect(answer.status).toBe(303)
    expect(answer.headers['location']).toBe('/sign-in?back=%2Fagencies%2Fmy-loc%3Ffrom%3D2026-11-01')
    const { browser: officer } = await signedInBrowser(platform, { grants: agencyGrant('my-loc') })
    expect((await officer.get('/agencies/my-loc')).status).toBe(200)
    expect((await officer.get('/agencies/tan-an')).status).toBe(403)
    expect((await officer.get('/agencies/tan-an?from=x')).status).toBe(403)
    expect((await officer.get('/agencies/nowhere')).status).toBe(404)
    expect((await officer.get('/agencies/my-loc?questionnaire=sipas')).status).toBe(404)
  })
})

describe('a period that cannot be shown', () => {
  test.each([
    ['from=2026-11-20&to=2026-11-10', 'Từ ngày phải không muộn hơn đến hết ngày.'],
    ['from=2026-02-30', 'Từ ngày: không có ngày như vậy. Xin viết như 22/11/2026.'],
    ['from=2026-11-24&to=2026-11-30', 'Từ ngày: không được sau hôm nay, 23/11/2026.'],
    ['to=2027-01-01', 'Đến hết ngày: muộn nhất là ngày cuối tháng này, 30/11/2026.'],
    ['from=1990-01-01', 'Một lần xem được nhiều nhất 20 năm. Xin chọn kỳ ngắn hơn.'],
  ])('%s gets a page that says what to do', async (query, words) => {
    const answer = await browser.get(`/agencies/my-loc?${query}`)
    expect(answer.status).toBe(400)
    const { document } = new JSDOM(answer.text).window
    expect(document.querySelector('.error-summary li')?.textContent).toBe(words)
    expect(document.title).toMatch(/^Lỗi: Xã Mỹ Lộc/)
  })

  test('stays in the form as it was typed', async () => {
    const { text } = await browser.get('/agencies/my-loc?from=30%2F2%2F2026&to=%3Cmai%3E')
    const { document } = new JSDOM(text).window
    expect(document.querySelector<HTMLInputElement>('#from')?.value).toBe('30/2/2026')
    expect(document.querySelector<HTMLInputElement>('#to')?.value).toBe('<mai>')
  })
})

describe('the list of agencies', () => {
  test('holds those that may be seen, as a tree', async () => {
    expect(await listed('/agencies')).toEqual(['Tỉnh Hải An', 'Xã Mỹ Lộc', 'Xã my-phuc', 'Xã tan-an'])
    const { browser: officer } = await signedInBrowser(platform, { grants: agencyGrant('tan-an') })
    expect(await listed('/agencies', officer)).toEqual(['Xã tan-an'])
  })

  test('is searched without diacritics, and says so where nothing is found', async () => {
    expect(await listed('/agencies?q=my%20LOC')).toEqual(['Xã Mỹ Lộc'])
    expect((await browser.get('/agencies?q=hu%E1%BA%BF')).text).toContain('Không có cơ quan, đơn vị nào có tên như vậy')
  })

  test('tells what became of a merged agency', async () => {
    expect((await browser.get('/agencies?q=phuc')).text).toContain('đến hết ngày 30/06/2026, nay thuộc Xã Mỹ Lộc')
  })

  test('asks for sign-in', async () => {
    expect((await request(platform.app).get('/agencies')).headers['location']).toBe('/sign-in?back=%2Fagencies')
  })
})

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === null) throw new Error(text)
  return found
}

async function dashboard(path: string): Promise<Document> {
  const answer = await browser.get(path)
  expect(answer.status).toBe(200)
  return new JSDOM(answer.text).window.document
}

async function listed(path: string, by = browser): Promise<(string | undefined)[]> {
  const { document } = new JSDOM((await by.get(path)).text).window
  return [...document.querySelectorAll('tbody th a')].map(({ textContent }) => textContent)
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
