import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { JSDOM } from 'jsdom'
import { anAgency } from '../fixtures/agency.ts'
import { openComparedPlatform } from '../fixtures/compared-platform.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let inspector: StaffBrowser
beforeAll(async () => {
  platform = await openComparedPlatform()
  inspector = (await signedInBrowser(platform)).browser
})
afterAll(() => platform.close())

async function open(address: string, { status = 200, browser = inspector } = {}): Promise<Document> {
  const answer = await browser.get(address)
  expect([address, answer.status]).toEqual([address, status])
  return new JSDOM(answer.text).window.document
}
const texts = (page: ParentNode, selector: string): string[] =>
  [...page.querySelectorAll(selector)].map(({ textContent }) => textContent.replace(/\s+/g, ' ').trim())
const units = (page: Document): string[] => texts(page, '.units tbody th a')
const text = (page: Document): string => page.body.textContent.replace(/\s+/g, ' ')
const rowOf = (page: Document, name: string): Element => {
  const row = [...page.querySelectorAll('.units tbody tr')].find((one) => one.querySelector('a')?.textContent === name)
  if (!row) throw new Error(`no row ${name}`)
  return row
}
const linkOf = (page: Document, label: string): string => {
  const link = [...page.querySelectorAll('main a')].find(({ textContent }) => textContent.trim() === label)
  return link?.getAttribute('href') ?? `no link ${label}`
}
const chosen = (page: Document): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...[...page.querySelectorAll<HTMLSelectElement>('.choose select')].map(({ name, value }) => [name, value]),
    ...[...page.querySelectorAll<HTMLInputElement>('.choose input')].map(({ name, value }) => [name, value]),
  ]) as Record<string, string>
const fileRows = async (address: string): Promise<readonly Record<string, string>[]> => {
  const answer = await inspector.get(address)
  expect(answer.status).toBe(200)
  return parse(answer.text, { columns: true, bom: true })
}

const DEPARTMENTS = '/compare?level=department'

