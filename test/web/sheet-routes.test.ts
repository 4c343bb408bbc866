import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import type { Platform } from '../fixtures/platform.ts'
import { openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openReferencedPlatform()
  browser = (await signedInBrowser(platform)).browser
})
afterAll(() => platform.close())

async function open(address: string, status = 200): Promise<Document> {
  const answer = await browser.get(`/sheets/${address}`)
  expect(answer.status).toBe(status)
  return new JSDOM(answer.text).window.document
}
const sentence = (page: Document) => page.querySelector('.sheet-result__sentence')?.textContent
const pointsOf = (page: Document) =>
  [...page.querySelectorAll<HTMLTableRowElement>('.sheet-table tbody tr')].map((row) => row.cells[1]?.textContent)
const errors = (page: Document) =>
  [...page.querySelectorAll('.error-summary a')].map((link) => [link.getAttribute('href'), link.textContent])
const typed = (page: Document, name: string) => page.querySelector<HTMLInputElement>(`#${name}`)?.value

describe('the sheets', () => {
  test('are listed, and each is empty at first', async () => {
    const list = new JSDOM((await browser.get('/sheets')).text).window.document
    const links = [...list.querySelectorAll('.sheet-list a')].map((link) => link.getAttribute('href') ?? '')
    expect(links).toEqual(['/sheets/par', '/sheets/tt01', '/sheets/qd766'])
    for (const link of links) {
      const page = await open(link.replace('/sheets/', ''))
      expect([sentence(page), errors(page)]).toEqual([undefined, []])
      expect([...page.querySelectorAll('main input')].every((input) => input.getAttribute('value') === '')).toBe(true)
    }
  })
})

describe('the points of the reform index', () => {
  test.each([
    ['83,94', 'Chỉ số 83,94 được 8,394 điểm trong tối đa 10 điểm.'],
    ['83.94', 'Chỉ số 83,94 được 8,394 điểm trong tối đa 10 điểm.'],
    ['100', 'Chỉ số 100 được 10,000 điểm trong tối đa 10 điểm.'],
    ['0,0001', 'Chỉ số 0,0001 được 0,00001 điểm trong tối đa 10 điểm.'],
  ])('of a typed index %s', async (index, expected) => {
    const page = await open(`par?index=${index}`)
    expect([sentence(page), typed(page, 'index')]).toEqual([expected, index])
  })

  test('say that the proportion is inferred', async () => {
    expect((await open('par')).body.textContent).toContain('suy ra')
  })

  test('of an agency’s own figure name agency, period, questionnaire and interval, and say what it is not', async () => {
    const page = await open('par?agency=tinh&from=2026-01-01&to=2026-11-30')
    expect(sentence(page)).toContain('9,000 điểm trong tối đa 10 điểm')
    expect(sentence(page)).toContain('không phải từ SIPAS')
    const facts = page.querySelector('.sheet-facts')?.textContent ?? ''
    for (const text of ['Tỉnh Hải An', 'Từ 01/01/2026 đến hết 30/11/2026', 'Phiếu khảo sát tại quầy, bản 1', '90,00 %'])
      expect(facts).toContain(text)
    expect(facts).toContain('khoảng tin cậy 95 %')
  })

  test('are not worked out from an index that is hidden', async () => {
    const page = await open('par?agency=xa-b&from=2026-01-01&to=2026-11-30')
    expect(sentence(page)).toContain('Không tính được điểm')
    expect(page.querySelector('.sheet-facts')?.textContent).toContain('chưa có phiếu')
  })

  test.each([
    ['index=', 'xin nhập số'],
    ['index=tám', '“tám” không phải là số'],
    ['index=100,01', 'lớn hơn mức tối đa 100'],
    ['index=-1', 'không phải là số'],
    ['index=80&agency=tinh', 'vừa có số đã nhập vừa có cơ quan'],
    ['agency=tinh&from=x', 'kỳ trong liên kết không đúng'],
  ])('explain what is wrong with %s and keep what was typed', async (query, words) => {
    const page = await open(`par?${query}`, 400)
    expect(errors(page)).toEqual([['#index', expect.stringContaining(words)]])
    expect(page.title).toMatch(/^Lỗi: /)
    expect(typed(page, 'index')).toBe(new URLSearchParams(query).get('index') ?? '')
    expect(sentence(page)).toBeUndefined()
  })

  test('of an agency are for those who may see it', async () => {
    const officer = (await signedInBrowser(platform, { grants: agencyGrant('xa-b') })).browser
    expect((await officer.get('/sheets/par?agency=tinh')).status).toBe(403)
    expect((await officer.get('/sheets/par?agency=xa-b')).status).toBe(200)
    expect((await officer.get('/sheets/par?agency=nowhere')).status).toBe(404)
  })
})

