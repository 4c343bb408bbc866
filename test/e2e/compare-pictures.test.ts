/// <reference lib="dom" />
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { openPicturedPlatform, PICTURED } from '../fixtures/pictured-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

let platform: Platform
let server: Server
let url: string
let browser: Browser
let name: string
let folder: string
beforeAll(async () => {
  platform = await openPicturedPlatform()
  name = (await addAccount(platform.storage)).name
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  folder = mkdtempSync(join(tmpdir(), 'hailong-pictures-'))
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
  rmSync(folder, { recursive: true })
})

const PAGES = [
  '/compare/funnel',
  '/compare/funnel?centre=mean',
  '/compare/heat-map',
  '/compare/heat-map?level=department&depth=criterion',
]

describe('the pictures of a comparison in a browser', () => {
  test.each(PAGES)(
    '%s keeps the policy of its headers and can be used by everybody, on a phone and at a desk',
    async (path) => {
      for (const viewport of [PHONE, DESK]) {
        const { page, complaints } = await signedIn({ viewport })
        await page.goto(url + path)
        expect(complaints).toEqual([])
        expect(await accessibilityProblems(page)).toEqual([])
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        )
        await page.context().close()
      }
    },
  )

  test('no words of the funnel plot overlap each other or a point, as this browser draws them', async () => {
    for (const centre of ['target', 'mean']) {
      const { page } = await signedIn({ viewport: DESK })
      await page.goto(`${url}/compare/funnel?centre=${centre}`)
      const overlaps = await page.evaluate(() => {
        const words = [...document.querySelectorAll('svg.funnel text:not(.funnel__name--asked)')]
        const shapes = [...document.querySelectorAll('svg.funnel a use')]
        const boxes = [...words, ...shapes].map((one) => ({
          is: one.textContent || 'point',
          box: one.getBoundingClientRect(),
          isWord: words.includes(one),
        }))
        return boxes.flatMap((a, i) =>
          boxes.slice(i + 1).flatMap((b) => {
            if (!a.isWord && !b.isWord) return []
            const isApart =
              a.box.right <= b.box.left ||
              b.box.right <= a.box.left ||
              a.box.bottom <= b.box.top + 1 ||
              b.box.bottom <= a.box.top + 1
            return isApart ? [] : [`${a.is} / ${b.is}`]
          }),
        )
      })
      expect(overlaps).toEqual([])
      await page.context().close()
    }
  })

  test('a point names itself while it has the focus, and leads to its unit, without scripts', async () => {
    const { page } = await signedIn({ viewport: DESK, javaScriptEnabled: false })
    await page.goto(`${url}/compare/funnel`)
    const point = page.locator('.funnel__point', { has: page.locator('.funnel__name--asked') }).first()
    const words = point.locator('text')
    expect(await words.isVisible()).toBe(false)
    await page.locator('.skip-link[href="#funnel-table"]').focus()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    expect(await words.isVisible()).toBe(true)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/agencies\/xa-\d\d\?/)
    await page.goBack()
    await page.locator('.funnel--below-outer.funnel__point').last().hover()
    await page.locator('.funnel--below-outer.funnel__point').last().click()
    expect(page.url()).toMatch(/\/agencies\/xa-(01|09|17)\?from=2025-12-01&to=2026-11-30$/)
    await page.context().close()
  })

  test('on a phone the drawing and the cells are moved inside their frames, the names of units stay', async () => {
    const { page } = await signedIn({ viewport: PHONE })
    await page.goto(`${url}/compare/funnel`)
    const frame = page.locator('.plot__scroll')
    expect(await frame.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)).toBe(true)
    const size = await page
      .locator('svg.funnel text')
      .first()
      .evaluate((text) => text.getBoundingClientRect().height)
    expect(size).toBeGreaterThanOrEqual(13)
    await page.goto(`${url}/compare/heat-map`)
    const head = page.locator('.heat-table tbody th').first()
    const left = async (): Promise<number> => (await head.boundingBox())?.x ?? -1
    const before = await left()
    await page.locator('.table-scroll').evaluate((scroll) => {
      scroll.scrollLeft = 200
    })
    expect(await left()).toBe(before)
    await page.context().close()
  })

  test('are printed with everything on them: the drawing as lines, the colours of cells, each row once', async () => {
    const { page } = await signedIn({ viewport: DESK })
    const printed = async (path: string): Promise<string> => {
      const file = join(folder, 'page.pdf')
      await page.goto(url + path)
      await page.pdf({ path: file, preferCSSPageSize: true })
      expect(execFileSync('pdfimages', ['-list', file], { encoding: 'utf8' }).trim().split('\n').length).toBeLessThan(4)
      return execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    }
    const funnel = await printed('/compare/funnel')
    expect(funnel).toContain('3 trong 24 đơn vị nằm dưới giới hạn 99,8 %')
    expect(funnel).toContain('Cỡ mẫu hiệu dụng (thang căn bậc hai)')
    expect(funnel.match(/trong giới hạn$|trong giới hạn {2}/gm)?.length).toBeGreaterThanOrEqual(PICTURED - 3)
    expect(funnel).not.toContain('Tải bảng này')
    const map = await printed('/compare/heat-map')
    expect(map.match(/^Xã <Tân Phú> \d+(?=\s)/gm)).toHaveLength(PICTURED + 2)
    expect(map).toContain('không công bố')
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
