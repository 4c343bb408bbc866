/// <reference lib="dom" />
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { signedInBrowser } from '../fixtures/staff-browser.ts'
import { aTarget } from '../fixtures/target.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'
import { hasLibreOffice, openedCsv, openedFile } from './libreoffice.ts'

const COMMUNES = Array.from({ length: 40 }, (_, i) => `xa-${String(i).padStart(2, '0')}`)
/** Of so many answers; the last two communes have too few. */
const GIVEN = COMMUNES.map((_, i) => (i >= 38 ? 3 : 60 + 20 * i))
/** How many of them are unsatisfied: none, then ever more. */
const UNSATISFIED = GIVEN.map((given, i) => (i >= 38 ? 0 : Math.floor((given * i) / 200)))
const AUGUST = 679
const BANDS = 'thresholds=95;90&names=Tốt;Khá;Cần cố gắng&'

const ADDRESSES = [
  '/compare?',
  '/compare?sort=-change&verdict=hidden&q=xa&',
  '/compare?level=department&from=x&colour=1&',
  '/compare/ranking?',
  `/compare/ranking?${BANDS}`,
  '/compare/ranking?thresholds=x&names=a;a&',
]

let folder: string
let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-compare-'))
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province', names: { vi: 'Tỉnh Hải An', en: 'Hai An Province' } }),
        ...COMMUNES.map((code, i) =>
          anAgency(code, {
            parent: 'tinh',
            names: {
              vi: i % 7 === 0 ? `Trung tâm Phục vụ hành chính công phường Nguyễn Bỉnh Khiêm ${i}` : `Xã Mỹ Lộc ${i}`,
              en: i % 7 === 0 ? `Public Administration Service Centre of Nguyen Binh Khiem ward ${i}` : `My Loc ${i}`,
            },
          }),
        ),
      ],
      points: COMMUNES.map((code) => aServicePoint(`${code}-01`, code)),
      targets: [aTarget(), aTarget({ agency: 'xa-07', threshold: '92.5' })],
    },
  })
  await record(platform, [
    ...COMMUNES.flatMap((code, i) => [
      ...answersAt(code, (GIVEN[i] ?? 0) - (UNSATISFIED[i] ?? 0), { answers: '555555' }),
      ...answersAt(code, UNSATISFIED[i] ?? 0, { answers: '222222' }),
    ]),
    ...answersAt('xa-30', 300, { answers: '555555', month: '2025-08' }),
  ])
  await platform.storage.transactions.put(
    COMMUNES.slice(0, 20).map((code) =>
      aTransactionCount({ agency: code, point: `${code}-01`, month: AUGUST, count: 2000 }),
    ),
  )
  name = (await addAccount(platform.storage, { displayName: 'Nguyễn Thị Minh Khai' })).name
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('comparing units in a browser', () => {
  test.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('at the size of %s can be used by everybody, in both languages, and nothing is cut', async (_, viewport) => {
    const { page, complaints } = await signedIn({ viewport })
    for (const language of ['vi', 'en']) {
      for (const address of ADDRESSES) {
        await page.goto(`${url}${address}lang=${language}`)
        expect([address, await accessibilityProblems(page)]).toEqual([address, []])
        expect([address, language, await overhangs(page)]).toEqual([address, language, [0, 0]])
      }
    }
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
    await page.context().close()
  })

  test('with whatever the rows hold, response rates and targets of their own, the table is as wide as the desk', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(`${url}/compare`)
    const heads = (await page.locator('.units thead th').allInnerTexts()).join(' ')
    for (const words of ['Tỷ lệ trả lời', 'Mục tiêu', 'Theo căn cứ', 'Khoảng thứ hạng', 'So với kỳ trước'])
      expect(heads).toContain(words)
    expect(await overhangs(page)).toEqual([0, 0])
    await page.context().close()
  })

  test('on a phone a unit is a stack with its mark over the full width', async () => {
    const { page } = await signedIn({ viewport: PHONE })
    for (const address of ['/compare', '/compare/ranking']) {
      await page.goto(url + address)
      const row = page.locator('.units tbody tr').first()
      const [unit, mark] = [await row.locator('th').boundingBox(), await row.locator('.mark').boundingBox()]
      expect(mark?.width).toBeGreaterThan(300)
      expect(mark?.y).toBeGreaterThan(unit?.y ?? Number.POSITIVE_INFINITY)
      const label = row.locator('.units__rank').evaluate((cell) => getComputedStyle(cell, '::before').content)
      expect(await label).toBe('"Hạng, khoảng thứ hạng"')
    }
    await page.context().close()
  })

  test('is sorted, filtered and searched from the keyboard without scripts', async () => {
    const { page } = await signedIn({ viewport: DESK, javaScriptEnabled: false })
    await page.goto(`${url}/compare?from=2026-08`)
    expect(await page.locator('[aria-sort]').innerText()).toContain('Hạng')
    const press = async (link: ReturnType<Page['locator']>, leadsTo: RegExp): Promise<void> => {
      await link.focus()
      await page.keyboard.press('Enter')
      await page.waitForURL(leadsTo)
    }
    await press(page.locator('.units thead a', { hasText: 'Phiếu trả lời' }), /sort=responses/)
    expect(await page.locator('[aria-sort=descending]').innerText()).toContain('Phiếu trả lời')
    const most = page.locator('.units tbody th').first()
    expect(await most.innerText()).toBe('Xã Mỹ Lộc 37')
    await press(page.locator('.units thead a', { hasText: 'Phiếu trả lời' }), /sort=-responses/)
    expect(await page.locator('[aria-sort=ascending]').innerText()).toContain('Phiếu trả lời')

    await page.locator('#q').fill('trung tam')
    await press(page.locator('#q'), /q=trung/)
    expect(await page.locator('.units tbody tr').count()).toBe(6)
    const address = new URL(page.url()).searchParams
    expect([address.get('from'), address.get('sort')]).toEqual(['2026-08', '-responses'])
    await press(page.locator('.verdicts a', { hasText: 'Không công bố' }), /verdict=hidden/)
    expect(await page.locator('.content').innerText()).toContain('Không còn đơn vị nào')
    await page.context().close()
  })

  test('other units and months are chosen without scripts, and nothing that was chosen is lost', async () => {
    const { page } = await signedIn({ viewport: PHONE, javaScriptEnabled: false })
    await page.goto(`${url}/compare?sort=-index&q=xa`)
    await page.locator('summary').click()
    await page.locator('#flagged').selectOption('out')
    await page.locator('#from').fill('13/2026')
    await page.locator('.choose button').click()
    expect(await page.locator('.error-summary a').allInnerTexts()).toEqual([expect.stringContaining('Từ tháng')])
    expect(await page.locator('#from').inputValue()).toBe('13/2026')
    await page.locator('#from').fill('8/2026')
    await page.locator('.choose button').click()
    const { searchParams } = new URL(page.url())
    expect(['sort', 'q', 'flagged'].map((key) => searchParams.get(key))).toEqual(['-index', 'xa', 'out'])
    expect(await page.locator('h1').innerText()).toContain('08/2026 – 11/2026')
    await page.context().close()
  })

  test('bands are typed without scripts', async () => {
    const { page } = await signedIn({ viewport: DESK, javaScriptEnabled: false })
    await page.goto(`${url}/compare/ranking`)
    await page.locator('.bands summary').click()
    await page.locator('#thresholds').fill('95; 90')
    await page.locator('#names').fill('Tốt; Khá')
    await page.locator('.bands button').click()
    expect(await page.locator('.error-summary a').allInnerTexts()).toEqual([expect.stringContaining('cần 3 tên')])
    await page.locator('#names').fill('Tốt; Khá; Cần cố gắng')
    await page.locator('.bands button').click()
    const bands = await page.locator('.ranking__band').allInnerTexts()
    expect(bands).toEqual(
      expect.arrayContaining(['Tốt', expect.stringMatching(/^Tốt\s+không chắc chắn$/), 'Cần cố gắng']),
    )
    expect(await page.locator('.bands__counts tbody tr').count()).toBe(3)
    await page.context().close()
  })
})

