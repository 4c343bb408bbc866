/// <reference lib="dom" />
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import type { Platform } from '../fixtures/platform.ts'
import { openPublicPlatform } from '../fixtures/public-platform.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

/** Where pictures of the pages are put to be looked at; none are made where it is not set. */
const SHOTS = process.env['SHOTS']

let platform: Platform
let server: Server
let url: string
let browser: Browser
beforeAll(async () => {
  platform = await openPublicPlatform()
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  if (SHOTS !== undefined) mkdirSync(SHOTS, { recursive: true })
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
})

const PAGES = [
  ['agency', '/agencies/so-y-te/public'],
  ['below', '/agencies/xa-a/public'],
  ['hidden', '/agencies/xa-c/public'],
  ['list', '/cong-khai'],
  ['glossary', '/glossary'],
] as const
const SCREENS = [
  ['phone', PHONE],
  ['desk', DESK],
] as const

test.each(SCREENS.flatMap(([name, viewport]) => ['vi', 'en'].map((lang) => [name, lang, viewport] as const)))(
  'the public pages are whole on a %s in %s: no complaint, no sideways scrolling, text of 18 px, axe clean',
  async (screen, lang, viewport) => {
    const context = await browser.newContext({ viewport })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => complaints.push(message.text()))
    for (const [name, path] of PAGES) {
      let requests = 0
      page.on('request', () => requests++)
      await page.goto(`${url}${path}?lang=${lang}`)
      if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/${name}-${lang}-${screen}.png`, fullPage: true })
      expect(requests).toBeLessThanOrEqual(3)
      page.removeAllListeners('request')
      expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
      expect(await page.evaluate(() => getComputedStyle(document.body).fontSize)).toBe('18px')
      expect(await accessibilityProblems(page)).toEqual([])
    }
    expect(complaints).toEqual([])
    expect(await context.cookies()).toEqual([])
    await context.close()
  },
)

test('the card holds its words, whatever the agency is called', async () => {
  const page = await browser.newPage({ viewport: { width: 1200, height: 630 } })
  for (const agency of ['so-y-te', 'xa-a', 'xa-c']) {
    await page.goto(`${url}/agencies/${agency}/public/card.svg`)
    if (SHOTS !== undefined) await page.screenshot({ path: `${SHOTS}/card-${agency}.png` })
    const boxes = await page.evaluate(() =>
      [...document.querySelectorAll('text')].map((text) => {
        const { x, y, width, height } = text.getBBox()
        return { left: x, top: y, right: x + width, bottom: y + height }
      }),
    )
    for (const { left, top, right, bottom } of boxes) {
      expect(Math.min(left, top)).toBeGreaterThanOrEqual(0)
      expect(right).toBeLessThanOrEqual(1200)
      expect(bottom).toBeLessThanOrEqual(630)
    }
    // Boxes of lines hold the room above and below the letters, so neighbours may touch by a little.
    const covered = boxes.flatMap((one, i) =>
      boxes.slice(i + 1).filter((other) => {
        const across = Math.min(one.right, other.right) - Math.max(one.left, other.left)
        return across > 0 && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 12
      }),
    )
    expect(covered).toEqual([])
  }
  await page.close()
})
