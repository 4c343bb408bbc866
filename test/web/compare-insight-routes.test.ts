import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { JSDOM } from 'jsdom'
import { anAgency } from '../fixtures/agency.ts'
import { openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const MONTHS = 'from=2026-06&to=2026-11'
const PAGES = ['trends', 'mix', 'channels', 'sample'] as const

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openInsightsPlatform()
  browser = (await signedInBrowser(platform)).browser
})
afterAll(() => platform.close())

async function page(path: string, status = 200, by: StaffBrowser = browser): Promise<Document> {
  const answer = await by.get(path)
  expect([path, answer.status]).toEqual([path, status])
  return new JSDOM(answer.text).window.document
}

async function rows(path: string): Promise<Record<string, string>[]> {
  const text = (await browser.download(path)).toString('utf8')
  return parse<Record<string, string>>(text, { columns: true, bom: true })
}

const texts = (found: Document, selector: string): string[] =>
  [...found.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())

describe('all of these pages', () => {
  test.each(PAGES)('lead to each other and to the dashboards with the same answers: %s', async (name) => {
    const found = await page(`/compare/${name}?${MONTHS}&level=commune&view=as-it-was`)
    expect(found.querySelector('.tabs [aria-current="page"]')?.getAttribute('href')).toContain(`/compare/${name}?`)
    const links = [...found.querySelectorAll('a[href^="/agencies/xa-"], a[href*="unit=xa-"]')]
    expect(links.length).toBeGreaterThan(2)
    for (const link of links.slice(0, 4)) {
      const href = link.getAttribute('href') ?? ''
      expect(href).toMatch(/view=as-it-was/)
      expect((await browser.get(href)).status).toBe(200)
    }
  })

  test.each(PAGES)('hand out what they show as files in several forms: %s', async (name) => {
    const found = await page(`/compare/${name}?${MONTHS}`)
    const links = [...found.querySelectorAll('.downloads a')].map((link) => link.getAttribute('href') ?? '')
    expect(links.length).toBeGreaterThan(2)
    for (const href of links) {
      const { status, headers } = await browser.get(href)
      expect([href, status, headers['content-disposition']]).toEqual([href, 200, expect.stringMatching(/attachment/)])
    }
  })

  test.each(PAGES)('say what is wrong with an address, and keep the rest of it: %s', async (name) => {
    const found = await page(`/compare/${name}?from=2026-13&level=commune&colour=red`, 400)
    expect(texts(found, '.error-summary li')).toHaveLength(2)
    expect(found.querySelector<HTMLInputElement>('#from')?.value).toBe('2026-13')
    await page(`/compare/${name}.csv?${MONTHS}&for=paper`, 400)
  })

  test.each(PAGES)('show no more than the viewer may see: %s', async (name) => {
    const { browser: own } = await signedInBrowser(platform, { grants: agencyGrant('xa-b') })
    const { text } = await own.get(
      `/compare/${name}?${MONTHS}&unit=xa-b`.replace(name === 'trends' || name === 'channels' ? '' : '&unit=xa-b', ''),
    )
    expect(text).toContain('Xã &lt;xa-b&gt;')
    expect(text).not.toContain('xa-a')
  })

  test.each(['mix', 'sample'])('cannot be sorted by what is not there: %s', async (name) => {
    await page(`/compare/${name}?sort=colour`, 400)
    await page(`/compare/${name}?page=0`, 400)
    expect(texts(await page(`/compare/${name}?${MONTHS}&sort=-name`), 'tbody th')[0]).toBe('Xã <xa-d>')
  })
})

