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
import { aTransactionCount } from '../fixtures/transaction-count.ts'

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
    expect(rows[1]?.textContent).toContain('không công bố để không suy ra được nhóm khác')
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

  test('that would give away a few people elsewhere says so, names what lies below, and shows no figure', async () => {
    await record([
      ...many(60, { agency: 'tan-an', point: 'tan-an-01' }),
      ...many(40),
      ...many(3, { agency: 'my-phuc', point: 'my-phuc-01' }),
    ])
    const path = '/agencies/my-loc?view=as-it-was'
    const page = await dashboard(path)
    expect(page.querySelector('h2')?.textContent).toContain('lấy số khác trừ đi sẽ suy ra được số liệu đang được ẩn')
    expect(page.querySelectorAll('[data-value]')).toHaveLength(0)
    expect(page.body.textContent).toContain('Quầy "3" <b>')
    const print = await dashboard(path.replace('?', '/print?'))
    expect(print.querySelectorAll('[data-value]')).toHaveLength(0)
    expect((await dashboard('/agencies/my-loc')).querySelectorAll('[data-value]').length).toBeGreaterThan(0)
    expect((await dashboard('/agencies/tan-an')).querySelectorAll('[data-value]').length).toBeGreaterThan(0)
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

describe('a narrowed page', () => {
  beforeEach(async () => {
    await record([
      ...many(60),
      ...many(40, { point: 'my-loc-02', field: 'ho-tich', channel: 'kiosk', answers: '354504' }),
      ...many(30, { language: 'en', facts: '1' }),
      ...many(20, { step: 'submission', answers: '454-04' }),
    ])
  })

  test('is opened by the name of a row, further by the next, and each condition is taken away by a link', async () => {
    const whole = await dashboard('/agencies/my-loc?from=2026-11-01&to=2026-11-30&view=as-it-was')
    const point = linkTo(whole, '#points-table', 'Quầy my-loc-02')
    expect(point).toBe('/agencies/my-loc?from=2026-11-01&to=2026-11-30&view=as-it-was&point=my-loc-02')
    const narrowed = await dashboard(point)
    expect(narrowed.querySelector('#verdict')?.textContent).toContain('Nhóm phiếu này chưa đạt mục tiêu 95 %')
    expect(narrowed.querySelector('.facts dd')?.textContent).toBe('40')
    expect(narrowed.title).toBe('Xã Mỹ Lộc, Điểm giao dịch: Quầy my-loc-02, 01/11/2026 – 30/11/2026 – Hailong')
    expect(narrowed.querySelector('#points-table')).toBeNull()
    const both = await dashboard('/agencies/my-loc?point=my-loc-01&language=en')
    const rows = [...both.querySelectorAll('.filter__row')]
    expect(rows.map((row) => row.firstChild?.textContent?.trim())).toEqual([
      'Điểm giao dịch: Quầy my-loc-01',
      'Ngôn ngữ của phiếu: Tiếng Anh',
    ])
    const period = 'from=2025-12-01&to=2026-11-30'
    expect(rows.map((row) => row.querySelector('a')?.getAttribute('href'))).toEqual([
      `/agencies/my-loc?${period}&language=en`,
      `/agencies/my-loc?${period}&point=my-loc-01`,
    ])
    expect(both.querySelector('.filter__clear a')?.getAttribute('href')).toBe(`/agencies/my-loc?${period}`)
  })

  test('leads to pages that all answer', async () => {
    const page = await dashboard('/agencies/my-loc?channel=qr')
    const links = [...page.querySelectorAll('main a')].map((link) => link.getAttribute('href') ?? '')
    const opening = links.filter((link) =>
      /^\/agencies\/my-loc\?.*(point|field|language|hour|visits|channel)=/.test(link),
    )
    expect(opening.filter((link) => link.includes('fact-visits=2') && link.includes('channel=qr'))).toHaveLength(1)
    for (const link of new Set(opening)) expect([link, (await browser.get(link)).status]).toEqual([link, 200])
  })

  test('keeps its conditions in every other period, and in the form for any', async () => {
    const page = await dashboard('/agencies/my-loc?channel=qr&language=en')
    const presets = [...page.querySelectorAll('.picker__presets a')].map((link) => link.getAttribute('href') ?? '')
    expect(presets.every((href) => href.endsWith('&channel=qr&language=en'))).toBe(true)
    const kept = [...page.querySelectorAll<HTMLInputElement>('.picker__form input[type=hidden]')]
    expect(kept.map(({ name, value }) => [name, value])).toEqual([
      ['channel', 'qr'],
      ['language', 'en'],
    ])
  })

  test('shows its reason and nothing else where too few answers are left', async () => {
    await record(many(3, { channel: 'paper', answers: '111101' }))
    const page = await dashboard('/agencies/my-loc?channel=paper')
    expect(page.querySelector('#verdict')?.textContent).toContain('chỉ có 3 phiếu, cần ít nhất 5 phiếu')
    expect(page.querySelectorAll('[data-value], [data-lower], .mark, table, .chart')).toHaveLength(0)
    const neighbour = await dashboard('/agencies/my-loc?channel=kiosk')
    expect(neighbour.querySelector('#verdict')?.textContent).toContain('suy ra được một nhóm đang được ẩn')
    expect(neighbour.querySelectorAll('[data-value], [data-lower], .mark, table, .chart')).toHaveLength(0)
  })

  test('at submission is an early warning: no index, no target, no verdict', async () => {
    const page = await dashboard('/agencies/my-loc?step=submission')
    expect(page.querySelector('#verdict')?.textContent).toContain('Đây là cảnh báo sớm, không phải chỉ số hài lòng')
    const { textContent } = page.querySelector('main') ?? {}
    expect(textContent).not.toMatch(/Theo con số|Theo căn cứ|mục tiêu 95/)
    expect(page.querySelectorAll('.mark__target, .evidence--met, .evidence--not-met')).toHaveLength(0)
    const switches = [...page.querySelectorAll('.lineage a')].map((link) => link.textContent)
    expect(switches).toContain('Chỉ số hài lòng (nhận kết quả, 130 phiếu)')
  })

  test('is compared with earlier periods in sentences, and links them', async () => {
    await record(many(80, { receivedHour: firstHour(day('2026-10-05')), answers: '144144' }))
    const page = await dashboard('/agencies/my-loc?from=2026-11-01&to=2026-11-30&point=my-loc-01')
    const section = page.querySelector('#comparison')?.parentElement
    expect(section?.querySelector('.finding')?.textContent).toContain(
      'So với kỳ liền trước (01/10/2026 – 31/10/2026), con số cao hơn',
    )
    expect(section?.querySelector('tbody a')?.getAttribute('href')).toBe(
      '/agencies/my-loc?from=2026-10-01&to=2026-10-31&point=my-loc-01',
    )
  })

  test('says how many answered of how many transactions, in the headline and in rows', async () => {
    await platform.storage.transactions.put([
      aTransactionCount({ count: 450 }),
      aTransactionCount({ point: 'my-loc-02', field: 'ho-tich', count: 20 }),
    ])
    const page = await dashboard('/agencies/my-loc?from=2026-11-01&to=2026-11-30')
    expect(page.querySelector('.rate')?.textContent).toContain(
      'Tỷ lệ trả lời 27,7 %: 130 phiếu trên 470 lượt trả kết quả.',
    )
    const rows = [...page.querySelectorAll('#points-table .rate__of')].map(({ textContent }) => textContent)
    expect(rows).toEqual(['20,0 % của 450 lượt', 'hơn 20 lượt giao dịch'])
  })
})

describe('a filter that is wrong', () => {
  test.each([
    ['colour=red&channel=qr', 400, 'Không lọc được theo “colour”: địa chỉ có phần không hiểu được.'],
    ['hour=8-9&channel=qr', 400, 'Không có khung giờ “8-9”.'],
    ['point=nowhere&channel=qr', 404, 'Cơ quan, đơn vị này không có điểm giao dịch “nowhere”.'],
    ['field=%3Cb%3E&channel=qr', 404, 'Không có lĩnh vực “<b>”.'],
    [
      'fact-visits=9&channel=qr',
      404,
      'Phiếu khảo sát này không có câu hỏi hoặc lựa chọn đã ghi trong địa chỉ (fact-visits: 9).',
    ],
  ])('%s gets a page with a link to what is right of it', async (query, status, words) => {
    await record(many(20))
    const answer = await browser.get(`/agencies/my-loc?from=2026-11-01&to=2026-11-30&view=as-it-was&${query}`)
    expect(answer.status).toBe(status)
    const { document } = new JSDOM(answer.text).window
    expect(document.querySelector('.error-summary li')?.textContent).toBe(words)
    const onward = '/agencies/my-loc?from=2026-11-01&to=2026-11-30&view=as-it-was&channel=qr'
    expect([...document.querySelectorAll('main a')].map((link) => link.getAttribute('href'))).toContain(onward)
    expect((await browser.get(onward)).status).toBe(200)
  })

  test('names no point of another agency, whoever asks', async () => {
    await platform.storage.directory.apply({ points: [aServicePoint('tan-an-01', 'tan-an')] })
    platform.moveClock(2000)
    const { browser: officer } = await signedInBrowser(platform, { grants: agencyGrant('my-loc') })
    for (const visitor of [officer, browser]) {
      expect((await visitor.get('/agencies/my-loc?point=tan-an-01')).status).toBe(404)
    }
    expect((await officer.get('/agencies/tan-an?point=tan-an-01')).status).toBe(403)
    expect((await browser.get('/agencies/tan-an?point=tan-an-01')).status).toBe(200)
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

/** Where a link of some part of a page leads. */
function linkTo(page: Document, part: string, words: string): string {
  const links = [...page.querySelectorAll(`${part} a`)]
  return links.find(({ textContent }) => textContent === words)?.getAttribute('href') ?? ''
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
