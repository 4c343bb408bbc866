/// <reference lib="dom" />
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const PAGE = '/agencies/my-loc/exports?from=2026-11-01&to=2026-11-30'
const ROWS = 40

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
/** Answers of a file that has begun and does not go on. */
const stalled = Promise.withResolvers<ServerResponse>()

beforeAll(async () => {
  platform = await openPlatform({
    directory: { agencies: [anAgency('my-loc')], points: [aServicePoint('my-loc-01', 'my-loc')] },
  })
  const responses = Array.from({ length: ROWS }, () => aResponse())
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
  name = (await addAccount(platform.storage)).name
  server = createServer((req, res) => {
    if (!req.url?.includes('/files/codebook')) {
      platform.app(req, res)
      return
    }
    res.writeHead(200, { 'Content-Type': 'text/csv', 'Content-Disposition': 'attachment; filename="codebook.csv"' })
    res.write('file,column\r\n')
    stalled.resolve(res)
  }).listen(0, '127.0.0.1')
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

async function signedIn(options: { javaScriptEnabled?: boolean } = {}): Promise<Page> {
  const page = await (await browser.newContext({ viewport: PHONE, locale: 'vi', ...options })).newPage()
  await page.goto(`${url}/sign-in`)
  await page.fill('[name=name]', name)
  await page.fill('[name=password]', PASSWORD)
  await page.click('main button[type=submit]')
  await page.goto(url + PAGE)
  return page
}

const responsesButton = 'button[formaction$="/files/responses"]'

describe('the page of exports in a browser', () => {
  test('fits a phone and a desk, and everybody can use it', async () => {
    const page = await signedIn()
    for (const size of [PHONE, DESK]) {
      await page.setViewportSize(size)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(size.width)
      expect(await accessibilityProblems(page)).toEqual([])
    }
  })

  test.each([true, false])('gives the whole file, with scripts: %s', async (javaScriptEnabled) => {
    const page = await signedIn({ javaScriptEnabled })
    const [download] = await Promise.all([page.waitForEvent('download'), page.click(responsesButton)])
    expect(download.suggestedFilename()).toBe('my-loc_2026-11-01_2026-11-30_return.csv')
    const text = await readFile(await download.path(), 'utf8')
    expect(text.trim().split('\r\n')).toHaveLength(1 + ROWS)
    if (javaScriptEnabled) await page.getByText('Xong:').waitFor()
  })

  test('tells how far a file has come, and lets it be stopped', async () => {
    const page = await signedIn()
    await page.click('button[formaction$="/files/codebook"]')
    const answer = await stalled.promise
    await page.getByText('Đã nhận').waitFor()
    await Promise.all([once(answer, 'close'), page.click('.download button')])
    await page.getByText('Đã dừng').waitFor()
    expect(await page.locator('.download button').isVisible()).toBe(false)
    expect(await page.locator(responsesButton).isEnabled()).toBe(true)
  })
})
