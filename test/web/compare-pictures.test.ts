import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { JSDOM } from 'jsdom'
import { openComparedPlatform } from '../fixtures/compared-platform.ts'
import { openPicturedPlatform, PICTURED } from '../fixtures/pictured-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let inspector: StaffBrowser
let few: Platform
let ofFew: StaffBrowser
beforeAll(async () => {
  platform = await openPicturedPlatform()
  inspector = (await signedInBrowser(platform)).browser
  few = await openComparedPlatform()
  ofFew = (await signedInBrowser(few)).browser
})
afterAll(async () => {
  await platform.close()
  await few.close()
})

async function open(address: string, { status = 200, browser = inspector } = {}): Promise<Document> {
  const answer = await browser.get(address)
  expect([address, answer.status]).toEqual([address, status])
  return new JSDOM(answer.text).window.document
}
const texts = (page: ParentNode, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
const fileRows = async (address: string, browser = inspector): Promise<readonly Record<string, string>[]> => {
  const answer = await browser.get(address)
  expect([address, answer.status]).toEqual([address, 200])
  return parse(answer.text, { columns: true, bom: true })
}
const rowsOf = (page: Document, table: string): string[][] =>
  [...page.querySelectorAll(`${table} tbody tr`)].map((row) => texts(row, 'th, td'))
const linksOf = (page: Document, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map((link) => link.getAttribute('href') ?? '')

describe('the funnel plot', () => {
  test('says in its title how many units lie outside, and around what', async () => {
    const page = await open('/compare/funnel')
    expect(page.querySelector('h1')?.textContent).toBe('Xã, phường, đặc khu: biểu đồ phễu, 12/2025 – 11/2026')
    expect(texts(page, '.plot h2')).toEqual(['3 trong 24 đơn vị nằm dưới giới hạn 99,8 %'])
    const [centre, spread, hidden] = texts(page, '.plot .note')
    expect(centre).toBe('Giới hạn vẽ quanh mục tiêu 95 %, chung cho các đơn vị trong hình.')
    expect(spread).toMatch(/^24 đơn vị khác nhau nhiều hơn mức ngẫu nhiên \(phi = \d+,\d\d\), nên giới hạn đã được nới/)
    expect(hidden).toBe('Số đơn vị không vẽ vì không công bố: 2. Các đơn vị đó đứng cuối bảng.')
    expect(texts(page, '.plot__key li')).toEqual([
      'dưới giới hạn 99,8 %: 3',
      'dưới giới hạn 95 %: 0',
      'trong giới hạn: 21',
      'trên giới hạn 95 %: 0',
      'trên giới hạn 99,8 %: 0',
    ])
  })

  test('draws every unit that is shown as a link to its dashboard with the same answers, which says where it lies', async () => {
    const page = await open('/compare/funnel?from=2026-07&to=2026-08&field=dat-dai&view=as-it-was')
    const points = [...page.querySelectorAll('svg.funnel a')]
    expect(points).toHaveLength(PICTURED)
    expect(new Set(linksOf(page, 'svg.funnel a')).size).toBe(PICTURED)
    expect(linksOf(page, 'svg.funnel a')).toContain(
      '/agencies/xa-01?from=2026-07-01&to=2026-08-31&view=as-it-was&field=dat-dai',
    )
    const title = points.map((point) => point.querySelector('title')?.textContent).find((one) => one?.includes('17'))
    expect(title).toMatch(/^Xã <Tân Phú> 17: \d\d,\d\d %, cỡ mẫu hiệu dụng \d+, dưới giới hạn 99,8 %$/)
    expect(page.querySelector('svg.funnel')?.getAttribute('aria-label')).toBe(
      'Biểu đồ phễu. 3 trong 24 đơn vị nằm dưới giới hạn 99,8 %. Mỗi điểm là một đơn vị; ' +
        'số liệu của từng đơn vị ở bảng dưới.',
    )
    expect(page.querySelector('svg [style], svg script')).toBeNull()
  })

  test('names the units outside, and the others while they are asked for', async () => {
    const page = await open('/compare/funnel')
    const named = texts(page, '.funnel__name:not(.funnel__name--asked)')
    expect(named.sort()).toEqual(['Xã <Tân Phú> 1', 'Xã <Tân Phú> 17', 'Xã <Tân Phú> 9'])
    expect(texts(page, '.funnel__name--asked')).toHaveLength(PICTURED - 3)
  })

  test('has a table of all units, the lowest places first, the hidden ones last and without figures', async () => {
    const page = await open('/compare/funnel')
    const rows = rowsOf(page, '#funnel-table')
    expect(rows).toHaveLength(PICTURED + 2)
    expect(rows.map(([, place]) => place).slice(0, 4)).toEqual([
      ...['dưới giới hạn 99,8 %', 'dưới giới hạn 99,8 %', 'dưới giới hạn 99,8 %', 'trong giới hạn'],
    ])
    const below = rows.slice(0, 3).map(([name]) => name)
    expect(below.sort()).toEqual(['Xã <Tân Phú> 1', 'Xã <Tân Phú> 17', 'Xã <Tân Phú> 9'])
    expect(rows.slice(-2)).toEqual([
      ['Xã <Tân Phú> 25', '', '3', 'không công bố vì có quá ít phiếu'],
      ['Xã <Tân Phú> 26', '', '0', 'chưa có phiếu'],
    ])
    const sorted = rowsOf(await open('/compare/funnel?sort=-responses'), '#funnel-table').map(([name]) => name)
    expect(sorted.slice(0, 2)).toEqual(['Xã <Tân Phú> 24', 'Xã <Tân Phú> 23'])
    expect(sorted.slice(-2)).toEqual(['Xã <Tân Phú> 25', 'Xã <Tân Phú> 26'])
  })

  test('offers the figure drawn to the mean as an ordering, and says that it is no verdict', async () => {
    const page = await open('/compare/funnel?sort=shrunken')
    expect(texts(page, '[aria-sort]')).toEqual(['Kéo về trung bình chỉ để xếp thứ tự'])
    const shrunken = texts(page, '.funnel-table__shrunken').map((text) => Number(text.replace(',', '.')))
    expect(shrunken).toEqual(shrunken.toSorted((a, b) => a - b))
    const mean = Number(
      /trung bình của nhóm \((\d+,\d+) %\)/.exec(texts(page, '.reading').join())?.[1]?.replace(',', '.'),
    )
    const indices = texts(page, '.figure__index').map((text) => Number(text.replace(' %', '').replace(',', '.')))
    for (const [i, index] of indices.entries()) {
      expect(Math.abs((shrunken[i] ?? 0) - mean)).toBeLessThanOrEqual(Math.abs(index - mean) + 0.01)
    }
    expect(texts(page, '.reading').join()).toContain('không phải chỉ số của đơn vị, không có khoảng tin cậy')
  })

  test('lies around the mean where that is asked for, and keeps it in its links', async () => {
    const page = await open('/compare/funnel?centre=mean')
    expect(texts(page, '.plot .note')[0]).toMatch(/^Giới hạn vẽ quanh trung bình của nhóm, \d\d,\d\d %;/)
    expect(texts(page, '.verdicts [aria-current]')).toEqual(['Quanh trung bình của nhóm'])
    expect(linksOf(page, '#funnel-table thead a').every((href) => href.includes('centre=mean'))).toBe(true)
    expect(page.querySelector<HTMLInputElement>('.choose [name=centre]')?.value).toBe('mean')
    expect(linksOf(page, '.downloads a').every((href) => href.includes('centre=mean'))).toBe(true)
    const usual = await open(linksOf(page, '.verdicts a')[0] ?? '')
    expect(texts(usual, '.verdicts [aria-current]')).toEqual(['Quanh mục tiêu 95 %'])
  })

  test('lies around the mean where the units do not share a target, and around no target if one is asked for', async () => {
    const page = await open('/compare/funnel?level=department', { browser: ofFew })
    expect(texts(page, '.plot .note').slice(0, 2)).toEqual([
      expect.stringMatching(/^Các đơn vị không có chung một mục tiêu, nên giới hạn vẽ quanh trung bình của nhóm/),
      expect.stringMatching(/^Dưới 10 đơn vị thì không ước lượng được/),
    ])
    expect(texts(page, '.verdicts')).toEqual([])
    const refused = await open('/compare/funnel?level=department&centre=target', { status: 400, browser: ofFew })
    expect(texts(refused, '.error-summary li')).toEqual([expect.stringContaining('không có chung một mục tiêu')])
  })

  test('of scores is refused kindly, with the methods of which there is one', async () => {
    const page = await open('/compare/funnel?method=score.percent-of-5', { status: 400 })
    expect(page.title).toMatch(/^Lỗi: /)
    expect(texts(page, '.error-summary li')).toEqual([expect.stringContaining('Điểm trung bình không phải là tỷ lệ')])
    expect(texts(page, '#method option')).toContain('Tỷ lệ câu trả lời hài lòng')
    expect(page.querySelector<HTMLSelectElement>('#method')?.value).toBe('score.percent-of-5')
  })

  test('says so where there is nothing to draw', async () => {
    const page = await open('/compare/funnel?level=office')
    expect(texts(page, '.plot h2')).toEqual(['Không có đơn vị nào đủ phiếu để vẽ biểu đồ phễu'])
    expect(page.querySelector('svg.funnel')).toBeNull()
    expect(rowsOf(page, '#funnel-table')).toHaveLength(1)
  })

  test('is a file with unrounded numbers, which says the same and hides the same', async () => {
    const rows = await fileRows('/compare/funnel.csv?centre=mean&for=plain')
    const page = await open('/compare/funnel?centre=mean')
    expect(rows).toHaveLength(PICTURED + 2)
    const shown = new Map(rowsOf(page, '#funnel-table').map((row) => [row[0], row]))
    for (const row of rows) {
      const [, , , size, index, inner] = shown.get(row['name-vi']) ?? []
      if (row['hidden'] === '') {
        const vi = (value = '', decimals = 2): string => Number(value).toFixed(decimals).replace('.', ',')
        expect([index, inner]).toEqual([`${vi(row['index'])} %`, `${vi(row['lower-95'])} – ${vi(row['upper-95'])}`])
        expect(size).toBe(vi(row['effective-size'], Number(row['effective-size']) < 100 ? 1 : 0))
        expect(row['centre']).toBe('mean')
      } else {
        const told = ['effective-size', 'index', 'lower-95', 'upper-99.8', 'place', 'shrunken'].map((key) => row[key])
        expect(told).toEqual(['', '', '', '', '', ''])
      }
    }
    expect((await inspector.get('/compare/funnel.csv?method=score.percent-of-5')).status).toBe(400)
  })
})

describe('the heat map', () => {
  test('has a cell for each factor of each unit, the lowest unit first, and says which factor is lowest', async () => {
    const page = await open('/compare/heat-map')
    expect(texts(page, '.finding').join(' ')).toBe(
      'Yếu tố thấp nhất ở nhiều đơn vị nhất: F2 Thủ tục hành chính, 24 trong 24 đơn vị. ' +
        'Ô thấp nhất: Xã <Tân Phú> 1, F2 Thủ tục hành chính, 65,00 %.',
    )
    expect(texts(page, '#heat-table thead th')).toEqual([
      'Đơn vị',
      'F1 Tiếp cận dịch vụ',
      'F2 Thủ tục hành chính',
      'F3 Công chức trực tiếp giải quyết công việc',
      'F4 Kết quả dịch vụ',
      'F5 Tiếp nhận, xử lý góp ý, phản ánh, kiến nghị',
      'Chỉ số hài lòng',
    ])
    const rows = rowsOf(page, '#heat-table')
    expect(rows[0]).toEqual(['Xã <Tân Phú> 1 100 phiếu', '70,00', '65,00', '70,00', '70,00', '70,00', '69,00'])
    const indices = rows.slice(0, PICTURED).map((row) => Number(row.at(-1)?.replace(',', '.')))
    expect(indices).toEqual(indices.toSorted((a, b) => a - b))
    expect(rows.slice(-2)).toEqual([
      ['Xã <Tân Phú> 25 3 phiếu', 'không công bố vì có quá ít phiếu'],
      ['Xã <Tân Phú> 26 0 phiếu', 'chưa có phiếu'],
    ])
  })

  test('is sorted by the column whose head was followed', async () => {
    const page = await open('/compare/heat-map?sort=-F2&field=dat-dai')
    expect(texts(page, '[aria-sort=descending]')).toEqual(['F2 Thủ tục hành chính'])
    const column = rowsOf(page, '#heat-table').map((row) => Number(row[2]?.replace(',', '.')))
    expect(column.slice(0, PICTURED)).toEqual(column.slice(0, PICTURED).toSorted((a, b) => b - a))
    expect(linksOf(page, '#heat-table thead a')).toContain(
      '/compare/heat-map?from=2025-12&to=2026-11&field=dat-dai&sort=F3',
    )
    await open('/compare/heat-map?sort=F9', { status: 400 })
    await open('/compare/heat-map?sort=F1.2', { status: 400 })
  })

  test('says in its key what each colour means, and colours every cell accordingly', async () => {
    const page = await open('/compare/heat-map')
    const classes = texts(page, '.heat-key li').slice(0, 5)
    const numbers = classes.map((text) => [...text.matchAll(/\d+/g)].map(([number]) => Number(number)))
    expect(classes[0]).toBe(`dưới ${numbers[0]?.[0] ?? ''}`)
    expect(classes[4]).toBe(`từ ${numbers[4]?.[0] ?? ''}`)
    const bounds = [0, ...numbers.slice(1, 4).map(([from = 0]) => from), numbers[4]?.[0] ?? 0, 101]
    const cells = [...page.querySelectorAll('td.heat:not(.heat--hidden)')]
    expect(cells).toHaveLength(5 * PICTURED - 2)
    for (const cell of cells) {
      const value = Number(cell.textContent.trim().replace(',', '.'))
      const kind = Number(/^heat heat--([1-5])$/.exec(cell.className)?.[1])
      expect([value, value >= (bounds[kind - 1] ?? 200), value < (bounds[kind] ?? 0)]).toEqual([value, true, true])
    }
  })

  test('leads from a unit and from its cells to its dashboard with the same answers', async () => {
    const page = await open('/compare/heat-map?from=2026-08&to=2026-08&field=dat-dai')
    const href = '/agencies/xa-24?from=2026-08-01&to=2026-08-31&field=dat-dai'
    expect(linksOf(page, '#heat-table th[scope=row] a')).toContain(href)
    expect(linksOf(page, '#heat-table td a')).toContain(`${href}#factors`)
    expect((await open(href)).querySelector('#factors')).not.toBeNull()
  })

  test('goes down to criteria where there are more of them than factors', async () => {
    expect(texts(await open('/compare/heat-map'), '.verdicts a')).toEqual([])
    const factors = await open('/compare/heat-map?level=department')
    const [, criteria = ''] = linksOf(factors, '.verdicts a')
    const page = await open(criteria)
    expect(texts(page, '.heat-table__group')).toEqual(
      ['F1', 'F2', 'F3', 'F4', 'F5'].map((one) => `${one} Yếu tố ${one}`),
    )
    expect([...page.querySelectorAll('.heat-table__group')].map((head) => head.getAttribute('colspan'))).toEqual([
      ...['3', '1', '1', '1', '1'],
    ])
    expect(rowsOf(page, '#heat-table')[0]?.slice(1)).toEqual([
      '100,0',
      '75,0',
      '100,0',
      '100,0',
      '100,0',
      '100,0',
      '75,0',
      '92,86',
    ])
    expect(texts(page, '.heat-codes dt')).toEqual(['F1.1', 'F1.2', 'F1.3', 'F2.1', 'F3.1', 'F4.1', 'F5.1'])
    expect(linksOf(page, '.downloads a').every((href) => href.includes('depth=criterion'))).toBe(true)
  })

  test('hatches what is hidden, with its reason for who does not see it', async () => {
    const page = await open('/compare/heat-map')
    const hatched = [...page.querySelectorAll('td.heat--hidden')]
    expect(hatched.map((cell) => cell.querySelector('.visually-hidden')?.textContent)).toEqual([
      'không công bố để không suy ra được nhóm khác',
      'không công bố vì khoảng tin cậy quá rộng',
    ])
    for (const cell of hatched) {
      expect(cell.closest('tr')?.querySelector('th')?.textContent).toContain('Xã <Tân Phú> 2')
      expect(cell.querySelector('.visually-hidden')?.textContent).toBe(cell.getAttribute('title'))
      expect(cell.outerHTML).not.toMatch(/\d/)
    }
    expect(page.body.textContent).toContain('Ô gạch chéo không công bố: dưới 5 phiếu')
  })

  test('is a file with the number of answers of each cell, which hides what the page hides', async () => {
    const rows = await fileRows('/compare/heat-map.csv?level=department&depth=criterion')
    expect(rows).toHaveLength(2)
    expect(rows[0]).toMatchObject({
      ...{ agency: 'so-noi-vu', respondents: '80', hidden: '' },
      ...{ 'F1.2': '75', 'F1.2-respondents': '80', 'F1.2-hidden': '' },
    })
    const hidden = (await fileRows('/compare/heat-map.csv')).filter((row) => row['hidden'] !== '')
    expect(hidden.map(({ agency, F1, 'F1-respondents': n }) => [agency, F1, n])).toEqual([
      ['xa-it', '', ''],
      ['xa-moi', '', ''],
    ])
    const excel = await inspector.get('/compare/heat-map.csv?for=excel')
    expect(excel.text.startsWith('\uFEFF')).toBe(true)
    expect(excel.headers['content-disposition']).toContain('heat-map_commune_2025-12_2026-11.csv')
    expect((await inspector.get('/compare/heat-map.csv?for=x')).status).toBe(400)
  })
})

test('whoever sees one agency sees no other in the pictures', async () => {
  const officer = (await signedInBrowser(platform, { grants: agencyGrant('xa-09') })).browser
  for (const page of ['/compare/funnel', '/compare/heat-map']) {
    const links = linksOf(await open(page, { browser: officer }), 'main a[href^="/agencies/"]')
    expect(new Set(links.map((href) => href.replace(/\?.*/, '')))).toEqual(new Set(['/agencies/xa-09']))
    expect((await fileRows(`${page}.csv`, officer)).map(({ agency }) => agency)).toEqual(['xa-09'])
  }
})
