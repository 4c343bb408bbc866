import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import request from 'supertest'
import { loadLanguages } from '../../server/web/language.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openDataLines, openOpenDataPlatform, pageOf, type OpenDataLine } from '../fixtures/open-data.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ROOT } from '../fixtures/source-file.ts'
import { bytesOf, staffBrowser } from '../fixtures/staff-browser.ts'

const FILES = ['results.csv', 'results-excel.csv', 'results.ndjson', 'results-2026.csv']
const DESCRIPTIONS = ['schema.json', 'datapackage.json']
const { t } = loadLanguages(join(ROOT, 'views/messages')).get('vi')

/** How cells of a type are written. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  string: /./,
  integer: /^\d+$/,
  number: /^\d+(\.\d+)?(e-\d+)?$/,
  date: /^\d{4}-\d\d-\d\d$/,
}

/** A column as schema.json describes it. */
interface Field {
  readonly name: string
  readonly type: string
  readonly description: string
  readonly descriptions: Readonly<Record<string, string>>
  /** What its values mean, by value and language. */
  readonly values?: Readonly<Record<string, Readonly<Record<string, string>>>>
  readonly constraints: {
    readonly required: boolean
    readonly enum?: readonly string[]
    readonly pattern?: string
    readonly minimum?: number
    readonly maximum?: number
  }
}

