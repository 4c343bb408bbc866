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
import { aTransactionCount } from '../fixtures/transaction-count.ts'
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
    ...many(60, { point: 'my-loc-02', field: 'ho-tich', language: 'en', answers: '454524' }),
    ...many(40, { point: 'my-loc-02', answers: '354504' }),
    ...many(25, { step: 'submission', answers: '454-04' }),
  ])
  await platform.storage.transactions.put([
    aTransactionCount({ count: 900 }),
    aTransactionCount({ month: 681, count: 600 }),
    aTransactionCount({ point: 'my-loc-02', field: 'ho-tich', count: 300 }),
    aTransactionCount({ point: 'my-loc-02', count: 200 }),
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

  test.each(['?field=ho-tich&language=en', '?step=submission', '?point=my-loc-01', '?hour=25&channel=qr'])(
    'narrowed by %s everybody can use it on a phone and at a desk',
    async (query) => {
      for (const viewport of [PHONE, DESK]) {
        const { page } = await signedIn({ viewport })
        await page.goto(url + PATH + query)
        expect(await accessibilityProblems(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        )
        await page.context().close()
      }
    },
  )

  test('is opened further row by row and taken back condition by condition, without scripts', async () => {
    const { page } = await signedIn({ viewport: DESK, javaScriptEnabled: false })
    const number = () => page.locator('.facts dd').first().innerText()
    await page.goto(url + PATH)
    expect(await number()).toBe('330')
    await page.locator('#points-table a', { hasText: 'my-loc-02' }).first().click()
    expect(await number()).toBe('100')
    await page.locator('#fields-table a', { hasText: 'Hộ tịch' }).click()
    expect(await number()).toBe('60')
    expect(await page.locator('.filter__row').count()).toBe(2)
    await page.locator('.picker__presets a', { hasText: 'Tháng này' }).click()
    expect([await number(), await page.locator('.filter__row').count()]).toEqual(['60', 2])
    await page.locator('.filter__row a').first().click()
    expect(await page.locator('.filter__row').innerText()).toContain('Lĩnh vực: Hộ tịch')
    await page.locator('.filter__row a').click()
    expect(await page.locator('.filter__row').count()).toBe(0)
    await page.locator('.lineage a', { hasText: 'Cảnh báo sớm' }).click()
    expect(await page.locator('#verdict').innerText()).toContain('không phải chỉ số hài lòng')
    await page.context().close()
  })

  test('is walked through by keyboard, with the focus to be seen', async () => {
    const { page } = await signedIn({ viewport: DESK })
    await page.goto(url + PATH)
    await page.locator('#cut-language + p, #cut-language').first().scrollIntoViewIfNeeded()
    const reach = async (href: string): Promise<void> => {
      for (let i = 0; i < 150; i++) {
        await page.keyboard.press('Tab')
        if ((await page.evaluate(() => document.activeElement?.getAttribute('href') ?? '')).includes(href)) return
      }
      throw new Error(`no way to ${href}`)
    }
    await reach('language=en')
    expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe(
      'solid',
    )
    await page.keyboard.press('Enter')
    await page.locator('.filter').waitFor()
    expect(await page.locator('.filter__row').innerText()).toContain('Tiếng Anh')
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
    expect(await page.locator('.headline__number').innerText()).toBe('88,37 %')
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
