import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { accessibilityProblems, launchBrowser, PHONE } from './browser.ts'
import { seedCounter } from './seed-counter.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

const MOST_BYTES = 14 * 1024
const SCALES = ['answer-F1.1', 'answer-F2.1', 'answer-F3.1', 'answer-F4.1', 'answer-F5.1', 'answer-overall']

let browser: Browser
let server: ServerProcess
let dataDir = ''
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hailong-survey-'))
  await seedCounter(dataDir)
  ;[browser, server] = await Promise.all([launchBrowser(), startServerProcess(dataDir)])
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A page on a phone; without script unless asked for, since axe is one. */
async function onPhone(
  visit: (page: Page, context: BrowserContext) => Promise<void>,
  { script = false, ...screen }: { script?: boolean; viewport?: { width: number; height: number } } = {},
): Promise<void> {
  const context = await browser.newContext({
    viewport: PHONE,
    javaScriptEnabled: script,
    hasTouch: true,
    isMobile: true,
    ...screen,
  })
  try {
    await visit(await context.newPage(), context)
  } finally {
    await context.close()
  }
}

const surveyUrl = (query = ''): string => `${server.url}/s/${seedCounter.code}${query}`

describe('the survey page on a phone without JavaScript', () => {
  test('is answered, sent and thanked for, without a cookie', async () => {
    await onPhone(async (page, context) => {
      await page.goto(surveyUrl())
      expect(await page.locator('html').getAttribute('lang')).toBe('vi')
      expect(await page.textContent('body')).toContain('Ủy ban nhân dân xã An Bình')
      expect(await page.locator('input:checked').count()).toBe(0)
      for (const name of SCALES) await choice(page, name, '5').click()
      await page.locator('textarea').fill('Hồ sơ được giải quyết nhanh')
      await page.locator('form button[type=submit]').click()
      expect(new URL(page.url()).pathname).toBe(`/s/${seedCounter.code}/thanks`)
      expect(await page.textContent('body')).toContain('Kết quả được công bố hằng tháng tại trụ sở xã.')
      expect(await context.cookies()).toEqual([])
    })
  })

  test('keeps what was picked and typed when an answer is missing, and leads to it', async () => {
    await onPhone(async (page) => {
      await page.goto(surveyUrl('?lang=en'))
      for (const name of SCALES.slice(1)) await choice(page, name, '2').click()
      await page.locator('textarea').fill('Phải chờ lâu & "đi lại" <nhiều> lần')
      await page.locator('form button[type=submit]').click()
      expect(await page.title()).toMatch(/^Error: /)
      expect(await page.locator('input:checked').count()).toBe(SCALES.length - 1)
      expect(await page.inputValue('textarea')).toBe('Phải chờ lâu & "đi lại" <nhiều> lần')
      const link = page.locator('.alert a')
      expect(await link.count()).toBe(1)
      const target = (await link.getAttribute('href'))?.slice(1) ?? ''
      expect(await page.locator(`[id="${target}"]`).getAttribute('name')).toBe('answer-F1.1')
      await link.click()
      await page.keyboard.press('Space')
      await page.locator('form button[type=submit]').click()
      expect(new URL(page.url()).pathname).toBe(`/s/${seedCounter.code}/thanks`)
    })
  })

  test('is filled in and sent by keyboard alone', async () => {
    await onPhone(async (page) => {
      await page.goto(surveyUrl())
      const reached = new Set<string>()
      for (let press = 0; press < 60; press++) {
        await page.keyboard.press('Tab')
        const name = await page
          .locator(':focus')
          .getAttribute('name')
          .catch(() => null)
        const type = await page
          .locator(':focus')
          .getAttribute('type')
          .catch(() => null)
        if (name !== null && SCALES.includes(name) && !reached.has(name)) {
          await page.keyboard.press('Space')
          reached.add(name)
        }
        if (type === 'submit' && reached.size === SCALES.length) {
          await page.keyboard.press('Enter')
          break
        }
      }
      await page.waitForURL(/\/thanks/)
      expect([...reached]).toEqual(SCALES)
    })
  })

  test('does not scroll sideways at 320 px, and every choice is at least 44 px high', async () => {
    await onPhone(
      async (page) => {
        await page.goto(surveyUrl())
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
        const heights = await page
          .locator('label:has(input[type=radio])')
          .evaluateAll((labels) => labels.map((label) => label.getBoundingClientRect().height))
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
      },
      { script: true, viewport: { width: 320, height: 640 } },
    )
  })
})

test('everything that the first visit loads is at most 14 KB in at most three requests', async () => {
  await onPhone(
    async (page, context) => {
      const devtools = await context.newCDPSession(page)
      await devtools.send('Network.enable')
      const requests = new Set<string>()
      let bytes = 0
      devtools.on('Network.requestWillBeSent', ({ requestId }) => requests.add(requestId))
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength
      })
      await page.goto(surveyUrl(), { waitUntil: 'networkidle' })
      expect(bytes).toBeGreaterThan(1000)
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES)
      expect(requests.size).toBeLessThanOrEqual(3)
    },
    { script: true },
  )
})

describe.each(['vi', 'en'])('accessibility in %s', (language) => {
  test.each([
    ['form', () => surveyUrl(`?lang=${language}`)],
    ['thanks', () => `${server.url}/s/${seedCounter.code}/thanks?lang=${language}`],
    ['wrong code', () => `${server.url}/s/AAAA-AAAB?lang=${language}`],
    ['search', () => `${server.url}/s?q=an+binh&lang=${language}`],
    ['first page', () => `${server.url}/?lang=${language}`],
  ])('of the page %s is without a fault that axe knows', async (_name, url) => {
    await onPhone(
      async (page) => {
        await page.goto(url())
        expect(await accessibilityProblems(page)).toEqual([])
      },
      { script: true },
    )
  })

  test('of the form with errors is without a fault that axe knows', async () => {
    await onPhone(
      async (page) => {
        await page.goto(surveyUrl(`?lang=${language}`))
        await page.locator('form button[type=submit]').click()
        expect(await page.locator('.alert').count()).toBe(1)
        expect(await accessibilityProblems(page)).toEqual([])
      },
      { script: true },
    )
  })
})

/** The whole line that a thumb hits. */
function choice(page: Page, name: string, value: string): Locator {
  return page.locator(`label:has(input[name="${name}"][value="${value}"])`)
}