describe('comparing units on paper', () => {
  test.each([
    ['the comparison', '/compare', 'Xã, phường, đặc khu: so sánh, 12/2025 – 11/2026'],
    ['the ranking', `/compare/ranking?${BANDS}`, 'Xã, phường, đặc khu: xếp hạng và xếp loại, 01/2026 – 11/2026'],
  ])('%s is A4 across, with title, method and heads on every sheet of the table', async (_, address, title) => {
    const { size, sheets } = await printed(address)
    expect(size).toBe('841.92 x 594.96 pts (A4)')
    const ofTable = sheets.filter((sheet) => /\d+\/38/.test(sheet))
    expect(ofTable.length).toBeGreaterThan(1)
    for (const sheet of ofTable) {
      expect(sheet).toContain(title)
      expect(sheet).toContain('Tỷ lệ câu trả lời hài lòng')
      for (const head of ['Đơn vị', 'Theo căn cứ', 'Nhóm']) expect(sheet).toContain(head)
    }
    const all = sheets.join(' ')
    for (const code of [1, 17, 37, 38, 39]) expect(all).toMatch(new RegExp(`Xã Mỹ Lộc ${code} `))
    for (const words of [
      '(index.pooled)',
      'Khoảng thứ hạng',
      'không công bố vì có quá ít phiếu',
      'Phiếu được tính đến',
    ])
      expect(all).toContain(words)
    for (const words of ['Chọn đơn vị', 'Tháng này', 'Tải bảng này', 'Tìm đơn vị', 'Biểu đồ phễu', 'Ngưỡng của chỉ số'])
      expect(all).not.toContain(words)
  })

  test('no row is cut in two: the first and the second line of each unit stand on one sheet', async () => {
    const { sheets } = await printed('/compare')
    const firstLines = sheets.map((sheet) => [...sheet.matchAll(/ \d+\/38 /g)].length)
    const secondLines = sheets.map((sheet) => [...sheet.matchAll(/ \d+,\d\d – \d+,\d\d /g)].length)
    expect(firstLines.reduce((sum, count) => sum + count)).toBe(38)
    expect(secondLines).toEqual(firstLines)
  })
})

