/// <reference lib="dom" />
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { anAgency } from '../fixtures/agency.ts'
import { openDataLines, openOpenDataPlatform } from '../fixtures/open-data.ts'
import type { Platform } from '../fixtures/platform.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'
import { hasLibreOffice, openedCsv } from './libreoffice.ts'

/** Where pictures of the pages are put to be looked at; none are made where it is not set. */
const SHOTS = process.env['SHOTS']
const testWithLibreOffice = hasLibreOffice ? test : test.skip

let platform: Platform
let server: Server
let url: string
let browser: Browser
let folder: string
beforeAll(async () => {
  platform = await openOpenDataPlatform()
  await platform.storage.directory.apply({
    agencies: [anAgency('xa-b', { parent: 'tinh', names: { vi: '=1+1', en: '+84 Ủy ban xã' } })],
  })
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'hailong-open-data-'))
  if (SHOTS !== undefined) mkdirSync(SHOTS, { recursive: true })
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

const SCREENS = [
  ['phone', PHONE],
  ['desk', DESK],
] as const

test.each(SCREENS.flatMap(([name, viewport]) => ['vi', 'en'].map((lang) => [name, lang, viewport] as const)))(
  'the page is whole on a %s in %s: no script, no sideways scrolling, text of 18 px, axe clean',
  async (screen, lang, viewport) => {
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    await page.goto(`${url}/open-data?lang=${lang}`)
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/open-data-${lang}-${screen}.png`, fullPage: true })
    expect(await page.locator('script').count()).toBe(0)
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('18px')
    expect(await accessibilityProblems(page)).toEqual([])
    expect(complaints).toEqual([])
    expect(await context.cookies()).toEqual([])
    await context.close()
  },
)

test('from the list of agencies a visitor without scripts gets to a file, with the keyboard alone', async () => {
  const context = await browser.newContext({ viewport: PHONE, javaScriptEnabled: false, acceptDownloads: true })
  const page = await context.newPage()
  await page.goto(`${url}/cong-khai`)
  await page.getByRole('link', { name: 'Tải số liệu về' }).focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/open-data')
  const link = page.getByRole('link', { name: 'results.csv' })
  await link.focus()
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toBe('results.csv')
  expect(readFileSync(await download.path(), 'utf8')).toMatch(/^quarter,from,to,agency/)
  await context.close()
})

testWithLibreOffice(
  'LibreOffice opens the file for Excel: accents right, numbers as numbers, no name runs',
  async () => {
    const csv = await (await fetch(`${url}/open-data/results-excel.csv`)).text()
    const [head = [], ...rows] = openedCsv(folder, `\ufeff${csv}`)
    const lines = await openDataLines(platform)
    expect(rows.filter((row) => row.some(({ text }) => text !== ''))).toHaveLength(lines.length)
    expect(rows.flat().filter(({ formula }) => formula !== null)).toEqual([])
    const columns = head.map(({ text }) => text)
    for (const [at, line] of lines.entries()) {
      for (const [i, column] of columns.entries()) {
        const written = line[column] ?? ''
        const cell = rows[at]?.[i]
        if (/-?(index|lower|upper)$/.test(column) && written !== '') {
          expect(cell?.type).toBe('float')
          expect(Number(cell?.text)).toBeCloseTo(Number(written), 6)
        } else if (column === 'name-vi' || column === 'name-en') {
          expect([cell?.type, cell?.text]).toEqual(['string', written])
        }
      }
    }
    expect(rows.flat().map(({ text }) => text)).toContain("'=1+1")
    expect(rows.flat().map(({ text }) => text)).toContain('Ủy ban nhân dân xã Tân Phú xa-a')
  },
)
