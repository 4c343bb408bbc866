/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const COUNTS = 'petitions=10&answered=9&rated=8&satisfied=6&dossiers=1000&overdue=100&complained=50'
const NINE = Array.from({ length: 9 }, (_, i) => `i${i + 1}=1,5`).join('&')

const ADDRESSES = [
  '/references?',
  '/references?agency=so-y-te&',
  '/references/edit?',
  '/references/edit?series=sipas&year=2024&',
  '/sheets?',
  '/sheets/par?agency=tinh&',
  '/sheets/par?index=x&',
  `/sheets/tt01?${NINE}&`,
  `/sheets/qd766?${COUNTS}&`,
  '/sheets/qd766?petitions=&',
]

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
beforeAll(async () => {
  platform = await openReferencedPlatform()
  name = (await addAccount(platform.storage, { grants: ADMINISTRATOR, displayName: 'Nguyễn Thị Minh Khai' })).name
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
})

describe('references and sheets in a browser', () => {
  test.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('at the size of %s can be used by everybody, in both languages', async (_, viewport) => {
    const { page, complaints } = await signedIn({ viewport })
    for (const language of ['vi', 'en']) {
      for (const address of ADDRESSES) {
        await page.goto(`${url}${address}lang=${language}`)
        expect([address, await accessibilityProblems(page)]).toEqual([address, []])
        const overhang = () => document.documentElement.scrollWidth - window.innerWidth
        expect([address, await page.evaluate(overhang)]).toEqual([address, 0])
      }
    }
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
    await page.context().close()
  })

  test('stand side by side on a desk, each under its own heading, with no line between them', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(`${url}/references`)
    const [published, own] = [await page.locator('#published').boundingBox(), await page.locator('#own').boundingBox()]
    expect(own?.y).toBe(published?.y)
    expect(own?.x).toBeGreaterThan((published?.x ?? 0) + 400)
    await page.context().close()
  })

  test('are entered, corrected and turned into points without scripts', async () => {
    const { page } = await signedIn({ viewport: PHONE, javaScriptEnabled: false })
    await page.goto(`${url}/references`)
    await page.locator('main a[href="/references/edit"]').click()
    await page.locator('#series').selectOption('pci')
    await page.locator('#year').fill('2024')
    await page.locator('#source').fill('VCCI')
    await page.locator('main button').click()
    expect(await page.locator('.error-summary a').allInnerTexts()).toEqual([expect.stringContaining('Giá trị')])
    await page.locator('#value').fill('70,25')
    await page.locator('main button').click()
    expect(page.url()).toContain('/references#series-pci')
    await page.locator('a[href="/references/edit?series=pci&year=2024"]').click()
    await page.locator('#value').fill('70,26')
    await page.locator('main button').click()
    expect(await page.locator('main').innerText()).toContain('70,26')

    await page.goto(`${url}/sheets/par`)
    await page.locator('#index').fill('83,94')
    await page.locator('main button').click()
    expect(await page.locator('.sheet-result__sentence').innerText()).toContain('8,394 điểm')
    expect(page.url()).toContain('index=83%2C94')
    await page.context().close()
  })

  test.each([
    ['the references', '/references', ['Nơi khác công bố', 'Hệ thống này'], ['Nhập số liệu', 'Sửa số', 'Điểm CCHC']],
    ['a sheet', `/sheets/tt01?${NINE}`, ['13,5 điểm', 'Tổng điểm', 'Nguồn'], ['Nhập số', 'Làm lại']],
  ])('are printed without what can only be clicked: %s', async (_, address, kept, dropped) => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(url + address)
    await page.emulateMedia({ media: 'print' })
    const text = await page.locator('body').innerText()
    for (const words of kept) expect(text).toContain(words)
    for (const words of dropped) expect(text).not.toContain(words)
    await page.context().close()
  })
})

/** A page of a browser in which an administrator has signed in, and what its console complained of since. */
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
