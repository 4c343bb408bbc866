/// <reference lib="dom" />
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { decodeQR } from 'qr/decode.js'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const QUARTER = 'from=2026-07-01&to=2026-09-30&questionnaire=counter'
const SCRIPT = join(import.meta.dirname, '../independent/recount.js')

/** What the independent script makes of responses. */
interface Figure {
  readonly n: number
  readonly index: number
  readonly lower: number
  readonly upper: number
  readonly evidence: 'met' | 'not met' | 'cannot tell yet'
}

interface Recount {
  readonly index: Figure
  readonly overall: Figure
  readonly factors: Readonly<Record<string, Figure>>
}

/** The words of a verdict in the box of the report, and in a table. */
const WORDS = {
  vi: {
    met: ['Đạt mục tiêu 95 %', 'đạt'],
    'not met': ['Chưa đạt mục tiêu 95 %:', 'chưa đạt'],
    'cannot tell yet': ['chưa đủ căn cứ kết luận', 'chưa đủ căn cứ kết luận'],
  },
  en: {
    met: ['is met', 'met'],
    'not met': ['is not met', 'not met'],
    'cannot tell yet': ['cannot', 'cannot tell yet'],
  },
} as const
type Tongue = keyof typeof WORDS

let folder: string
let platform: Platform
let server: Server
let browser: Browser
let page: Page
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-report-'))
  platform = await openReportedPlatform()
  const { name } = await addAccount(platform.storage)
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: DESK, locale: 'vi-VN' })
  await page.goto(`${url}/sign-in`)
  await page.locator('[name=name]').fill(name)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('main button[type=submit]').click()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

/** Makes a report as an officer does, and gives its address. */
async function made(scope: string): Promise<string> {
  await page.setViewportSize(DESK)
  await page.goto(`${url}/reports/new?${scope}`)
  await page.locator('.report-preview button').click()
  return new URL(page.url()).pathname
}

/** Prints a page, and reads back what stands on its sheets. */
async function printed(path: string): Promise<{ pdf: string; size: string; sheets: readonly string[] }> {
  await page.goto(url + path)
  const pdf = join(folder, 'report.pdf')
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: false }))
  const about = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' })
  return {
    pdf,
    size: /Page size: .*\((A4)\)/.exec(about)?.[1] ?? about,
    sheets: text
      .split('\f')
      .slice(0, Number(/Pages: +(\d+)/.exec(about)?.[1]))
      .map((sheet) => sheet.normalize('NFC').replace(/\s+/g, ' ')),
  }
}

/** What the independent script makes of the responses of an agency for the quarter, as an officer downloads them. */
async function recounted(agency: string, transactions: number | null): Promise<Recount> {
  const answer = await page.request.get(`${url}/agencies/${agency}/responses.csv?${QUARTER}`)
  expect(answer.status()).toBe(200)
  const file = join(folder, 'responses.csv')
  writeFileSync(file, await answer.body())
  const against = transactions === null ? ['95'] : ['95', String(transactions)]
  return JSON.parse(execFileSync(process.execPath, [SCRIPT, file, ...against], { encoding: 'utf8' })) as Recount
}

/** A number as it is printed: rounded half up to two decimals, with the decimal sign of the language. */
function points(value: number, language: Tongue): string {
  const text = (Math.floor(value * 100 + 0.5 + 1e-9) / 100).toFixed(2)
  return language === 'vi' ? text.replace('.', ',') : text
}

