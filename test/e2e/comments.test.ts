/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { openCommentedPlatform, writeComments } from '../fixtures/commented-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const PATH = '/agencies/my-loc/comments'

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
beforeAll(async () => {
  platform = await openCommentedPlatform()
  await writeComments(
    platform.storage,
    { text: 'Đi lại ba lần mới nộp được hồ sơ.\nXin gọi lại số 0912 345 678.', satisfied: false },
    { text: 'Ho so tra som, cam on.', point: 'my-loc-02' },
    { text: 'x'.repeat(300), satisfied: null },
    ...Array.from({ length: 27 }, (_, i) => ({ text: `Chờ lâu lần ${i}`, day: 20_770 - i })),
  )
  const account = { grants: ADMINISTRATOR, mayReadComments: true, displayName: 'Nguyễn Thị Minh Khai' }
  name = (await addAccount(platform.storage, account)).name
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

describe('comments in a browser', () => {
  test.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('at the size of %s are read, searched and logged, in both languages, by everybody', async (_, viewport) => {
    const { page, complaints } = await signedIn({ viewport })
    for (const language of ['vi', 'en']) {
      for (const address of [`${PATH}?`, `${PATH}?q=ho+so&satisfied=no&`, `${PATH}?q=!&`, '/admin/audit?']) {
        await page.goto(`${url}${address}lang=${language}`)
        expect(await accessibilityProblems(page)).toEqual([])
        const overhang = () => document.documentElement.scrollWidth - window.innerWidth
        expect(await page.evaluate(overhang)).toBeLessThanOrEqual(0)
      }
    }
    expect(complaints.filter((text) => !text.includes('400'))).toEqual([])
    await page.context().close()
  })

  test('are found, narrowed and leafed through without scripts', async () => {
    const { page } = await signedIn({ viewport: PHONE, javaScriptEnabled: false })
    await page.goto(url + PATH)
    await page.locator('#q').fill('ho so')
    await page.locator('.search-line button').click()
    expect(await page.locator('mark').allInnerTexts()).toEqual(expect.arrayContaining(['hồ sơ', 'Ho so']))
    await page.locator('summary').click()
    await page.locator('#satisfied').selectOption('no')
    await page.locator('details button').click()
    expect(await page.locator('.comment__text').allInnerTexts()).toEqual([
      'Đi lại ba lần mới nộp được hồ sơ.\nXin gọi lại số •••.',
    ])
    await page.goto(url + PATH)
    await page.locator('.comments-links a').first().click()
    expect(await page.locator('.comment').count()).toBe(5)
    await page.context().close()
  })
})

/** A page of a browser in which somebody has signed in, and what its console complained of since. */
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
