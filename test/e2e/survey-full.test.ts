/// <reference lib="dom" />
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { newPublicCode } from '../../server/domain/public-code.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { accessibilityProblems, launchBrowser, PHONE } from './browser.ts'
import { putCounter } from './seed-counter.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

const MOST_BYTES = 14 * 1024
const AT_RETURN = newPublicCode(() => 9)
const AT_SUBMISSION = newPublicCode(() => 11)

let browser: Browser
let server: ServerProcess
let dataDir = ''
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hailong-full-'))
  const storage = await openSqliteStorage(dataDir)
  await putCounter(storage)
  const [counter] = (await storage.directory.load()).codes
  if (!counter) throw new Error('no code')
  const codes = [
    { ...counter, code: AT_RETURN, questionnaire: 'full' },
    { ...counter, code: AT_SUBMISSION, questionnaire: 'full', step: 'submission' as const },
  ]
  await storage.directory.apply({ codes })
  await storage.close()
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

const urlOf = (code: string, query = ''): string => `${server.url}/s/${code}${query}`

/** The whole line that a thumb hits. */
function choice(page: Page, name: string, value: string): Locator {
  return page.locator(`label:has(input[name="${name}"][value="${value}"])`)
}

/** Picks one line of each question of the page, by its place from the top. */
async function pickAll(page: Page, place: number): Promise<void> {
  for (const set of await page.locator('fieldset').all()) {
    const lines = await set.locator('label').all()
    await lines[Math.min(place, lines.length - 1)]?.click()
  }
}

async function onward(page: Page): Promise<void> {
  await page.locator('form button:not(.back)').click()
}

const progress = (page: Page): Promise<string | null> => page.textContent('.progress')
const picked = (page: Page): Promise<number> => page.locator('input:checked').count()

/** Responses as they lie in the data folder, newest last. */
async function stored(): Promise<readonly SurveyResponse[]> {
  const storage = await openSqliteStorage(dataDir)
  const all: SurveyResponse[] = []
  for await (const batch of storage.responses.stream({ agency: 'xa-an-binh', from: 0, to: 1e9 })) all.push(...batch)
  await storage.close()
  return all
}

describe('the full form on a phone without JavaScript', () => {
  test('is filled in page by page, with a slip and a way back, sent, and followed by questions about oneself', async () => {
    await onPhone(async (page, context) => {
      await page.goto(urlOf(AT_RETURN))
      expect(await progress(page)).toBe('Trang 1/6')
      await pickAll(page, 0)
      await onward(page)

      await pickAll(page, 1)
      await page.locator('button.back').click()
      expect([await progress(page), await picked(page)]).toEqual(['Trang 1/6', 4])
      await onward(page)
      expect([await progress(page), await picked(page)]).toEqual(['Trang 2/6', 4])
      await onward(page)

      await choice(page, 'answer-F3.1', '3').click()
      await onward(page)
      expect(await page.title()).toMatch(/^Lỗi: Trang 3\/6/)
      expect([await picked(page), await page.locator('.alert a').count()]).toEqual([1, 4])
      await pickAll(page, 2)
      await onward(page)
      await pickAll(page, 3)
      await onward(page)

      await choice(page, 'answer-F5.1', '5').click()
      await choice(page, 'fact-complained', 'yes').click()
      await onward(page)
      expect(await progress(page)).toBe('Trang 6/7')
      await page.locator('button.back').click()
      await choice(page, 'fact-complained', 'no').click()
      await onward(page)
      expect(await progress(page)).toBe('Trang 6/6')
      await choice(page, 'answer-overall', '4').click()
      await choice(page, 'fact-harassment', 'some').click()
      await page.locator('textarea').fill('Dòng một\nDòng hai')
      await onward(page)

      expect(await page.textContent('h1')).toContain('Phiếu đã được ghi nhận')
      expect(await picked(page)).toBe(0)
      await choice(page, 'profile-age', '50-60').click()
      await onward(page)
      expect(new URL(page.url()).search).toBe('?profile=stored')
      expect(await context.cookies()).toEqual([])
    })
    expect(await stored()).toMatchObject([
      { answers: '1111' + '2222' + '33333' + '444' + '500' + '4', facts: '0---1-', profile: '-3----' },
    ])
  })

  test('at submission asks for no result', async () => {
    await onPhone(async (page) => {
      await page.goto(urlOf(AT_SUBMISSION))
      for (let at = 1; at <= 5; at++) {
        expect(await progress(page)).toBe(`Trang ${at}/5`)
        expect(await page.locator('[name^="answer-F4"]').count()).toBe(0)
        await pickAll(page, 0)
        await onward(page)
      }
      expect(await page.textContent('h1')).toContain('Phiếu đã được ghi nhận')
    })
    const atSubmission = (await stored()).filter(({ step }) => step === 'submission')
    expect(atSubmission.map(({ answers }) => answers)).toEqual(['1111' + '1111' + '11111' + '---' + '100' + '1'])
  })

  test('the browser’s own buttons lead back and forth over pages as they were left, and sending goes on from there', async () => {
    await onPhone(async (page) => {
      await page.goto(urlOf(AT_RETURN))
      await pickAll(page, 4)
      await onward(page)
      await pickAll(page, 3)
      await onward(page)
      await choice(page, 'answer-F3.1', '1').click()

      await page.goBack()
      expect([await progress(page), await picked(page)]).toEqual(['Trang 2/6', 4])
      await page.goBack()
      expect([await progress(page), await picked(page)]).toEqual(['Trang 1/6', 4])
      await page.goForward()
      await page.goForward()
      expect([await progress(page), await picked(page)]).toEqual(['Trang 3/6', 1])

      await page.goBack()
      await page.goBack()
      await choice(page, 'answer-F1.1', '2').click()
      await onward(page)
      expect(await progress(page)).toBe('Trang 2/6')
      await pickAll(page, 3)
      while ((await page.locator('textarea').count()) === 0) {
        await onward(page)
        await pickAll(page, 3)
      }
      await onward(page)
      expect(await page.textContent('h1')).toContain('Phiếu đã được ghi nhận')
      await page.goBack()
      expect([await progress(page), await picked(page)]).toEqual(['Trang 7/7', 6])
      await onward(page)
      expect(await page.textContent('h1')).toContain('Phiếu đã được ghi nhận')
    })
    const responses = await stored()
    expect(responses.filter(({ answers }) => answers.startsWith('2555' + '4444'))).toHaveLength(1)
  })

  test('is filled in by keyboard alone, and Enter leads onward', async () => {
    await onPhone(async (page) => {
      await page.goto(urlOf(AT_SUBMISSION))
      for (let at = 1; at <= 5; at++) {
        await page.waitForSelector(`.progress:text-is("Trang ${at}/5")`)
        const radios = await page.locator('[type=radio]').all()
        const names = new Set(await Promise.all(radios.map((radio) => radio.getAttribute('name'))))
        for (let press = 0; press < 60 && names.size > 0; press++) {
          await page.keyboard.press('Tab')
          const name = await page
            .locator(':focus')
            .getAttribute('name', { timeout: 1000 })
            .catch(() => null)
          if (name !== null && names.delete(name)) await page.keyboard.press('Space')
        }
        expect([...names]).toEqual([])
        await page.keyboard.press('Enter')
      }
      await page.waitForSelector('[name=response]', { state: 'attached' })
    })
  })

  test('does not scroll sideways at 320 px, and every choice and button is at least 48 px high', async () => {
    await onPhone(
      async (page) => {
        await page.goto(urlOf(AT_RETURN))
        for (let at = 1; at <= 7; at++) {
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320)
          const heights = await page
            .locator('label:has(input[type=radio]), button')
            .evaluateAll((targets) => targets.map((target) => target.getBoundingClientRect().height))
          expect(Math.min(...heights)).toBeGreaterThanOrEqual(48)
          const sizes = await page
            .locator('main :is(p, legend, label, button)')
            .evaluateAll((texts) => texts.map((text) => parseFloat(getComputedStyle(text).fontSize)))
          expect(Math.min(...sizes)).toBeGreaterThanOrEqual(18)
          await pickAll(page, 0)
          await onward(page)
        }
      },
      { script: true, viewport: { width: 320, height: 640 } },
    )
  })

  test('tried out, is no different but stores nothing', async () => {
    const before = (await stored()).length
    await onPhone(async (page) => {
      await page.goto(urlOf(AT_RETURN, '?trial=1'))
      for (let at = 1; at <= 6; at++) {
        expect(await page.textContent('.trial')).toContain('không có gì được lưu')
        await pickAll(page, 0)
        await onward(page)
      }
      expect(await page.textContent('h1')).toBe('Đã thử xong. Không có gì được lưu.')
    })
    expect(await stored()).toHaveLength(before)
  })
})