describe('the units of a level', () => {
  test('stand in the order of their ranks, those without figures last, with what each proves', async () => {
    const page = await open(DEPARTMENTS)
    expect(page.querySelector('h1')?.textContent).toBe('Sở, ngành: so sánh, 12/2025 – 11/2026')
    expect(units(page)).toEqual(['Sở <Y tế>', 'Sở Nội vụ', 'Sở Xây dựng', 'Sở mới', 'Sở Văn hóa'])
    expect(texts(page, '.units__verdict')).toEqual(['đạt', 'chưa đủ căn cứ con số chưa đạt', 'chưa đạt'])
    expect(texts(page, '.units__rank')).toEqual(['1/3 1', '2/3 2', '3/3 3'])
    expect(texts(page, '.units__group')).toEqual(['1', '2', '3'])
  })

  test('are summed up in whole sentences, also where a count is none', async () => {
    const [verdicts, others] = texts(await open(DEPARTMENTS), '.finding')
    expect(verdicts).toBe(
      'Trong 5 đơn vị, 1 đơn vị chắc chắn chưa đạt mục tiêu: Sở Xây dựng. 1 đơn vị chắc chắn đạt. ' +
        '1 đơn vị chưa đủ căn cứ kết luận. 2 đơn vị không công bố.',
    )
    expect(others).toBe(
      'Đứng đầu chỉ có thể là Sở <Y tế>. 1 đơn vị giảm rõ rệt so với kỳ trước: Sở Xây dựng. ' +
        'Không đơn vị nào tăng rõ rệt so với kỳ trước.',
    )
    expect(texts(await open('/compare?level=commune'), '.finding')).toEqual([
      'Trong 2 đơn vị, không đơn vị nào chắc chắn chưa đạt mục tiêu. Chưa đơn vị nào chắc chắn đạt. ' +
        '2 đơn vị chưa đủ căn cứ kết luận. Kết quả của mọi đơn vị đều được công bố.',
      'Chưa thể nói đơn vị nào đứng đầu: 2 trong 2 đơn vị được xếp hạng đều có thể là nơi cao nhất.',
    ])
  })

  test('with the same figure share a rank and a group', async () => {
    const page = await open('/compare?level=commune')
    expect(texts(page, '.units__rank')).toEqual(['1/2 1 – 2', '1/2 1 – 2'])
    expect(texts(page, '.units__group')).toEqual(['1', '1'])
  })

  test('that are hidden say why, have no number and no rank', async () => {
    const page = await open(DEPARTMENTS)
    for (const [name, words] of [
      ['Sở Văn hóa', 'không công bố vì có quá ít phiếu'],
      ['Sở mới', 'chưa có phiếu'],
    ] as const) {
      const row = rowOf(page, name)
      expect(texts(row, '.figure__hidden')).toEqual([words])
      expect(row.querySelectorAll('[data-value], [data-lower], .units__rank')).toHaveLength(0)
      expect(row.textContent).not.toContain('%')
    }
  })

  test('say what changed beyond chance in words and with a mark', async () => {
    const page = await open(DEPARTMENTS)
    const change = rowOf(page, 'Sở Xây dựng').querySelector('.units__change')
    expect(change?.querySelector('.units__sure')?.textContent.trim()).toBe('giảm rõ rệt')
    expect(change?.querySelector('.units__sure svg')).not.toBeNull()
    expect(change?.textContent).toContain('−25,00')
    expect(texts(rowOf(page, 'Sở Nội vụ'), '.units__change')).toEqual(['kỳ trước không có phiếu'])
  })

  test('have their own targets in a column where these differ, and on the axis where they do not', async () => {
    expect(texts(rowOf(await open(DEPARTMENTS), 'Sở Xây dựng'), '[data-label="Mục tiêu"]')).toEqual(['92,5 %'])
    const communes = await open('/compare?level=commune')
    expect(communes.querySelector('[data-label="Mục tiêu"]')).toBeNull()
    expect(texts(communes, '.axis')).toEqual([expect.stringContaining('mục tiêu 95 %')])
  })

  test('have a response rate where it is known, and one note for each reason why others have none', async () => {
    const page = await open(DEPARTMENTS)
    expect(rowOf(page, 'Sở <Y tế>').textContent).toContain('40,0 % của 1.000 lượt')
    expect(rowOf(page, 'Sở Nội vụ').textContent).not.toContain('lượt')
    for (const sentence of [
      '1 đơn vị không có tỷ lệ trả lời vì chưa nhập số lượt giao dịch.',
      '1 đơn vị không có tỷ lệ trả lời vì có tháng có phiếu nhưng thiếu số lượt giao dịch.',
      'Ở 1 đơn vị, số phiếu nhiều hơn số lượt giao dịch',
    ])
      expect(text(page)).toContain(sentence)
    expect(text(await open('/compare?level=commune'))).toContain('Chưa nhập số lượt giao dịch của các đơn vị này')
  })

  test('say how the table is read, by which method, and up to when', async () => {
    const about = texts(await open(DEPARTMENTS), '.reading').join(' ')
    for (const words of [
      'Khoảng thứ hạng',
      'Benjamini–Hochberg',
      '12/2024 – 11/2025',
      '(index.pooled)',
      'dưới 5 phiếu',
    ])
      expect(about).toContain(words)
    expect(about).toContain('Phiếu được tính đến 08:00 ngày 23/11/2026 hoặc muộn hơn.')
  })
})