describe('trends', () => {
  test('draw each unit with its months, interrupted where one is not shown, beside a table with all numbers', async () => {
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-b&unit=xa-a`)
    const [first, second] = found.querySelectorAll('.panel')
    expect(texts(found, '.panel h2')).toEqual(['Xã <xa-a>', 'Xã <xa-b>'])
    expect(first?.querySelectorAll('.trend__dot')).toHaveLength(2)
    expect(first?.querySelectorAll('.trend__line')).toHaveLength(0)
    expect(second?.querySelectorAll('.trend__dot')).toHaveLength(5)
    expect(second?.querySelectorAll('.trend__line')).toHaveLength(4)
    expect(second?.querySelectorAll('.trend__whisker')).toHaveLength(5)
    expect(second?.querySelectorAll('tbody tr')).toHaveLength(6)
    expect(second?.querySelector('tbody tr:last-child')?.textContent).toMatch(/11\/2026\s+40\s+85,00 %/)
    expect(second?.querySelector('svg')?.getAttribute('aria-label')).toContain('Số liệu ở bảng')
  })

  test('mark mergers and changes of the target by a rule with a number, and tell them in words', async () => {
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-b+xa-a`)
    expect(texts(found, '.panel__changes li')).toEqual([
      '1 tháng 07/2026: sáp nhập: Xã <xa-cu>',
      '1 tháng 09/2026: mục tiêu đổi từ 90 % thành 95 %',
    ])
    expect(found.querySelectorAll('.trend__event')).toHaveLength(2)
    // The target is one line up to September, and one after it.
    expect(found.querySelectorAll('.panel:last-child .trend__target')).toHaveLength(2)
  })

  test('follow those that stand out where nobody is chosen, and say so', async () => {
    const found = await page(`/compare/trends?${MONTHS}`)
    expect(texts(found, '.finding')[0]).toContain('Đang vẽ 3 đơn vị có chỉ số thấp nhất.')
    expect(texts(found, '.chooser li')).toHaveLength(3)
  })

  test('say which units are not there, and why one is not drawn', async () => {
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-d+nowhere`)
    expect(texts(found, '.finding')).toEqual(['Không có ở đây nên không vẽ: nowhere.'])
    expect(texts(found, '.panel__finding')).toEqual(['Không vẽ: không công bố vì có quá ít phiếu.'])
    expect(found.querySelectorAll('.trend, .months')).toHaveLength(0)
  })

  test('keep the chosen units in the links and forms that choose other months', async () => {
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-b&unit=xa-a`)
    expect(found.querySelector<HTMLInputElement>('.choose [name=unit]')?.value).toBe('xa-b xa-a')
    expect(found.querySelector('.picker__presets a')?.getAttribute('href')).toContain('unit=xa-b+xa-a')
    const ticked = [...found.querySelectorAll<HTMLInputElement>('.chooser [name=unit]:checked')]
    expect(ticked.map(({ value }) => value)).toEqual(['xa-a', 'xa-b'])
  })

  test('bring units into the list by name, chosen ones always', async () => {
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-a&q=xa-b`)
    expect(texts(found, '.chooser li')).toEqual(['Xã <xa-a>', 'Xã <xa-b>'])
    expect(found.querySelector('.chooser')?.hasAttribute('open')).toBe(true)
  })

  test('take no more than two dozen units, and keep what was chosen', async () => {
    const units = ['xa-a', ...Array.from({ length: 24 }, (_, i) => `x${i}`)].join('+')
    const found = await page(`/compare/trends?${MONTHS}&unit=${units}`, 400)
    expect(texts(found, '.error-summary li')).toEqual(['Chọn nhiều nhất 24 đơn vị; đang chọn 25.'])
    expect(found.querySelectorAll('.chooser :checked')).toHaveLength(1)
    expect(found.querySelectorAll('.panel')).toHaveLength(0)
    await page(`/compare/trends.csv?unit=${units}`, 400)
  })

  test('of more than six units are small and have one scale', async () => {
    const own = await openInsightsPlatform()
    const names = Array.from({ length: 5 }, (_, i) => `ap-${i}`)
    await own.storage.directory.apply({
      agencies: names.map((code) => anAgency(code, { parent: 'tinh' })),
    })
    for (const [i, code] of names.entries()) {
      await record(own, answersAt(code, 100, { answers: '555555', month: '2026-10' }))
      await record(own, answersAt(code, 10 * i, { answers: '222222', month: '2026-10' }))
    }
    own.moveClock(2000)
    const { browser: by } = await signedInBrowser(own)
    const found = await page(`/compare/trends?${MONTHS}&unit=xa-a+xa-b+${names.join('+')}`, 200, by)
    expect(found.querySelectorAll('.panels--small .panel')).toHaveLength(7)
    const scales = [...found.querySelectorAll('.panel .trend')].map((drawing) =>
      [...drawing.querySelectorAll('.trend__tick')].map(({ textContent }) => textContent).join(),
    )
    expect(new Set(scales).size).toBe(1)
    expect(found.querySelectorAll('.panel-tables table')).toHaveLength(7)
    await own.close()
  })

  test('are a file with a row a month', async () => {
    const found = await rows(`/compare/trends.csv?${MONTHS}&unit=xa-b`)
    expect(found.map(({ month, respondents, index, hidden }) => [month, respondents, index, hidden])).toEqual([
      ['2026-06', '0', '', 'no-answers'],
      ...['07', '08', '09', '10'].map((month) => [`2026-${month}`, '40', '100', '']),
      ['2026-11', '40', '85', ''],
    ])
  })
})

describe('equal mix', () => {
  test('stands beside the crude figure, with its interval, coverage and the move in places', async () => {
    const found = await page(`/compare/mix?${MONTHS}`)
    expect(texts(found, '.finding')[0]).toMatch(/^Cột “cùng cơ cấu” cho biết/)
    const row = [...found.querySelectorAll('tbody tr')].find(({ textContent }) => textContent.includes('xa-a'))
    expect(row?.textContent.replace(/\s+/g, ' ')).toMatch(/xa-a> 280 85,71 % \d\d,\d\d % .* − ?\d+,\d\d|\+\d+,\d\d/)
    expect(texts(found, '.mix__coverage')).toContain('100 %')
  })

  test('is refused below 80 %, with what is lacking, and never tells a field of a few', async () => {
    const found = await page(`/compare/mix?${MONTHS}`)
    const row = [...found.querySelectorAll('#mix-table tbody tr')].find(({ textContent }) =>
      textContent.includes('xa-b'),
    )
    expect(row?.textContent).toContain('không tính: độ phủ dưới 80 %')
    expect(row?.textContent).toContain('50 %')
    expect(row?.textContent).toContain('thiếu: Lĩnh vực ho-tich')
  })

  test('shows the common mix and what it is counted by', async () => {
    const found = await page(`/compare/mix?${MONTHS}`)
    expect(texts(found, '.reference tbody tr')).toEqual(['Lĩnh vực dat-dai 270 50,9 %', 'Lĩnh vực ho-tich 260 49,1 %'])
    const august = await page('/compare/mix?from=2026-08&to=2026-08')
    expect(august.body.textContent).toContain('Tỷ trọng tính theo 1.600 lượt giao dịch')
  })

  test('applies no field, and says so', async () => {
    const found = await page(`/compare/mix?${MONTHS}&field=dat-dai`)
    expect(texts(found, '.note')[0]).toContain('lĩnh vực đã chọn không áp dụng ở đây')
    expect(found.querySelector('.tabs a')?.getAttribute('href')).toContain('field=dat-dai')
  })
})

describe('channels', () => {
  test('stand side by side with their differences, and what these do not mean', async () => {
    const found = await page(`/compare/channels?${MONTHS}`)
    expect(texts(found, '#channels-table tbody th')).toEqual([
      'Quét mã QR tại quầy không tính 47 phiếu của Xã <xa-c>, Xã <xa-d>',
      'Máy tính bảng tại quầy',
      'Phiếu giấy nhập lại không tính 3 phiếu của Xã <xa-c>',
    ])
    expect(texts(found, '.finding')).toEqual([
      'Kênh “Máy tính bảng tại quầy” cao hơn rõ rệt so với “Quét mã QR tại quầy”: 7,86 điểm.',
      '1 đơn vị không công bố số liệu thì không được cộng vào đây.',
    ])
    expect(found.body.textContent).toContain('chưa nói về chất lượng phục vụ')
    expect(texts(found, '#channels-table .figure__hidden')).toHaveLength(1)
  })

  test('of one unit lead to its dashboard by channel', async () => {
    const found = await page(`/compare/channels?${MONTHS}&unit=xa-a`)
    expect(found.querySelector('#channels')?.textContent).toBe('Xã <xa-a>')
    const link = found.querySelector('#channels-table a')?.getAttribute('href') ?? ''
    expect(link).toContain('/agencies/xa-a?')
    expect(link).toContain('channel=qr')
    expect(found.querySelector('.picker__presets a')?.getAttribute('href')).toContain('unit=xa-a')
    const suppressed = await page(`/compare/channels?${MONTHS}&unit=xa-d`)
    expect(texts(suppressed, '.finding')).toEqual([
      'Đơn vị này không công bố số liệu, nên các kênh của đơn vị cũng không công bố.',
    ])
    await page(`/compare/channels?${MONTHS}&unit=tinh`, 400)
  })

  test('are told apart by no field, which the page says', async () => {
    const found = await page(`/compare/channels?${MONTHS}&field=dat-dai`)
    expect(texts(found, '.note')[0]).toContain('lĩnh vực đã chọn không áp dụng ở trang này')
  })

  test('are a file with a row a channel', async () => {
    const found = await rows(`/compare/channels.csv?${MONTHS}`)
    expect(found.map((row) => [row['channel'], row['responses'], row['left-out-units'], row['hidden']])).toEqual([
      ['qr', '327', 'xa-c xa-d', ''],
      ['kiosk', '200', '', ''],
      ['paper', '3', 'xa-c', 'too-few'],
    ])
  })
})

describe('the sample plan', () => {
  test('tells of each unit what it needs, has and misses, and when', async () => {
    const found = await page(`/compare/sample?${MONTHS}&sort=name`)
    const cells = [...found.querySelectorAll('#sample-table tbody tr')].map((row) =>
      [...row.children].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim()),
    )
    expect(cells[1]).toEqual([
      ...['Xã <xa-b>', '1.000', '200 20,0 %', '286 còn thiếu 86', '316 mục tiêu 95 %'],
      expect.stringMatching(/^\d+$/),
      expect.stringMatching(/^khoảng tháng \d\d\/2027 39 phiếu một tháng$/),
    ])
    expect(cells[0]?.slice(5)).toEqual(['đã kết luận chưa đạt', expect.stringMatching(/^đã đủ/)])
    expect(cells[3]).toEqual([
      ...['Xã <xa-d>', 'chưa nhập', '2', 'chưa biết lượt giao dịch'],
      ...['không công bố: cỡ mẫu sẽ cho biết chỉ số', 'không công bố: cỡ mẫu sẽ cho biết chỉ số'],
      'không dự kiến được 1,9 phiếu một tháng',
    ])
  })

  test('says that 400 responses do not settle 95 %', async () => {
    const found = await page(`/compare/sample?${MONTHS}`)
    expect(texts(found, '.finding')).toEqual([
      '1 trong 3 đơn vị có mục tiêu đã đủ phiếu để kết luận đạt hay chưa đạt.',
      'Công thức Yamane không bao giờ đòi quá 400 phiếu, nhưng 400 phiếu chưa đủ để kết luận về mục tiêu 95 % khi chỉ số nằm từ 92,75 đến 97,00 %.',
    ])
  })
})