test('the first visit loads at most 14 KB in at most three requests, and each further page less than half of it', async () => {
  await onPhone(
    async (page, context) => {
      const devtools = await context.newCDPSession(page)
      await devtools.send('Network.enable')
      let requests = 0
      let bytes = 0
      devtools.on('Network.responseReceived', ({ response }) => {
        if (response.fromDiskCache !== true) requests++
      })
      devtools.on('Network.loadingFinished', ({ encodedDataLength }) => {
        bytes += encodedDataLength
      })
      const loaded = (): { requests: number; bytes: number } => {
        const sums = { requests, bytes }
        requests = 0
        bytes = 0
        return sums
      }
      await page.goto(urlOf(AT_RETURN), { waitUntil: 'networkidle' })
      const first = loaded()
      expect(first.bytes).toBeGreaterThan(1000)
      expect(first.bytes).toBeLessThanOrEqual(MOST_BYTES)
      expect(first.requests).toBeLessThanOrEqual(3)
      for (let at = 1; at <= 7; at++) {
        await pickAll(page, 1)
        await onward(page)
        await page.waitForLoadState('networkidle')
        const next = loaded()
        expect(next.bytes).toBeLessThanOrEqual(MOST_BYTES / 2)
      }
      expect(await page.locator('[name=response]').count()).toBe(1)
    },
    { script: true },
  )
})

describe.each(['vi', 'en'])('accessibility in %s', (language) => {
  test('of every page, of its errors and of the thanks is without a fault that axe knows', async () => {
    await onPhone(
      async (page) => {
        await page.goto(urlOf(AT_RETURN, `?lang=${language}`))
        for (let at = 1; at <= 7; at++) {
          expect(await accessibilityProblems(page)).toEqual([])
          await onward(page)
          expect(await page.locator('.alert').count()).toBe(1)
          expect(await accessibilityProblems(page)).toEqual([])
          await pickAll(page, 1)
          await onward(page)
        }
        expect(await page.locator('[name=response]').count()).toBe(1)
        expect(await accessibilityProblems(page)).toEqual([])
        await onward(page)
        expect(await accessibilityProblems(page)).toEqual([])
        await page.goto(urlOf(AT_RETURN, `?trial=1&lang=${language}`))
        expect(await accessibilityProblems(page)).toEqual([])
      },
      { script: true },
    )
  })
})
