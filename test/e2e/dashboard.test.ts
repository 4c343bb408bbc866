/// <reference lib="dom" />
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { aTarget } from '../fixtures/target.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const PATH = '/agencies/my-loc'

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
beforeAll(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('my-loc')],
      points: [aServicePoint('my-loc-01', 'my-loc'), aServicePoint('my-loc-02', 'my-loc')],
      targets: [aTarget()],
    },
  })
  const october = { receivedHour: firstHour(parseIsoDay('2026-10-20') ?? 0) }
  await record([
    ...many(100),
    ...many(100, { ...october, answers: '333333' }),
    ...many(30, { ...october, flags: ['burst'] }),
  ])
  name = (await addAccount(platform.storage)).name
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

describe('a dashboard in a browser', () => {
  test.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('at the size of %s keeps the policy of its headers, and everybody can use it', async (_, viewport) => {
    const { page, complaints } = await signedIn({ viewport })
    await page.goto(url + PATH)
    await page.locator('.chart canvas').nth(1).waitFor()
    expect(complaints).toEqual([])
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
    await page.context().close()
  })

  test('draws a chart above each table that has one, and says in words what it shows', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(url + PATH)
    const charts = page.locator('.chart canvas')
    await charts.nth(1).waitFor()
    const drawn = await charts.evaluateAll((canvases) =>
      canvases.map((canvas) => {
        const { width, height } = canvas as HTMLCanvasElement
        const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
        return { hasInk: pixels.some((part) => part > 0), role: canvas.role, words: canvas.ariaLabel }
      }),
    )
    expect(drawn).toEqual([
      { hasInk: true, role: 'img', words: expect.stringContaining('Số liệu ở bảng ngay dưới') },
      { hasInk: true, role: 'img', words: expect.stringContaining('Biểu đồ chỉ số theo tháng') },
    ])
    await page.context().close()
  })

  test('lacks nothing without scripts', async () => {
    const { page } = await signedIn({ viewport: PHONE, javaScriptEnabled: false })
    await page.goto(url + PATH)
    expect(await page.locator('canvas').count()).toBe(0)
    expect(await page.locator('.mark').count()).toBeGreaterThan(8)
    await page.locator('summary', { hasText: 'Kỳ khác' }).click()
    await page.locator('#from').fill('1/11/2026')
    await page.locator('#to').fill('30/11/2026')
    await page.locator('.picker button').click()
    expect(await page.locator('.headline__number').innerText()).toBe('100,00 %')
    await page.context().close()
  })

  test('is printed without what can only be clicked, its charts four times as fine as on the screen', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(url + PATH)
    const canvas = page.locator('.chart canvas').first()
    await canvas.waitFor()
    await page.emulateMedia({ media: 'print' })
    const hidden = ['.site-head nav', '.picker', '.downloads'].map((part) => page.locator(part).first().isVisible())
    expect(await Promise.all(hidden)).toEqual([false, false, false])
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')))
    const sharpness = () =>
      canvas.evaluate((drawn) => (drawn as HTMLCanvasElement).width / drawn.getBoundingClientRect().width)
    expect(await sharpness()).toBeCloseTo(4, 1)
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    expect(await sharpness()).toBeCloseTo(1, 1)
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

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