describe.each([
  ['gia-hoa', null],
  ['tan-an', null],
  ['my-loc', 2700],
] as const)('the report on %s', (agency, transactions) => {
  let path: string
  let figures: Recount
  beforeAll(async () => {
    path = await made(`kind=agency&agency=${agency}&period=2026-Q3`)
    figures = await recounted(agency, transactions)
  })

  test.each(['vi', 'en'] as const)(
    'prints in %s what anybody can compute from the exported responses alone',
    async (language) => {
      const { sheets } = await printed(`${path}?lang=${language}`)
      const [first = ''] = sheets
      const { index } = figures
      const word = (value: number): string => points(value, language)
      const bounds =
        language === 'vi'
          ? `từ ${word(index.lower)} % đến ${word(index.upper)} %`
          : `${word(index.lower)} % to ${word(index.upper)} %`
      expect(first).toContain(`${word(index.index)} %`)
      expect(first).toContain(bounds)
      expect(first).toMatch(new RegExp(`(Phiếu trả lời|Responses) ${index.n} `))
      const count = transactions && new Intl.NumberFormat(language).format(transactions)
      expect(first).toMatch(new RegExp(`(Lượt giao dịch|Transactions) ${count ?? '(chưa biết|not known)'} `))
      expect(first).toContain(WORDS[language][index.evidence][0])

      const table = first.slice(first.search(/Yếu tố và tiêu chí|Factors and criteria/))
      expect(Object.keys(figures.factors)).toEqual(['F1', 'F2', 'F3', 'F4', 'F5'])
      for (const [factor, figure] of Object.entries(figures.factors)) {
        const row = new RegExp(`${factor} [^%]*?${rowOf(figure, language)}`)
        expect(table).toMatch(row)
      }
      expect(table).toMatch(new RegExp(`(Đánh giá chung|Overall) ${rowOf(figures.overall, language)}`))
    },
  )

  test('is A4 with numbered sheets, room to sign, and nothing that can only be clicked', async () => {
    const { sheets, size } = await printed(`${path}?lang=vi`)
    expect(size).toBe('A4')
    sheets.forEach((sheet, i) => {
      expect(sheet).toMatch(new RegExp(` ${i + 1} ?/ ?${sheets.length} $`))
    })
    const text = sheets.join(' ')
    for (const words of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM',
      'THỦ TRƯỞNG ĐƠN VỊ',
      'Theo tháng',
      'Số liệu từng tháng',
      'Theo tiêu chí',
    ]) {
      expect(text).toContain(words)
    }
    for (const words of ['Đăng xuất', 'Tải nội dung', 'Sửa báo cáo này', 'Ctrl+P']) expect(text).not.toContain(words)
  })

  test('carries a QR code that is read from the paper and leads to what was stored', async () => {
    const { pdf, sheets } = await printed(`${path}?lang=vi`)
    const code = path.slice(-9)
    const address = `http://hailong.test/verify/${code}`
    expect(decodeQR(lastSheet(pdf))).toBe(address)
    const digest = /SHA-256 ((?:[0-9a-f]{8} ?){8})/.exec(sheets.join(' '))?.[1]?.trim()
    await page.goto(url + new URL(address).pathname)
    const stored = await page.locator('main').innerText()
    expect(stored).toContain(digest)
    expect(stored).toContain(`${points(figures.index.index, 'vi')} %`)
  })
})

/** A row of figures as it is printed, from the number of responses to the verdict. */
function rowOf(figure: Figure, language: Tongue): string {
  return `${numbersOf(figure, language)} [^%]*?${WORDS[language][figure.evidence][1]}`
}

function numbersOf({ n, index, lower, upper }: Figure, language: Tongue): string {
  const word = (value: number): string => points(value, language).replace('.', '\\.')
  return `${n} ${word(index)} % ${word(lower)} – ${word(upper)}`
}