const path = (file: string): string => `/open-data/${file}`
describe('the open data', () => {
  let platform: Platform
  let lines: readonly OpenDataLine[]
  let fields: readonly Field[]
  beforeAll(async () => {
    platform = await openOpenDataPlatform()
    lines = await openDataLines(platform)
    fields = ((await get(path('schema.json'))).body as { fields: Field[] }).fields
  })
  afterAll(async () => {
    await platform.close()
  })

  const get = (address: string): request.Test => request(platform.app).get(address)
  describe.each(['/open-data', ...[...FILES, ...DESCRIPTIONS].map(path)])('%s', (address) => {
    test('asks for no sign-in, sets no cookie, and may be kept by anybody for five minutes', async () => {
      const answer = await get(address).set('Cookie', 'hailong_session=made-up')
      expect(answer.status).toBe(200)
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.headers['cache-control']).toMatch(/^public, max-age=(300|2\d\d|\d\d?)$/)
      expect(answer.headers['vary']).toBe('Accept-Encoding')
      expect(answer.headers['content-security-policy']).toContain("default-src 'none'")
    })

    test('is the same compressed and plain, and has the same head when only that is asked for', async () => {
      const unpacked = await staffBrowser(platform).download(address)
      const plain = await get(address).set('Accept-Encoding', 'identity').buffer(true).parse(bytesOf)
      expect(plain.headers['content-encoding']).toBeUndefined()
      expect((plain.body as Buffer).equals(unpacked)).toBe(true)
      for (const encoding of ['gzip', 'identity']) {
        const whole = await get(address).set('Accept-Encoding', encoding)
        const head = await request(platform.app).head(address).set('Accept-Encoding', encoding)
        expect(head.status).toBe(200)
        expect(head.text).toBeUndefined()
        for (const name of ['content-type', 'content-encoding', 'etag', 'cache-control', 'content-disposition']) {
          expect(head.headers[name]).toBe(whole.headers[name])
        }
      }
    })
  })

  test.each(FILES)('%s is an attachment under its name, and is not sent to whoever has it', async (file) => {
    const answer = await get(path(file))
    const type = file.endsWith('.csv') ? 'text/csv; charset=utf-8' : 'application/x-ndjson; charset=utf-8'
    expect(answer.headers['content-type']).toBe(type)
    expect(answer.headers['content-disposition']).toBe(`attachment; filename=${file}`)
    const etag = answer.headers['etag'] ?? ''
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/)
    const again = await get(path(file)).set('If-None-Match', etag)
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await get(path(file)).set('If-None-Match', 'W/"other"')).status).toBe(200)
  })

  test.each([
    'results-2023.csv',
    'results.xlsx',
    'results',
    'results-26.csv',
    '__proto__',
    'constructor',
    '..%2Fx',
    '%00',
  ])('%s is no file', async (file) => {
    const answer = await get(path(file))
    expect(answer.status).toBe(404)
    expect(answer.headers['cache-control'] ?? '').not.toContain('public')
  })

  test('for Excel a byte order mark stands before the same CSV', async () => {
    const [plain, excel] = await Promise.all(FILES.slice(0, 2).map(async (file) => (await get(path(file))).text))
    expect(excel).toBe(`\ufeff${plain ?? ''}`)
    expect(plain).toMatch(/^quarter,from,to,agency,name-vi,name-en,level,parent,series,[^\n]*\r\n2024-Q4,/)
  })

  test('NDJSON has the same cells, numbers as numbers and blanks as null', async () => {
    const bytes = await staffBrowser(platform).download(path('results.ndjson'))
    const objects = bytes
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, string | number | null>)
    const asText = (object: Record<string, string | number | null>): OpenDataLine =>
      Object.fromEntries(Object.entries(object).map(([key, value]) => [key, String(value ?? '')]))
    expect(objects.map(asText)).toEqual(lines)
    const numbers = fields.filter(({ type }) => type === 'number' || type === 'integer')
    for (const object of objects) {
      for (const { name } of numbers) expect(['number', 'object']).toContain(typeof object[name])
    }
  })

  test('the years together are the whole', async () => {
    const years = await Promise.all(
      ['2024', '2025', '2026'].map((year) => openDataLines(platform, `results-${year}.csv`)),
    )
    expect(years.flat()).toEqual(lines)
    expect(new Set(years.at(-1)?.map((line) => line['quarter']))).toEqual(new Set(['2026-Q1', '2026-Q2', '2026-Q3']))
  })

  test('every agency that worked in a quarter has one row for each series answered in it, in a fixed order', () => {
    const key = ({ quarter = '', series = '', agency = '' }: OpenDataLine): string =>
      [quarter, series, agency].join(' ')
    const keys = lines.map(key)
    expect(new Set(keys).size).toBe(keys.length)
    expect(keys).toEqual(keys.toSorted())
    const inQuarter = (quarter: string, series: string): readonly (string | undefined)[] =>
      lines.filter((line) => line['quarter'] === quarter && line['series'] === series).map((line) => line['agency'])
    const all = ['so-y-te', 'tinh', 'xa-a', 'xa-b', 'xa-c', 'xa-cu']
    expect(inQuarter('2024-Q4', 'counter/1')).toEqual(all)
    expect(inQuarter('2026-Q2', 'counter/1')).toEqual(all)
    expect(inQuarter('2026-Q2', 'full/1')).toEqual(all)
    expect(inQuarter('2026-Q3', 'counter/1')).toEqual(all.filter((code) => code !== 'xa-cu'))
    expect(inQuarter('2026-Q3', 'full/1')).toEqual([])
  })

  test('the schema describes every column in their order, in both languages, and every cell is as it says', () => {
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(lines[0] ?? {}))
    for (const { name, type, description, descriptions, constraints } of fields) {
      expect(descriptions).toEqual({ vi: description, en: expect.any(String) })
      const { required, enum: values, pattern, minimum = -Infinity, maximum = Infinity } = constraints
      for (const cell of lines.map((line) => line[name] ?? '')) {
        if (cell === '') {
          expect([name, required]).toEqual([name, false])
          continue
        }
        expect(cell).toMatch(WRITTEN[type] ?? /^never$/)
        if (values) expect(values).toContain(cell)
        if (pattern !== undefined) expect(cell).toMatch(new RegExp(pattern))
        if (type === 'integer' || type === 'number') {
          expect(Number(cell)).toBeGreaterThanOrEqual(minimum)
          expect(Number(cell)).toBeLessThanOrEqual(maximum)
        }
      }
    }
    const named = new Map(fields.map((field) => [field.name, field]))
    expect(named.get('respondents')).toMatchObject({ unit: { en: 'people' }, constraints: { minimum: 30 } })
    expect(named.get('F2-lower')).toMatchObject({ unit: { en: 'percent, 0 to 100' }, constraints: { maximum: 100 } })
    expect(named.get('evidence')?.values?.['met']?.['vi']).toMatch(/^đạt/)
  })

  test('the package names its licence, and every file of it is there with the columns of the schema', async () => {
    const { licenses, resources } = (await get(path('datapackage.json'))).body as {
      licenses: unknown
      resources: { name: string; path: string; schema: string }[]
    }
    expect(licenses).toMatchObject([{ name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' }])
    expect(resources.map((one) => one.path)).toEqual(
      ['', '-2026', '-2025', '-2024'].flatMap((year) => [`results${year}.csv`, `results${year}.ndjson`]),
    )
    expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length)
    for (const { path: file, schema } of resources) {
      expect(schema).toBe('schema.json')
      expect((await get(path(file))).status).toBe(200)
    }
  })

  test.each(['vi', 'en'])('the page in %s offers every file and explains every column', async (language) => {
    const { document, text } = await pageOf(platform, `/open-data?lang=${language}`)
    const links = [...document.querySelectorAll('main a[href^="/"]')].map((link) => link.getAttribute('href') ?? '')
    for (const file of [...FILES, ...DESCRIPTIONS]) expect(links).toContain(path(file))
    for (const link of links) expect((await get(link)).status).toBe(200)
    expect(text).toContain(language === 'vi' ? 'số nguyên, đơn vị là người' : 'whole number, in people')
    const explained = [...document.querySelectorAll('dt')].map((term) => term.textContent)
    expect(explained.toSorted()).toEqual(fields.map(({ name }) => name).toSorted())
    expect(document.querySelector('a[rel=license]')?.getAttribute('href')).toContain(
      'creativecommons.org/licenses/by/4.0',
    )
    for (const words of ['CC BY 4.0', 'SIPAS', 'npm run score', 'docs/method.md', '30']) expect(text).toContain(words)
  })

  test.each(['/cong-khai', '/agencies/xa-c/public'])('%s leads there', async (address) => {
    const { document } = await pageOf(platform, `${address}?lang=en`)
    expect(document.querySelector('a[href^="/open-data"]')?.getAttribute('href')).toBe('/open-data?lang=en')
  })

  test('no file names a counter', async () => {
    for (const file of [...FILES, ...DESCRIPTIONS]) expect((await get(path(file))).text).not.toContain('xa-a-01')
  })
})