describe('Thông tư 01/2018', () => {
  const query = (points: readonly string[]): string =>
    `tt01?${new URLSearchParams(points.map((value, i) => [`i${i + 1}`, value])).toString()}`
  const eight = Array.from({ length: 8 }, () => '2')

  test.each([
    [['1', ...Array.from({ length: 7 }, () => '2'), '0'], '15 điểm trong tối đa 18 điểm: xếp loại Xuất sắc.'],
    [['0,999', ...Array.from({ length: 7 }, () => '2'), '0'], '14,999 điểm trong tối đa 18 điểm: xếp loại Tốt.'],
    [Array.from({ length: 9 }, () => '1.6667'), '15,0003 điểm trong tối đa 18 điểm: xếp loại Xuất sắc.'],
    [Array.from({ length: 9 }, () => '0'), '0 điểm trong tối đa 18 điểm: xếp loại Yếu.'],
  ])('adds up %j without rounding', async (points, expected) => {
    expect(sentence(await open(query(points)))).toBe(expected)
  })

  test('lists each indicator and the sum', async () => {
    expect(pointsOf(await open(query([...eight, '0,5'])))).toEqual([...eight, '0,5', '16,5'])
  })

  test('says until when it applied and that what followed is not known', async () => {
    const text = (await open(query([...eight, '2']))).querySelector('.sheet-result')?.textContent
    expect(text).toContain('06/2025')
    expect(text).toContain('Chưa biết cách chấm điểm của Thông tư 03/2025')
  })

  test('names every indicator that is wrong, and keeps all that was typed', async () => {
    const page = await open(query(['', '2,1', 'x', '-1', '1', '1', '1', '1', '2']), 400)
    expect(errors(page)).toEqual([
      ['#i1', 'Chỉ số 1: xin nhập số.'],
      ['#i2', 'Chỉ số 2: “2,1” lớn hơn mức tối đa 2.'],
      ['#i3', expect.stringContaining('Chỉ số 3: “x” không phải là số')],
      ['#i4', expect.stringContaining('Chỉ số 4: “-1” không phải là số')],
    ])
    expect(['i2', 'i3', 'i9'].map((name) => typed(page, name))).toEqual(['2,1', 'x', '2'])
  })
})

describe('Quyết định 766', () => {
  const COUNTS = {
    petitions: '10',
    answered: '9',
    rated: '8',
    satisfied: '6',
    dossiers: '1000',
    overdue: '100',
    complained: '50',
  }
  const GROUPS = { publicity: '18', onTime: '19,5', online: '12', payment: '10', digitised: '20' }
  const query = (fields: Readonly<Record<string, string>>): string => `qd766?${new URLSearchParams(fields).toString()}`

  test('works satisfaction out from counts, and no sum of 100 while a group is missing', async () => {
    const page = await open(query({ ...COUNTS, publicity: '18' }))
    expect(sentence(page)).toBe('Nhóm mức độ hài lòng: 15,57 điểm trong tối đa 18 điểm.')
    expect(pointsOf(page)).toEqual([
      '5,40',
      '4,50',
      '5,67',
      '15,57',
      '18,00',
      'chưa nhập',
      'chưa nhập',
      'chưa nhập',
      'chưa nhập',
      'chưa tính',
    ])
    expect(page.querySelector('.sheet-table')?.textContent).toContain('6 × 9 : 10')
  })

  test('adds the six groups up to 100', async () => {
    const page = await open(query({ ...COUNTS, ...GROUPS }))
    expect(pointsOf(page).at(-1)).toBe('95,07')
    const all = { ...COUNTS, answered: '10', satisfied: '8', overdue: '0', complained: '0' }
    const full = await open(query({ ...all, ...GROUPS, onTime: '20', digitised: '22' }))
    expect(pointsOf(full).at(-1)).toBe('100,00')
  })

  test('gives all points where there were no petitions, and none where there were no dossiers', async () => {
    const none = Object.fromEntries(Object.keys(COUNTS).map((name) => [name, '0']))
    const page = await open(query(none))
    expect(pointsOf(page).slice(0, 4)).toEqual(['6,00', '6,00', '0,00', '12,00'])
    expect(page.querySelector('.sheet-table')?.textContent).toContain('Không có hồ sơ nào: 0 điểm.')
  })

  test('refuses parts above their whole, points above their most, and what is no count', async () => {
    const page = await open(
      query({ ...COUNTS, answered: '11', satisfied: '', overdue: '1.001', publicity: '18,5' }),
      400,
    )
    expect(errors(page)).toEqual([
      [
        '#answered',
        'Số phản ánh, kiến nghị trả lời đúng hạn: không thể lớn hơn “Tổng số phản ánh, kiến nghị phải trả lời”.',
      ],
      ['#satisfied', 'Số phản ánh, kiến nghị mà người gửi hài lòng: xin nhập số.'],
      ['#overdue', expect.stringContaining('“1.001” không phải là số đếm')],
      ['#publicity', expect.stringContaining('“18,5” lớn hơn mức tối đa 18')],
    ])
    expect(['answered', 'overdue', 'publicity'].map((name) => typed(page, name))).toEqual(['11', '1.001', '18,5'])
  })
})
