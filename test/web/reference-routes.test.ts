import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { JSDOM } from 'jsdom'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { LONG_SOURCE, openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const FORM = '/references/edit'
const FILLED = { series: 'pci', year: '2025', agency: 'tinh', value: ' 70,25 ', source: 'VCCI công bố' }

let platform: Platform
let inspector: StaffBrowser
let administrator: StaffBrowser
beforeEach(async () => {
  platform = await openReferencedPlatform()
  inspector = (await signedInBrowser(platform)).browser
  administrator = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
})
afterEach(() => platform.close())

async function open(browser: StaffBrowser, address: string, status = 200): Promise<Document> {
  const answer = await browser.get(address)
  expect(answer.status).toBe(status)
  return new JSDOM(answer.text).window.document
}
const cellsOf = (table: Element | null | undefined) =>
  [...(table?.querySelectorAll<HTMLTableRowElement>('tbody tr') ?? [])].map((row) =>
    [...row.cells].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()),
  )
const tableAfter = (page: Document, id: string) =>
  page.getElementById(id)?.nextElementSibling?.nextElementSibling?.querySelector('table')
const textOf = (page: Document, selector: string) => page.querySelector(selector)?.textContent ?? ''

describe('the references', () => {
  test('print what others published, exactly, by series and year, with its source', async () => {
    const page = await open(inspector, '/references')
    expect([...page.querySelectorAll('h3')].map(({ id }) => id)).toEqual([
      'series-sipas',
      'series-par-index',
      'series-papi',
      'series-dti',
    ])
    expect(cellsOf(tableAfter(page, 'series-sipas'))).toEqual([
      ['2024', 'Toàn tỉnh hoặc cả nước', '83,94', '', 'Bộ Nội vụ'],
      ['2023', 'Toàn tỉnh hoặc cả nước', '82,66', '', 'Bộ Nội vụ'],
    ])
    expect(cellsOf(tableAfter(page, 'series-par-index'))).toEqual([['2024', 'Tỉnh Hải An', '88,10 %', '', LONG_SOURCE]])
    expect(cellsOf(tableAfter(page, 'series-dti'))).toEqual([
      ['2024', 'Toàn tỉnh hoặc cả nước', 'Hạng 11/63', 'Bộ Nội vụ'],
    ])
  })

  test('mark values on a scale of 100 by a dot, and others not at all', async () => {
    const page = await open(inspector, '/references')
    const dots = (series: string) => tableAfter(page, `series-${series}`)?.querySelectorAll('.mark').length
    expect(['sipas', 'par-index', 'papi', 'dti'].map(dots)).toEqual([2, 1, 0, 0])
  })

  test('stand apart from the platform’s own figures, which name agency, instrument, number and interval', async () => {
    const page = await open(inspector, '/references')
    expect(textOf(page, 'main')).toContain('không nối thành một dãy và không lấy hiệu')
    const own = page.getElementById('own')?.parentElement
    expect(own?.textContent).toContain('Tỉnh Hải An')
    expect(own?.textContent).toContain('Phiếu khảo sát tại quầy, bản 1. Đây là kết quả của phiếu này, không phải')
    const rows = cellsOf(own?.querySelector('table'))
    expect(rows.map(([year, responses, index]) => [year?.slice(0, 4), responses, index])).toEqual([
      ['2026', '60', '90,00 %'],
      ['2025', '40', '90,00 %'],
    ])
    expect(rows[0]?.[0]).toContain('năm chưa hết')
    expect(rows[1]?.[0]).toContain('từ tháng 08/2025')
    expect(rows[0]?.[3]).toMatch(/^\d\d,\d\d – \d\d,\d\d$/)
    expect(page.querySelector('canvas, polyline, .chart')).toBeNull()
  })

  test('link each year to its dashboard and to the points that it would bring', async () => {
    const page = await open(inspector, '/references')
    const hrefs = [...page.querySelectorAll('#own ~ .table-scroll a')].map((link) => link.getAttribute('href') ?? '')
    expect(hrefs.slice(0, 2)).toEqual([
      '/agencies/tinh?from=2026-01-01&to=2026-11-30&questionnaire=counter',
      '/sheets/par?agency=tinh&from=2026-01-01&to=2026-11-30&questionnaire=counter',
    ])
    for (const href of hrefs) expect((await inspector.get(href)).status).toBe(200)
  })

  test('show the figures of another instrument on a page of their own', async () => {
    await platform.storage.questionnaires.publish(aQuestionnaire({ version: 2, names: { vi: 'Phiếu mới' } }))
    platform.moveClock(2000)
    await record(platform, answersAt('xa-b', 20, { questionnaire: 'counter/2', month: '2026-10' }))
    const newer = await open(inspector, '/references')
    expect(cellsOf(newer.querySelector('#own ~ .table-scroll'))[0]?.[1]).toBe('20')
    const link = newer.querySelector('.lineage a:not([aria-current])')
    const older = await open(inspector, link?.getAttribute('href') ?? '')
    expect(textOf(older, '.lineage [aria-current]')).toBe('Phiếu khảo sát tại quầy, bản 1')
    expect(cellsOf(older.querySelector('#own ~ .table-scroll'))[0]?.[1]).toBe('60')
  })

  test('of an agency show its own, beside its own answers where the viewer may see them', async () => {
    const { browser } = await signedInBrowser(platform, { grants: agencyGrant('xa-b') })
    const province = await open(browser, '/references')
    expect(textOf(province, '#own ~ p')).toContain('không xem được kết quả của Tỉnh Hải An')
    expect(province.querySelector('#own ~ .table-scroll')).toBeNull()
    expect([...province.querySelectorAll('.references__others a')].map(({ textContent }) => textContent)).toEqual([
      'Sở <Y tế> (số liệu tham chiếu: 1)',
      'Xã B (số liệu tham chiếu: 0)',
    ])
    const department = await open(browser, '/references?agency=so-y-te')
    expect(department.title).toContain('Sở <Y tế>')
    expect(cellsOf(tableAfter(department, 'series-par-index'))).toEqual([
      ['2024', 'Sở <Y tế>', '91,5 (hạng 2/19)', 'Sở Nội vụ'],
    ])
    expect(department.querySelector('#own ~ .table-scroll')).toBeNull()
    expect(textOf(await open(browser, '/references?agency=xa-b'), '#own ~ p')).toContain('chưa có phiếu trả lời nào')
  })

  test('of no agency, or beside a questionnaire that there is not, are not found', async () => {
    await open(inspector, '/references?agency=nowhere', 404)
    await open(inspector, '/references?questionnaire=nowhere', 404)
  })

  test('say so where there are none', async () => {
    const page = await open(inspector, '/references?agency=xa-a')
    expect(textOf(page, '#published ~ .note')).toContain('Chưa có số liệu nào')
  })

  test('are found in the navigation of everybody, and lead to the sheets', async () => {
    expect(textOf(await open(inspector, '/agencies'), '.site-head__nav')).toContain('Tham chiếu')
    const page = await open(inspector, '/references')
    expect(page.querySelector('main a[href="/sheets"]')).not.toBeNull()
  })

  test('are entered and corrected by administrators alone', async () => {
    expect((await open(inspector, '/references')).querySelector(`a[href^="${FORM}"]`)).toBeNull()
    const page = await open(administrator, '/references')
    const links = [...page.querySelectorAll(`a[href^="${FORM}"]`)].map((link) => link.getAttribute('href'))
    expect(links).toContain(FORM)
    expect(links).toContain(`${FORM}?series=sipas&year=2024`)
    expect(links).toContain(`${FORM}?series=par-index&year=2024&agency=tinh`)
    expect(textOf(page, 'main')).toContain('docs/examples/references.csv')
    expect((await inspector.send(FORM, FILLED, '/references')).status).toBe(403)
  })
})