test('a name that a spreadsheet would run is guarded in CSV and plain in JSON', async () => {
  const platform = await openOpenDataPlatform()
  await platform.storage.directory.apply({
    agencies: [anAgency('xa-a', { parent: 'tinh', names: { vi: '=1+1', en: '' } })],
  })
  expect((await openDataLines(platform)).find(({ agency }) => agency === 'xa-a')).toMatchObject({ 'name-vi': "'=1+1" })
  const bytes = await staffBrowser(platform).download(path('results.ndjson'))
  expect(bytes.toString()).toContain('"name-vi":"=1+1"')
  await platform.close()
})

test('where no quarter with answers is over there is a page, and no file of results', async () => {
  const platform = await openPlatform({ directory: { agencies: [anAgency('tinh', { level: 'province' })] } })
  const { text } = await pageOf(platform, '/open-data')
  expect(text).toContain(t('open-data:files-none'))
  expect((await request(platform.app).get(path('results.csv'))).status).toBe(404)
  const answer = await request(platform.app).get(path('datapackage.json'))
  expect((answer.body as { resources: unknown[] }).resources).toEqual([])
  await platform.close()
})

test('a file that many ask for at once is sent whole to each', async () => {
  const platform = await openOpenDataPlatform()
  const answers = await Promise.all(
    Array.from({ length: 8 }, () =>
      request(platform.app).get(path('results.csv')).set('Accept-Encoding', 'gzip').buffer(true).parse(bytesOf),
    ),
  )
  const { length } = await openDataLines(platform)
  for (const { body } of answers) expect(parse(body as Buffer, { columns: true })).toHaveLength(length)
  await platform.close()
})
