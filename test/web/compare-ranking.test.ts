import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { JSDOM } from 'jsdom'
import { openComparedPlatform } from '../fixtures/compared-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let inspector: StaffBrowser
beforeAll(async () => {
  platform = await openComparedPlatform()
  inspector = (await signedInBrowser(platform)).browser
})
afterAll(() => platform.close())

const BANDS = { thresholds: '95; 92,5;80', names: 'Xuất sắc; Tốt; Khá; Trung bình' }

async function open(over: Record<string, string> = {}, status = 200): Promise<Document> {
  const query = new URLSearchParams({ level: 'department', ...over })
  const answer = await inspector.get(`/compare/ranking?${query.toString()}`)
  expect([query.toString(), answer.status]).toEqual([query.toString(), status])
  return new JSDOM(answer.text).window.document
}
const texts = (page: ParentNode, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
const rowsOf = (page: Document): string[][] =>
  [...page.querySelectorAll<HTMLTableRowElement>('.ranking tbody tr')].map((row) => texts(row, 'td, th'))
const field = (page: Document, name: string): string | undefined =>
  page.querySelector<HTMLInputElement>(`#${name}`)?.value

describe('the ranking of a level', () => {
  test('is of the year so far where no months are said, and offers the years before', async () => {
    const page = await open()
    expect(page.querySelector('h1')?.textContent).toBe('Sở, ngành: xếp hạng và xếp loại, 01/2026 – 11/2026')
    expect(texts(page, '.picker__presets a')).toEqual(['Năm 2026 đến nay', 'Năm 2025', 'Năm 2024'])
    expect(texts(page, '.picker__presets [aria-current]')).toEqual(['Năm 2026 đến nay'])
    const before = page.querySelectorAll('.picker__presets a')[1]?.getAttribute('href') ?? ''
    expect(before).toBe('/compare/ranking?level=department&from=2025-01&to=2025-12')
    const closed = new JSDOM((await inspector.get(before)).text).window.document
    expect(closed.querySelector('h1')?.textContent).toContain('01/2025 – 12/2025')
    expect([texts(page, 'main > .note'), texts(closed, 'main > .note')]).toEqual([
      ['Tháng 11/2026 chưa hết, nên bảng này là tạm tính.'],
      [],
    ])
  })

  test('has rank, rank interval, verdict and group of each unit; who is hidden comes last and has none of them', async () => {
    const rows = rowsOf(await open())
    expect(rows.map(([rank, name, , , , , verdict, group]) => [rank, name, verdict, group])).toEqual([
      ['1/3 1', 'Sở <Y tế> 20 phiếu cần xem xét', 'đạt', '1'],
      ['2/3 2', 'Sở Nội vụ', 'chưa đủ căn cứ con số chưa đạt', '2'],
      ['3/3 3', 'Sở Xây dựng', 'chưa đạt', '3'],
      ['không xếp hạng', 'Sở mới', undefined, undefined],
      ['không xếp hạng', 'Sở Văn hóa', undefined, undefined],
    ])
    expect(rows[3]?.[3]).toBe('chưa có phiếu')
    expect(rows[4]?.[3]).toBe('không công bố vì có quá ít phiếu')
  })

  test('says in words how many groups there are, or that the data tell nobody apart', async () => {
    expect(texts(await open(), '.finding')[1]).toContain('chia thành 3 nhóm tương đương')
    expect(texts(await open({ level: 'commune' }), '.finding')[1]).toContain('Dữ liệu chưa cho thấy hai đơn vị nào')
  })

  test('says its formula, its source with what it assumes, and what it is not', async () => {
    const page = await open()
    expect(texts(page, '.reading h2')).toEqual([
      'Cách xếp hạng, xếp loại',
      'Nguồn và giả định',
      'Bảng này không phải là gì',
    ])
    const about = texts(page, '.reading').join(' ')
    for (const words of ['(index.pooled)', 'Benjamini', 'Giả định', 'không phải xếp hạng, xếp loại chính thức'])
      expect(about).toContain(words)
    expect(about).not.toContain('Xếp loại theo ngưỡng đã nhập')
  })

  test('is found from the sheets', async () => {
    const sheets = new JSDOM((await inspector.get('/sheets')).text).window.document
    expect(sheets.querySelector('main a[href="/compare/ranking"]')?.textContent).toContain('Xếp hạng')
  })

  test('confines an account to its agency', async () => {
    const { browser } = await signedInBrowser(platform, { grants: agencyGrant('xa-a') })
    expect((await browser.get('/compare/ranking')).text).not.toContain('Tân Phú')
    expect((await browser.get('/compare/ranking.csv?level=commune')).text).not.toContain('xa-b')
    expect((await browser.get('/compare/ranking?under=tinh')).status).toBe(403)
  })
})

describe('bands that somebody types', () => {
  test('classify by the unrounded index, and say where that is not certain', async () => {
    const page = await open(BANDS)
    expect(texts(page, '.ranking__band')).toEqual(['Xuất sắc', 'Tốt không chắc chắn', 'Trung bình'])
    expect(texts(page, '.bands__counts tbody tr')).toEqual([
      'Xuất sắc từ 95 % 1 0',
      'Tốt từ 92,5 % 1 1',
      'Khá từ 80 % 0 0',
      'Trung bình dưới 80 % 1 0',
    ])
    expect(texts(page, '.reading').join(' ')).toContain('Xếp loại theo ngưỡng đã nhập')
    expect([field(page, 'thresholds'), field(page, 'names')]).toEqual([BANDS.thresholds, BANDS.names])
  })

  test('stay when other months or another level is chosen, and go by a link', async () => {
    const page = await open(BANDS)
    const preset = new URL(page.querySelectorAll('.picker__presets a')[1]?.getAttribute('href') ?? '', 'http://x')
    expect(preset.searchParams.get('thresholds')).toBe(BANDS.thresholds)
    const kept = [...page.querySelectorAll<HTMLInputElement>('.choose input[type=hidden]')]
    expect(Object.fromEntries(kept.map(({ name, value }) => [name, value]))).toEqual(BANDS)
    expect(page.querySelector('.bands a')?.getAttribute('href')).not.toContain('thresholds')
  })

  test.each([
    [{ thresholds: '95;x', names: 'a;b;c' }, 'thresholds', '“x” không phải là số'],
    [{ thresholds: '101', names: 'a;b' }, 'thresholds', '“101” không phải là số trên 0'],
    [{ thresholds: '50;0', names: 'a;b;c' }, 'thresholds', '“0” không phải là số trên 0'],
    [{ thresholds: '90;95', names: 'a;b;c' }, 'thresholds', '“95” phải nhỏ hơn'],
    [{ thresholds: '90;90', names: 'a;b;c' }, 'thresholds', '“90” phải nhỏ hơn'],
    [{ thresholds: '10;9;8;7;6;5;4;3;2;1', names: '' }, 'thresholds', 'nhiều nhất 10 loại'],
    [{ thresholds: '', names: 'a' }, 'thresholds', 'ít nhất một ngưỡng'],
    [{ thresholds: '95', names: 'a' }, 'names', 'cần 2 tên cho các ngưỡng đã nhập, đã nhập 1 tên'],
    [{ thresholds: '95', names: '' }, 'names', 'cần 2 tên'],
    [{ thresholds: '95', names: 'a;;b' }, 'names', 'có tên còn trống'],
    [{ thresholds: '95', names: 'a;a' }, 'names', '“a” được nhập hai lần'],
    [{ thresholds: '95', names: `a;${'b'.repeat(41)}` }, 'names', 'dài quá 40 ký tự'],
  ] as const)(
    'that cannot be, %j, are explained, and the ranking is shown without them',
    async (typed, where, words) => {
      const page = await open(typed, 400)
      const link = page.querySelector(`.error-summary a[href="#${where}"]`)
      expect(link?.textContent).toContain(words)
      expect(page.title).toMatch(/^Lỗi: /)
      expect([field(page, 'thresholds'), field(page, 'names')]).toEqual([typed.thresholds, typed.names])
      expect(rowsOf(page)).toHaveLength(5)
      expect(page.querySelector('.ranking__band')).toBeNull()
      const file = await inspector.get(`/compare/ranking.csv?${new URLSearchParams(typed).toString()}`)
      expect(file.status).toBe(400)
    },
  )

  test('of any length come back whole beside a mistake elsewhere', async () => {
    const names = ['Hoàn thành xuất sắc nhiệm vụ', 'Hoàn thành tốt nhiệm vụ', 'Hoàn thành nhiệm vụ', 'Không hoàn thành']
    const typed = { thresholds: '95;90;80', names: names.join('; ') }
    const page = await open({ ...typed, from: 'x' }, 400)
    const kept = [...page.querySelectorAll<HTMLInputElement>('.choose input[type=hidden]')]
    expect(Object.fromEntries(kept.map(({ name, value }) => [name, value]))).toEqual(typed)
    expect(texts(await open(typed), '.ranking__band')[0]).toBe('Hoàn thành xuất sắc nhiệm vụ')
  })

  test('cannot put markup or a formula anywhere', async () => {
    const typed = { thresholds: '95', names: '=1+1;<b>x</b>' }
    const page = await open(typed)
    expect(page.querySelector('.ranking b')).toBeNull()
    const file = await inspector.get(
      `/compare/ranking.csv?${new URLSearchParams({ ...typed, level: 'department' }).toString()}`,
    )
    expect(file.text).toContain("'=1+1")
  })
})

describe('the file of a ranking', () => {
  test('equals the page and adds the band, with what it was made by', async () => {
    const page = await open(BANDS)
    const query = new URLSearchParams({ level: 'department', ...BANDS }).toString()
    const answer = await inspector.get(`/compare/ranking.csv?${query}`)
    expect(answer.headers['content-disposition']).toContain('ranking_department_2026-01_2026-11.csv')
    const rows = parse<Record<string, string>>(answer.text, { columns: true })
    for (const row of page.querySelectorAll('.ranking tbody tr')) {
      const inFile = rows.find((one) => one['name-vi'] === row.querySelector('a')?.textContent)
      const numbers = (selector: string, names: readonly string[]): (string | null)[] =>
        names.map((name) => row.querySelector(selector)?.getAttribute(name) ?? '')
      expect(numbers('.figure__index', ['data-value'])).toEqual([inFile?.['index']])
      expect(numbers('.figure__interval', ['data-lower', 'data-upper'])).toEqual([inFile?.['lower'], inFile?.['upper']])
      expect(numbers('.units__rank', ['data-value', 'data-lower', 'data-upper'])).toEqual(
        ['rank', 'rank-best', 'rank-worst'].map((name) => inFile?.[name]),
      )
    }
    expect(rows.map((row) => [row['agency'], row['band'], row['band-certain']])).toEqual([
      ['so-y-te', 'Xuất sắc', 'yes'],
      ['so-moi', '', ''],
      ['so-noi-vu', 'Tốt', 'no'],
      ['so-van-hoa', '', ''],
      ['so-xay-dung', 'Trung bình', 'yes'],
    ])
    expect(rows[0]).toMatchObject({ 'band-thresholds': '95;92.5;80', 'band-names': 'Xuất sắc;Tốt;Khá;Trung bình' })
  })

  test('has empty bands where none were typed', async () => {
    const answer = await inspector.get('/compare/ranking.csv?level=department')
    const rows = parse<Record<string, string>>(answer.text, { columns: true })
    expect(new Set(rows.map((row) => `${row['band'] ?? ''}${row['band-thresholds'] ?? ''}`))).toEqual(new Set(['']))
  })
})
