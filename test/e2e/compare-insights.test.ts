/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const MONTHS = 'from=2026-06&to=2026-11'
const ADDRESSES = [
  `/compare/trends?${MONTHS}&`,
  `/compare/trends?${MONTHS}&unit=xa-a+xa-b&q=xa&`,
  `/compare/mix?${MONTHS}&`,
  `/compare/channels?${MONTHS}&`,
  `/compare/channels?${MONTHS}&unit=xa-a&`,
  `/compare/sample?${MONTHS}&`,
  '/compare/sample?sort=colour&',
]

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
beforeAll(async () => {
  platform = await openInsightsPlatform()
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
})

describe('trends, equal mix, channels and the sample plan in a browser', () => {
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

  test('units are chosen by ticking and searching, without scripts', async () => {
    const { page } = await signedIn({ viewport: DESK, javaScriptEnabled: false })
    await page.goto(`${url}/compare/trends?${MONTHS}`)
    await page.locator('.chooser summary').click()
    await page.locator('label', { hasText: 'Xã <xa-a>' }).click()
    await page.locator('.chooser .button', { hasText: 'Vẽ các đơn vị' }).click()
    expect(await page.locator('.panel h2').allInnerTexts()).toEqual(['Xã <xa-b>', 'Xã <xa-c>'])
    await page.locator('.chooser summary').click()
    await page.locator('#q').fill('xa-a')
    await page.locator('.chooser .button', { hasText: 'Tìm' }).click()
    await page.locator('label', { hasText: 'Xã <xa-a>' }).click()
    await page.locator('.chooser .button', { hasText: 'Vẽ các đơn vị' }).click()
    expect(await page.locator('.panel h2').allInnerTexts()).toEqual(['Xã <xa-a>', 'Xã <xa-b>', 'Xã <xa-c>'])
    await page.context().close()
  })

  test('a month that is not shown interrupts the line, and a drawing stands beside its table', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(`${url}/compare/trends?${MONTHS}&unit=xa-b`)
    const [drawing, table] = [await page.locator('.trend').boundingBox(), await page.locator('.months').boundingBox()]
    expect(table?.x).toBeGreaterThan((drawing?.x ?? 0) + (drawing?.width ?? 0))
    const dots = await page.locator('.trend__dot').count()
    expect([dots, await page.locator('.trend__line').count()]).toEqual([5, 4])
    await page.locator('.months a').last().click()
    expect(page.url()).toContain('/agencies/xa-b?from=2026-11-01&to=2026-11-30')
    await page.context().close()
  })

  test.each([
    ['trends', 'trends', ['Xã <xa-b>', '85,00', 'mục tiêu đổi'], ['Vẽ các đơn vị', 'Tải bảng này']],
    ['equal mix', 'mix', ['Cơ cấu chung', 'thiếu:'], ['Tải bảng này']],
    ['channels', 'channels', ['Máy tính bảng', 'cao hơn rõ rệt'], ['Tải bảng này']],
    ['a sample plan', 'sample', ['316', 'Yamane'], ['Tải bảng này']],
  ])('are printed without what can only be clicked: %s', async (_, path, kept, dropped) => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(`${url}/compare/${path}?${MONTHS}`)
    await page.emulateMedia({ media: 'print' })
    const text = await page.locator('body').innerText()
    const drawn = (await page.locator('svg text').allTextContents()).join(' ')
    for (const words of kept) expect(`${text} ${drawn}`).toContain(words)
    for (const words of dropped) expect(text).not.toContain(words)
    await page.context().close()
  })
})

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