/** The last sheet of a file as a picture. */
function lastSheet(pdf: string): { width: number; height: number; data: Uint8Array } {
  const pages = /Pages: +(\d+)/.exec(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' }))?.[1] ?? '1'
  const file = join(folder, 'sheet')
  execFileSync('pdftoppm', ['-r', '150', '-f', pages, '-l', pages, '-singlefile', pdf, file])
  const ppm = readFileSync(`${file}.ppm`)
  const [head = '', width = '0', height = '0'] =
    /^P6\s+(\d+)\s+(\d+)\s+255\s/.exec(ppm.subarray(0, 40).toString('latin1')) ?? []
  return { width: Number(width), height: Number(height), data: ppm.subarray(head.length) }
}

test('the independent script shares nothing with the platform', () => {
  const script = readFileSync(SCRIPT, 'utf8')
  expect(script.match(/\b(import|require)\b.*/g)).toEqual(["import { readFileSync } from 'node:fs'"])
})

describe('the report that compares communes', () => {
  let path: string
  beforeAll(async () => {
    path = await made('kind=comparison&level=commune&period=2026-Q3')
  })

  test('prints for each unit what its exported responses alone make, ordered by it, and nothing of hidden ones', async () => {
    const { sheets, size } = await printed(`${path}?lang=vi`)
    expect(size).toBe('A4')
    const text = sheets.join(' ')
    const table = text.slice(text.indexOf('Từng đơn vị'), text.indexOf('So với kỳ trước, tỷ lệ trả lời'))
    const found: (Figure & { readonly unit: string })[] = []
    for (const unit of ['my-loc', 'gia-hoa', 'tan-an']) {
      found.push({ unit, ...(await recounted(unit, unit === 'my-loc' ? 2700 : null)).index })
    }
    found.sort((a, b) => b.index - a.index)
    found.forEach(({ unit, ...figure }, i) => {
      expect(table).toMatch(new RegExp(` ${i + 1} \\d(–\\d)? \\d Xã ${unit} ${numbersOf(figure, 'vi')}`))
    })
    expect(table).toMatch(/– – – Xã nho \d [^%]*không công bố vì có quá ít phiếu/)
    expect(table).toMatch(/– – – Xã im-lang 0 [^%]*chưa có phiếu/)
    for (const sheet of sheets.slice(1, -1)) expect(sheet).toContain(`Báo cáo ${path.slice(-9)}: So sánh các xã`)
  })
})

describe('every page', () => {
  const pages = async (): Promise<readonly string[]> => {
    const agency = await made('kind=agency&agency=gia-hoa&period=2026-08')
    const comparison = await made('kind=comparison&level=commune&period=2026-08')
    await record(platform, answers('gia-hoa', 20, '1'))
    return [
      '/reports',
      '/reports/new',
      '/reports/new?kind=comparison&period=',
      '/reports/new?kind=comparison&level=commune&period=2026-Q2',
      agency,
      comparison,
      `${agency}/correction`,
      '/verify',
      '/verify/ABCD',
      agency.replace('/reports/', '/verify/'),
      comparison.replace('/reports/', '/verify/'),
    ]
  }

  test('can be read by everybody, at a desk and on a phone, in both languages', async () => {
    for (const path of await pages()) {
      for (const [viewport, language] of [
        [DESK, 'vi'],
        [PHONE, 'en'],
      ] as const) {
        await page.setViewportSize(viewport)
        await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
        expect([path, await accessibilityProblems(page)]).toEqual([path, []])
        const beyond = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect([path, Math.max(0, beyond)]).toEqual([path, 0])
      }
    }
  })
})

test('a report is made, found, corrected and looked up from its paper without any script', async () => {
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
    locale: 'vi-VN',
    viewport: PHONE,
  })
  const phone = await plain.newPage()
  await phone.goto(`${url}/reports?lang=vi`)
  await phone.getByRole('link', { name: 'Lập báo cáo' }).click()
  await phone.getByLabel('Cơ quan, đơn vị').selectOption('so-y-te')
  await phone.getByLabel('Kỳ').selectOption('2026-Q2')
  await phone.getByRole('button', { name: 'Xem trước' }).click()
  await phone.getByRole('button', { name: 'Lập báo cáo này' }).click()
  const old = new URL(phone.url()).pathname
  await record(platform, answers('so-y-te', 60, '1'))
  await phone.getByRole('link', { name: 'Sửa báo cáo này' }).click()
  await phone.getByRole('button', { name: 'Lập báo cáo sửa' }).click()
  await phone.getByRole('link', { name: `Báo cáo này sửa và thay thế báo cáo ${old.slice(-9)}.` }).click()
  expect(new URL(phone.url()).pathname).toBe(old)

  const anybody = await (await browser.newContext({ javaScriptEnabled: false, locale: 'vi-VN' })).newPage()
  await anybody.goto(`${url}/verify`)
  await anybody.getByLabel('Mã báo cáo').fill(old.slice(-9).toLowerCase())
  await anybody.getByRole('button', { name: 'Kiểm tra' }).click()
  await anybody.getByRole('link', { name: /Báo cáo này đã được sửa sau khi lập/ }).click()
  expect(await anybody.locator('main').innerText()).toContain(`Báo cáo này sửa và thay thế báo cáo ${old.slice(-9)}.`)
})