describe('the form for a figure', () => {
  const values = async (series: string) =>
    (await platform.storage.directory.load()).references.filter((one) => one.series === series)
  const errors = (page: Document) =>
    [...page.querySelectorAll('.error-summary a')].map((link) => link.getAttribute('href'))
  const field = (page: Document, name: string) => page.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value
  const send = async (fields: Readonly<Record<string, string>>, status: number) => {
    const answer = await administrator.send(FORM, fields)
    expect(answer.status).toBe(status)
    return { page: new JSDOM(answer.text).window.document, location: answer.headers['location'] }
  }

  test('stores what was typed, leads to it and puts it down', async () => {
    const { location } = await send(FILLED, 303)
    expect(location).toBe('/references?agency=tinh#series-pci')
    expect(await values('pci')).toEqual([
      { series: 'pci', year: 2025, agency: 'tinh', value: '70,25', source: 'VCCI công bố' },
    ])
    const log = textOf(await open(administrator, '/admin/audit'), '.audit-table')
    for (const words of ['Nhập, sửa số liệu tham chiếu', 'Tỉnh Hải An', 'Năm 2025', 'Giá trị: 70,25', 'VCCI'])
      expect(log).toContain(words)
  })

  test('takes a series of its own key, and a figure of no agency', async () => {
    const { location } = await send({ ...FILLED, series: '*', 'other-series': 'ict-index', agency: '' }, 303)
    expect(location).toBe('/references#series-ict-index')
    expect(await values('ict-index')).toMatchObject([{ agency: null }])
    expect(textOf(await open(inspector, '/references'), '#series-ict-index')).toBe('Dãy số liệu “ict-index”')
  })

  test('comes back with everything that is wrong, and what was typed', async () => {
    const { page } = await send({ series: '', year: '24', agency: 'nowhere', value: '', source: 'x'.repeat(501) }, 422)
    expect(errors(page)).toEqual(['#series', '#year', '#agency', '#value', '#source'])
    expect([field(page, 'year'), field(page, 'source')?.length]).toEqual(['24', 501])
    expect(page.title).toMatch(/^Lỗi: /)
    const other = await send({ ...FILLED, series: '*', 'other-series': 'Chỉ số' }, 422)
    expect(errors(other.page)).toEqual(['#other-series'])
    expect(['series', 'other-series', 'value'].map((name) => field(other.page, name))).toEqual([
      '*',
      'Chỉ số',
      ' 70,25 ',
    ])
  })

  test('does not overwrite a figure unseen: it is shown first, and saving once more replaces it', async () => {
    const typed = { ...FILLED, series: 'sipas', year: '2024', agency: '', value: '84,00' }
    const { page } = await send(typed, 422)
    expect(errors(page)).toEqual(['#value'])
    expect(textOf(page, '.error-summary')).toContain('đã có số khác, 83,94 (Bộ Nội vụ)')
    expect(textOf(page, '.sheet-facts')).toContain('83,94 – Bộ Nội vụ')
    expect(field(page, 'value')).toBe('84,00')
    expect((await values('sipas')).map(({ value }) => value)).toEqual(['82,66', '83,94'])
    const again = Object.fromEntries(
      [...page.querySelectorAll<HTMLInputElement>('main input')].map(({ name, value }) => [name, value]),
    )
    await send(again, 303)
    expect((await values('sipas')).map(({ value }) => value)).toEqual(['82,66', '84,00'])
    expect(textOf(await open(administrator, '/admin/audit'), '.audit-table')).toContain('Trước đó: 83,94')
  })

  test('corrects the figure that its address names, whose series, year and agency stay', async () => {
    const address = `${FORM}?series=par-index&year=2024&agency=tinh`
    const page = await open(administrator, address)
    expect(page.querySelector('select')).toBeNull()
    expect([field(page, 'value'), field(page, 'source')]).toEqual(['88,10 %', LONG_SOURCE])
    const hidden = Object.fromEntries(
      [...page.querySelectorAll<HTMLInputElement>('main input[type=hidden]')].map(({ name, value }) => [name, value]),
    )
    const wrong = await send({ ...hidden, value: '', source: 'x' }, 422)
    expect([errors(wrong.page), field(wrong.page, 'known')]).toEqual([['#value'], hidden['known']])
    expect(wrong.page.querySelector('select')).toBeNull()
    await send({ ...hidden, value: '88,11', source: 'Đính chính' }, 303)
    expect(await values('par-index')).toMatchObject([{ agency: 'so-y-te' }, { value: '88,11', source: 'Đính chính' }])
  })

  test('is an empty one where its address names no figure', async () => {
    const page = await open(administrator, `${FORM}?series=pci&year=1999`)
    expect([field(page, 'value'), page.querySelectorAll('select').length]).toEqual(['', 2])
  })
})