describe('an address', () => {
  test('without a level shows the first that has two units, communes before departments', async () => {
    expect(units(await open('/compare'))).toEqual(['Xã Đất Đỏ', 'Xã Tân Phú'])
    expect(units(await open('/compare?under=xa-a'))).toEqual(['Xã phong-1', 'Xã phong-2'])
  })

  test.each([
    ['under=xa-a&level=office', 'Phòng, chi nhánh thuộc Xã Đất Đỏ'],
    ['level=department&from=2026-08&to=2026-08', 'Sở, ngành: so sánh, 08/2026 – 08/2026'],
    ['level=department&from=08/2026&to=9/2026', 'Sở, ngành: so sánh, 08/2026 – 09/2026'],
    ['level=department&step=submission', 'Cảnh báo sớm: Phiếu khảo sát tại quầy'],
    ['level=department&field=ho-tich', 'lĩnh vực Lĩnh vực ho-tich'],
    ['level=department&method=score.percent-of-5', '(score.percent-of-5)'],
    ['level=department&flagged=out', 'Không tính các phiếu cần xem xét'],
    ['level=department&questionnaire=counter/1', 'Phiếu khảo sát tại quầy, phiên bản 1'],
    ['level=department&view=as-it-was', 'Sở, ngành: so sánh'],
  ])('with %s shows what it says, and its form says the same', async (query, words) => {
    const page = await open(`/compare?${query}`)
    expect(text(page)).toContain(words)
    for (const [name, value] of new URLSearchParams(query)) {
      const month = /^(\d{4})-(\d{2})$/.exec(value)
      const shown = month ? `${month[2] ?? ''}/${month[1] ?? ''}` : value.replace(/^(\d)\//, '0$1/')
      if (name !== 'questionnaire') expect([name, chosen(page)[name]]).toEqual([name, shown])
    }
    const kept = new URL(linkOf(page, 'Biểu đồ phễu'), 'http://x').searchParams
    for (const name of new URLSearchParams(query).keys()) expect(kept.get(name)).not.toBeNull()
  })

  test('that leaves out flagged responses counts the others', async () => {
    const of = async (flagged: string): Promise<string | undefined> =>
      texts(rowOf(await open(`${DEPARTMENTS}&flagged=${flagged}`), 'Sở <Y tế>'), '.number')[0]
    expect([await of('in'), await of('out')]).toEqual(['400 40,0 % của 1.000 lượt', '380 38,0 % của 1.000 lượt'])
  })

  test.each([
    ['level=village', 'Không có loại đơn vị “village”'],
    ['view=later', 'Cách xem “later” không đúng'],
    ['step=both', 'Bước “both” không đúng'],
    ['method=mean', 'Không tính được theo cách “mean”'],
    ['flagged=some', '“some” không đúng'],
    ['field=water', 'Không có lĩnh vực “water”'],
    ['from=2026-13', 'Từ tháng: không có tháng như vậy'],
    ['to=x', 'Đến hết tháng: không có tháng như vậy'],
    ['to=2026-12', 'Đến hết tháng: muộn nhất là tháng này'],
    ['from=2026-10&to=2026-09', 'Từ tháng phải không muộn hơn'],
    ['from=1999-01', 'Một lần so sánh được nhiều nhất'],
    ['sort=colour', 'Không sắp xếp được theo “colour”'],
    ['verdict=good', 'Không có kết luận “good”'],
    ['page=0', 'Không có trang “0”'],
    ['colour=red', 'Địa chỉ có phần không hiểu được: “colour”'],
    ['level=department&level=commune', 'Không có loại đơn vị “department commune”'],
  ])('with %s is refused on a page that keeps everything else', async (wrong, words) => {
    const kept = { under: 'tinh', questionnaire: 'counter', q: 'sở', sort: '-index', verdict: 'met' }
    const names = new Set(new URLSearchParams(wrong).keys())
    const others = Object.entries(kept).filter(([name]) => !names.has(name))
    const page = await open(`/compare?${new URLSearchParams(others).toString()}&${wrong}`, { status: 400 })
    expect(texts(page, '.error-summary li')).toEqual([expect.stringContaining(words)])
    expect(page.title).toMatch(/^Lỗi: /)
    expect(chosen(page)).toMatchObject(Object.fromEntries(others))
    for (const [name, value] of new URLSearchParams(wrong)) {
      if (['from', 'to'].includes(name))
        expect(page.querySelector<HTMLInputElement>(`#${name}`)?.value).toContain(
          value.replace(/^(\d{4})-(0\d|1[0-2])$/, '$2/$1'),
        )
    }
  })

  test('says everything that is wrong at once', async () => {
    const page = await open('/compare?level=x&from=y&sort=z&w=1', { status: 400 })
    expect(texts(page, '.error-summary li')).toHaveLength(3)
  })

  test('that names what is not there is not found', async () => {
    await open('/compare?under=nowhere', { status: 404 })
    await open('/compare?questionnaire=nothing', { status: 404 })
  })

  test('with months without any answer shows units without figures and without a rank', async () => {
    const page = await open(`${DEPARTMENTS}&from=2024-01&to=2024-02`)
    expect(texts(page, '.figure__hidden')).toEqual(Array.from({ length: 5 }, () => 'chưa có phiếu'))
    expect(page.querySelectorAll('.units__rank')).toHaveLength(0)
  })

  test('of a level without units says so', async () => {
    const page = await open('/compare?under=xa-a&level=department')
    expect(text(page)).toContain('Không có đơn vị nào thuộc loại này ở nơi đã chọn.')
    expect([units(page), texts(page, '.finding')]).toEqual([[], []])
  })
})

describe('sorting, filtering and searching', () => {
  const ranks = (page: Document): Readonly<Record<string, string | undefined>> =>
    Object.fromEntries(
      [...page.querySelectorAll('.units tbody tr')].map((row) => [
        row.querySelector('a')?.textContent ?? '',
        texts(row, '.units__rank, .units__group').join(),
      ]),
    )

  test.each([
    ['name', 'Sở <Y tế>,Sở mới,Sở Nội vụ,Sở Văn hóa,Sở Xây dựng', 'ascending'],
    ['-name', 'Sở Xây dựng,Sở Văn hóa,Sở Nội vụ,Sở mới,Sở <Y tế>', 'descending'],
    ['responses', 'Sở <Y tế>,Sở Xây dựng,Sở Nội vụ,Sở Văn hóa,Sở mới', 'descending'],
    ['index', 'Sở <Y tế>,Sở Nội vụ,Sở Xây dựng,Sở mới,Sở Văn hóa', 'descending'],
    ['-index', 'Sở Xây dựng,Sở Nội vụ,Sở <Y tế>,Sở mới,Sở Văn hóa', 'ascending'],
    ['-rank', 'Sở Xây dựng,Sở Nội vụ,Sở <Y tế>,Sở mới,Sở Văn hóa', 'descending'],
    ['change', 'Sở Xây dựng,Sở <Y tế>,Sở mới,Sở Nội vụ,Sở Văn hóa', 'ascending'],
  ])('by %s puts rows in order and leaves every rank as it is', async (sort, order, direction) => {
    const page = await open(`${DEPARTMENTS}&sort=${sort}`)
    expect(units(page).join()).toBe(order)
    expect(ranks(page)).toEqual(ranks(await open(DEPARTMENTS)))
    expect([...page.querySelectorAll('[aria-sort]')].map((head) => head.getAttribute('aria-sort'))).toEqual([direction])
  })

  test('is done by links in the heads, which turn the order round and keep everything else', async () => {
    const page = await open(`${DEPARTMENTS}&from=2026-08&verdict=not-met&q=so&flagged=out`)
    const { searchParams } = new URL(linkOf(page, 'Chỉ số hài lòng'), 'http://x')
    expect(Object.fromEntries(searchParams)).toEqual({
      ...{ level: 'department', from: '2026-08', to: '2026-11', flagged: 'out' },
      ...{ q: 'so', sort: 'index', verdict: 'not-met' },
    })
    const sorted = await open(`${DEPARTMENTS}&sort=index`)
    expect(linkOf(sorted, 'Chỉ số hài lòng')).toContain('sort=-index')
  })

  test('by name leaves units whose name holds all the words, typed without marks, and no rank changes', async () => {
    const page = await open(`${DEPARTMENTS}&q=noi so`)
    expect(units(page)).toEqual(['Sở Nội vụ'])
    expect(texts(page, '.units__rank')).toEqual(['2/3 2'])
    expect(texts(page, 'caption')).toEqual(['Đơn vị được hiện: 1 trong 5. Chỉ những đơn vị có tên chứa “noi so”.'])
    expect(texts(page, '.finding')).toEqual(texts(await open(DEPARTMENTS), '.finding'))
    expect(units(await open(`${DEPARTMENTS}&q=department so-moi`))).toEqual(['Sở mới'])
    expect(text(await open(`${DEPARTMENTS}&q=zzz`))).toContain('Không còn đơn vị nào theo lựa chọn này.')
  })

  test('by name keeps all that the address says', async () => {
    const page = await open(`${DEPARTMENTS}&from=2026-08&sort=-index&verdict=met&step=return`)
    const form = page.querySelector('form[role=search]')
    const fields = [...(form?.querySelectorAll('input') ?? [])].map(({ name, value }) => [name, value])
    expect(Object.fromEntries(fields)).toEqual({
      ...{ level: 'department', from: '2026-08', to: '2026-11', sort: '-index', verdict: 'met', q: '' },
    })
  })

  test('by verdict leaves the units that prove it, as the sentence counts them', async () => {
    const page = await open(DEPARTMENTS)
    const links = texts(page, '.verdicts a')
    expect(links).toEqual(['Chưa đạt: 1', 'Chưa đủ căn cứ: 1', 'Đạt: 1', 'Không công bố: 2'])
    for (const [label, names] of [
      ['Chưa đạt: 1', ['Sở Xây dựng']],
      ['Không công bố: 2', ['Sở mới', 'Sở Văn hóa']],
    ] as const) {
      expect(units(await open(linkOf(page, label)))).toEqual(names)
    }
  })

  test('stays when other months are chosen', async () => {
    const page = await open(`${DEPARTMENTS}&sort=name&q=so&verdict=met`)
    for (const address of [linkOf(page, 'Tháng trước')]) {
      const { searchParams } = new URL(address, 'http://x')
      expect([searchParams.get('sort'), searchParams.get('q'), searchParams.get('verdict')]).toEqual([
        'name',
        'so',
        'met',
      ])
    }
    expect(chosen(page)).toMatchObject({ sort: 'name', q: 'so', verdict: 'met' })
  })
})

describe('the file', () => {
  const SAME = [
    ['index', '.figure__index', 'data-value'],
    ['lower', '.figure__interval', 'data-lower'],
    ['upper', '.figure__interval', 'data-upper'],
    ['rank', '.units__rank', 'data-value'],
    ['rank-best', '.units__rank', 'data-lower'],
    ['rank-worst', '.units__rank', 'data-upper'],
    ['group', '.units__group', 'data-value'],
    ['change', '.units__change', 'data-value'],
    ['change-lower', '.units__change', 'data-lower'],
    ['change-upper', '.units__change', 'data-upper'],
  ] as const

  test.each(['level=department', 'level=commune', 'level=department&flagged=out&method=index.direct'])(
    'of %s equals the page cell by cell, unrounded',
    async (query) => {
      const page = await open(`/compare?${query}`)
      const rows = await fileRows(`/compare/units.csv?${query}`)
      expect(rows.map((row) => row['name-vi']).sort()).toEqual(units(page).sort())
      for (const row of rows) {
        const shown = rowOf(page, row['name-vi'] ?? '')
        for (const [column, selector, attribute] of SAME) {
          const cell = shown.querySelector(selector)?.getAttribute(attribute) ?? ''
          expect([row['agency'], column, row[column]]).toEqual([row['agency'], column, cell])
        }
        expect(texts(shown, '.number')[0]?.split(' ')[0]?.replace('.', '')).toBe(row['respondents'])
      }
    },
  )

  test('says why a figure is blank, and what every row was counted by', async () => {
    const rows = await fileRows('/compare/units.csv?level=department&from=2026-08')
    const of = (agency: string) => rows.find((row) => row['agency'] === agency)
    expect(of('so-van-hoa')).toMatchObject({ respondents: '3', index: '', rank: '', hidden: 'too-few' })
    expect(of('so-y-te')).toMatchObject({
      ...{ level: 'department', under: '', from: '2026-08', to: '2026-11', view: 'as-it-is', step: 'return' },
      ...{ questionnaire: 'counter', method: 'index.pooled', flagged: 'in', 'flagged-responses': '20' },
      ...{ transactions: '1000', reading: 'reached', evidence: 'met', target: '95', hidden: '' },
    })
    expect(of('so-xay-dung')).toMatchObject({ target: '92.5', evidence: 'not met' })
  })

  test('is saved under a name that tells agency, level and months', async () => {
    for (const [query, name] of [
      ['level=department&from=2026-08&to=2026-10', 'comparison_department_2026-08_2026-10.csv'],
      ['under=xa-a&from=2026-08&for=xlsx', 'xa-a_comparison_office_2026-08_2026-11.xlsx'],
      ['level=commune&from=2026-08&step=submission&for=ndjson', 'comparison_commune_2026-08_2026-11_submission.ndjson'],
      ['level=commune&from=2026-08&field=ho-tich', 'comparison_commune_2026-08_2026-11_ho-tich.csv'],
    ] as const) {
      const { headers } = await inspector.get(`/compare/units.csv?${query}`)
      expect(headers['content-disposition']?.replaceAll('"', '')).toBe(`attachment; filename=${name}`)
      expect(headers['cache-control']).toBe('private, no-store')
    }
  })

  test('comes in four forms, and refuses any other', async () => {
    const plain = await inspector.get('/compare/units.csv?level=department&for=plain')
    const excel = await inspector.get('/compare/units.csv?level=department&for=excel')
    expect(excel.text).toBe(`\ufeff${plain.text}`)
    const lines = (await inspector.download('/compare/units.csv?level=department&for=ndjson')).toString().trim()
    expect(lines.split('\n').map((line) => (JSON.parse(line) as { agency: string }).agency)).toHaveLength(5)
    const refused = await open('/compare/units.csv?level=department&for=pdf', { status: 400 })
    expect(texts(refused, '.error-summary li')).toEqual([expect.stringContaining('excel, plain, ndjson, xlsx')])
    expect(chosen(refused)).not.toHaveProperty('for')
  })

  test('holds all units whatever the page leaves, so the looks of a page are no part of its address', async () => {
    const page = await open(`${DEPARTMENTS}&q=noi&sort=name`)
    const address = linkOf(page, 'CSV cho phần mềm khác')
    expect(await fileRows(address)).toHaveLength(5)
    await open('/compare/units.csv?level=department&q=noi', { status: 400 })
  })
})

describe('an account of one agency', () => {
  test('sees the units below it and no others', async () => {
    const { browser } = await signedInBrowser(platform, { grants: agencyGrant('xa-a') })
    const page = await open('/compare', { browser })
    expect(units(page)).toEqual(['Xã phong-1', 'Xã phong-2'])
    expect(page.body.textContent).not.toMatch(/Tân Phú|Sở Nội vụ/)
    expect(texts(page, '#under option')).toEqual(['Tất cả những nơi được xem', 'Xã Đất Đỏ'])
    const file = await browser.get('/compare/units.csv?level=commune')
    expect(parse(file.text, { columns: true })).toHaveLength(1)
    await open('/compare?under=tinh', { status: 403, browser })
    await open('/compare/units.csv?under=xa-b', { status: 403, browser })
    await open('/compare?level=department', { browser })
  })

  test('with nothing to compare is told so, and finds its own row', async () => {
    const { browser } = await signedInBrowser(platform, { grants: agencyGrant('xa-b') })
    const page = await open('/compare', { browser })
    expect(texts(page, '.finding')).toEqual([
      'Ở đây chỉ xem được một đơn vị là Xã Tân Phú, nên không có đơn vị nào khác để so sánh. ' +
        'Bảng dưới đây là kết quả của riêng đơn vị này.',
    ])
    expect(linkOf(page, 'Xã Tân Phú')).toMatch(/^\/agencies\/xa-b\?/)
  })

  test('of an administrator or inspector sees all', async () => {
    const { browser } = await signedInBrowser(platform, { grants: ADMINISTRATOR })
    expect(units(await open(DEPARTMENTS, { browser }))).toHaveLength(5)
  })
})

test('in English everything is said in English', async () => {
  const page = await open(`${DEPARTMENTS}&lang=en`)
  expect(units(page)).toContain('Department so-y-te')
  expect(texts(page, '.finding')[0]).toBe(
    'Of 5 units, 1 miss the target beyond doubt: Department so-xay-dung. Beyond doubt at or above target: 1. ' +
      'Cannot tell yet: 1. Suppressed: 2.',
  )
  expect(rowOf(page, 'Department so-xay-dung').textContent).toContain('clearly down')
  expect(texts(page, '.units__verdict')).toEqual(['met', 'cannot tell yet number: not met', 'not met'])
  await open(`${DEPARTMENTS}&lang=vi`)
})

test('hundreds of units come on pages of 600, and the second says which they are', async () => {
  const codes = Array.from({ length: 605 }, (_, i) => `xa-${String(i).padStart(3, '0')}`)
  const large = await openPlatform({ directory: { agencies: codes.map((code) => anAgency(code)) } })
  const { browser } = await signedInBrowser(large)
  const [first, second] = [await open('/compare', { browser }), await open('/compare?page=2', { browser })]
  expect([units(first).length, units(second).length]).toEqual([600, 5])
  expect(texts(second, 'caption')).toEqual(['Đơn vị được hiện: 605 trong 605. Trang 2: đơn vị thứ 601 đến 605.'])
  expect(texts(first, 'nav.tabs a[href*="page="]')).toEqual(['1', '2'])
  expect(units(await open('/compare?page=99', { browser }))).toHaveLength(5)
  await large.close()
})