const describeWithLibreOffice = hasLibreOffice ? describe : describe.skip

describeWithLibreOffice('LibreOffice (skipped where soffice is not installed)', () => {
  test.each([
    ['units', '/compare', ''],
    ['ranking', '/compare/ranking', BANDS],
  ])(
    'opens the file of %s as CSV and as a workbook: numbers are numbers, and equal the page',
    async (file, path, more) => {
      const { browser: staff } = await signedInBrowser(platform)
      const csv = (await staff.get(`/compare/${file}.csv?from=2026-08&${more}for=excel`)).text
      const workbook = await staff.download(`/compare/${file}.csv?from=2026-08&${more}for=xlsx`)
      const [ofCsv, ofWorkbook] = [openedCsv(folder, csv), openedFile(folder, 'units.xlsx', workbook)]
      const bare = (rows: typeof ofCsv): string[] =>
        rows.map((row) =>
          row
            .map((cell) => cell.text)
            .join('\t')
            .trimEnd(),
        )
      expect(bare(ofCsv)).toEqual(bare(ofWorkbook))
      expect([...ofCsv.flat(), ...ofWorkbook.flat()].filter(({ formula }) => formula !== null)).toEqual([])

      const [head = [], ...rows] = ofCsv
      expect(rows).toHaveLength(40)
      const at = (row: typeof head, column: string) => row[head.findIndex((cell) => cell.text === column)]
      const plain = parse<Record<string, string>>(csv, { columns: true, bom: true })
      rows.forEach((row, i) => {
        for (const column of ['respondents', 'index', 'lower', 'upper', 'rank', 'rank-worst', 'target']) {
          const text = plain[i]?.[column] ?? ''
          expect(at(row, column)?.type).toBe(text === '' ? '' : 'float')
          if (text !== '') expect(Math.abs(Number(at(row, column)?.text) - Number(text))).toBeLessThan(1e-9)
        }
        expect(at(row, 'name-vi')?.text).toBe(plain[i]?.['name-vi'])
      })

      const { page } = await signedIn({ viewport: DESK })
      await page.goto(`${url}${path}?from=2026-08`)
      const onPage = await page
        .locator('.figure__index[data-value]')
        .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-value')))
      const inFile = plain.map((row) => row['index']).filter((index) => index !== '')
      expect(onPage.sort()).toEqual(inFile.sort())
      await page.context().close()
    },
  )
})

/** By how much the page, and the table in it, are wider than there is room for. */
function overhangs(page: Page): Promise<number[]> {
  return page.evaluate(() => {
    const table = document.querySelector('.table-scroll')
    return [document.documentElement.scrollWidth - window.innerWidth, table ? table.scrollWidth - table.clientWidth : 0]
  })
}

/** Prints a page, and reads back what stands on its sheets. */
async function printed(address: string): Promise<{ size: string; sheets: readonly string[] }> {
  const { page } = await signedIn({ viewport: DESK })
  await page.goto(url + address)
  const pdf = join(folder, 'compare.pdf')
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: false }))
  await page.context().close()
  const about = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f')
  return {
    size: /Page size: +(.*)/.exec(about)?.[1] ?? about,
    sheets: text.map((sheet) => sheet.normalize('NFC').replace(/\s+/g, ' ')),
  }
}

/** A page of a browser in which an inspector has signed in, and what its console complained of since. */
async function signedIn(options: BrowserContextOptions): Promise<{ page: Page; complaints: string[] }> {
  const context = await browser.newContext(options)
  const page = await context.newPage()
  await page.goto(`${url}/sign-in`)
  await page.locator('[name=name]').fill(name)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('main button[type=submit]').click()
  const complaints: string[] = []
  page.on('console', (message) => complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  return { page, complaints }
}
