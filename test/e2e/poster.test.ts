/// <reference lib="dom" />
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const PUBLIC_URL = 'http://khaosathailong.thanhpho.haiphong.gov.vn'
const [SHORT, LONG, SUBMISSION, PHOTOGRAPHED] = [11, 12, 13, 14].map((sign) => newPublicCode(() => sign)) as [
  string,
  string,
  string,
  string,
]
const TEXT =
  'Cần giúp đỡ, xin hỏi bàn hướng dẫn số 2 ở tầng một hoặc gọi điện đến số 0225 3 842 555 trong giờ hành chính, xin cảm ơn'
/** Where on a sheet each poster of a format stands, in millimetres: left, top, width, height. */
const PARTS: Readonly<Record<string, readonly Part[]>> = {
  a4: [[0, 0, 210, 297]],
  a5: [0, 148.5].map((left) => [left, 0, 148.5, 210]),
  tent: [0, 148.5].map((top) => [0, top, 210, 148.5]),
  sticker: [0, 1, 2, 3].flatMap((row) => [0, 1, 2].map((column): Part => [column * 70, 8.5 + row * 70, 70, 70])),
}
type Part = readonly [left: number, top: number, width: number, height: number]
const MM_AN_INCH = 25.4

const times = (count: number, code: string): readonly string[] => Array.from({ length: count }, () => code)

const PIXELS_A_MM = 96 / 25.4
const PIXELS_A_POINT = 96 / 72

let folder: string
let platform: Platform
let server: Server
let browser: Browser
let page: Page
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-poster-'))
  platform = await openPlatform({
    env: { PUBLIC_URL },
    directory: {
      agencies: [
        anAgency('so-y-te', { names: { vi: 'Sở Y tế', en: 'Department of Health' } }),
        anAgency('hcc', {
          parent: 'so-y-te',
          names: {
            vi: 'Trung tâm Phục vụ hành chính công phường Nguyễn Bỉnh Khiêm, thành phố Hải Phòng',
            en: 'Public Administration Service Centre of Nguyễn Bỉnh Khiêm ward, Hải Phòng city',
          },
        }),
      ],
      points: [
        aServicePoint('so-y-te-01', 'so-y-te', { names: { vi: 'Quầy số 1', en: 'Counter 1' } }),
        aServicePoint('hcc-01', 'hcc', {
          names: {
            vi: 'Quầy tiếp nhận và trả kết quả số 12, tầng 2, khu B',
            en: 'Reception and results counter 12, floor 2, block B',
          },
        }),
      ],
      fields: [
        {
          code: 'dang-ky-bien-phap-bao-dam',
          names: {
            vi: 'Đăng ký biện pháp bảo đảm, bồi thường nhà nước và trợ giúp pháp lý',
            en: 'Registration of security interests, state compensation and legal aid',
          },
        },
      ],
      codes: [
        aPublicCode(SHORT, 'so-y-te-01'),
        aPublicCode(SUBMISSION, 'so-y-te-01', { step: 'submission' }),
        aPublicCode(PHOTOGRAPHED, 'so-y-te-01', { field: 'y-te', withdrawnOn: 20_000, replacedBy: SHORT }),
        aPublicCode(LONG, 'hcc-01', { field: 'dang-ky-bien-phap-bao-dam' }),
      ],
    },
  })
  const account = await addAccount(platform.storage, { grants: ADMINISTRATOR })
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  page = await browser.newPage()
  await page.goto(`${url}/sign-in`)
  await page.locator('[name=name]').fill(account.name)
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('main button[type=submit]').click()
})
afterAll(async () => {
  await browser.close()
  server.closeAllConnections()
  server.close()
  await platform.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each([
  ['short', SHORT],
  ['long', LONG],
])('a poster with %s names', (_names, code) => {
  test('is one A4 page whose QR code a scanner reads, near and from afar', async () => {
    await page.goto(`${url}/points/${code}/poster`)
    const pdf = await printed()
    expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Pages: +1\n[^]*Page size: .*A4/)
    for (const dpi of [40, 150]) expect(scanned(pdf, dpi)).toBe(`QR-Code:${PUBLIC_URL}/s/${code}`)
  })

  test('is still read with a stain on the code', async () => {
    await page.goto(`${url}/points/${code}/poster`)
    await page.locator('.poster__qr').evaluate((qr) => {
      const side = (qr as SVGSVGElement).viewBox.baseVal.width
      const stain = document.createElementNS('http://www.w3.org/2000/svg', 'circle')
      for (const [name, value] of Object.entries({ cx: side * 0.55, cy: side * 0.5, r: side * 0.13, fill: '#864' })) {
        stain.setAttribute(name, String(value))
      }
      qr.append(stain)
    })
    expect(scanned(await printed(), 150)).toBe(`QR-Code:${PUBLIC_URL}/s/${code}`)
  })

  test.each([
    ['a4', 60, 'no words', ''],
    ['a4', 60, 'words', TEXT],
    ['a5', 40, 'words', TEXT],
    ['tent', 40, 'words', TEXT],
  ])('on %s has a code of %i mm or more, and room for all with %s of the agency', async (format, least, _has, text) => {
    await page.goto(`${url}/points/${code}/poster?format=${format}&text=${encodeURIComponent(text)}`)
    await page.emulateMedia({ media: 'print' })
    const measured = await page.locator('.poster').last().evaluate(measure)
    await page.emulateMedia({ media: null })
    expect(measured.codeSide / PIXELS_A_MM).toBeGreaterThanOrEqual(least)
    expect(measured.moduleSide / PIXELS_A_MM).toBeGreaterThanOrEqual(1)
    expect(measured).toMatchObject({ outside: [], overlaps: [], frameIsWide: true })
  })

  test('on a sticker has modules of 0.8 mm or more, and room for all words', async () => {
    await page.goto(`${url}/points/${code}/poster?format=sticker`)
    await page.emulateMedia({ media: 'print' })
    const measured = await page.locator('.sticker').evaluate(measure)
    await page.emulateMedia({ media: null })
    expect(measured.moduleSide / PIXELS_A_MM).toBeGreaterThanOrEqual(0.8)
    expect(measured).toMatchObject({ outside: [], overlaps: [] })
  })

  test('on A4 has no Vietnamese below 13 points, and its code in letters of 32', async () => {
    await page.goto(`${url}/points/${code}/poster`)
    await page.emulateMedia({ media: 'print' })
    const sizesOf = (what: string) =>
      page.locator(what).evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)))
    const [vietnamese, letters] = [await sizesOf('.poster__first, .poster__address'), await sizesOf('.poster__code')]
    await page.emulateMedia({ media: null })
    expect(Math.min(...vietnamese) / PIXELS_A_POINT).toBeGreaterThanOrEqual(12.9)
    expect(Math.min(...letters) / PIXELS_A_POINT).toBeGreaterThanOrEqual(31.9)
  })
})

describe('a whole agency with those below it', () => {
  const [first, second, third] = [LONG, SUBMISSION, SHORT]
  test.each([
    ['a4', 1, [[first], [second], [third]]],
    ['a5', 1, [[first, second], [third]]],
    [
      'tent',
      1,
      [
        [first, first],
        [second, second],
        [third, third],
      ],
    ],
    ['sticker', 1, [[first, second, third]]],
    ['sticker', 5, [[...times(5, first), ...times(5, second), ...times(2, third)], times(3, third)]],
  ])('is printed in one go on A4, each QR code to be scanned: %s, %i of each', async (format, copies, sheets) => {
    const query = `which=subtree&format=${format}&copies=${copies}&text=${TEXT}`
    await page.goto(`${url}/agencies/so-y-te/posters/print?${query}`)
    const pdf = await printed()
    const described = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
    expect(described).toContain('(A4)')
    expect(Number(/Pages: +(\d+)/.exec(described)?.[1])).toBe(sheets.length)
    for (const [i, codes] of sheets.entries()) {
      const parts = PARTS[format]?.slice(0, codes.length) ?? []
      const found = parts.map((part) => scanned(pdf, 150, { sheet: i + 1, part }))
      expect(found).toEqual(codes.map((code) => `QR-Code:${PUBLIC_URL}/s/${code}`))
    }
  })
})

test('an agency’s posters are chosen and printed in one go, a page each', async () => {
  await page.goto(`${url}/agencies/so-y-te/posters`)
  await page.locator('main button[value=own]').click()
  await page.waitForURL(/posters\/print/)
  await page.locator('.sheet').last().waitFor()
  expect(execFileSync('pdfinfo', [await printed()], { encoding: 'utf8' })).toMatch(/Pages: +2\n/)
})

test('posters are ticked and seen by keyboard alone', async () => {
  await page.goto(`${url}/agencies/so-y-te/posters`)
  const focused = (): Promise<string | undefined> => page.evaluate(() => document.activeElement?.id)
  for (let tabs = 0; tabs < 40 && (await focused()) !== 'format'; tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowDown')
  for (let tabs = 0; tabs < 40 && (await focused()) !== `c-${SHORT}`; tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  const isOnButton = (): Promise<boolean> =>
    page.evaluate(() => document.activeElement?.matches('[value=ticked]') ?? false)
  for (let tabs = 0; tabs < 20 && !(await isOnButton()); tabs++) await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.waitForURL(/posters\/print/)
  expect(await page.locator('.sheet--tent').count()).toBe(1)
  expect(await page.locator('.poster__code').first().textContent()).toBe(printPublicCode(SHORT))
})

test('a code is replaced without script, and the new poster is there to print', async () => {
  const code = newPublicCode(() => 15)
  await platform.storage.directory.apply({ codes: [aPublicCode(code, 'so-y-te-01', { field: 'nha-o' })] })
  const context = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const plain = await context.newPage()
  await plain.goto(`${url}/points/${code}/withdrawal`)
  await plain.locator('form:has([value=replace]) button').click()
  await plain.waitForURL(/\/poster$/)
  expect(await plain.locator('h1').textContent()).not.toContain(printPublicCode(code))
  expect(await plain.locator('.poster-note').first().textContent()).toContain(printPublicCode(code))
  expect(await plain.locator('.sheet').count()).toBe(1)
  await context.close()
})

const PAGES = [
  `/points/${SHORT}/poster`,
  `/points/${SHORT}/withdrawal`,
  `/points/${PHOTOGRAPHED}/poster`,
  '/agencies/so-y-te/posters?reach=subtree',
  '/agencies/so-y-te/posters/print?format=a9&copies=0',
  '/agencies/so-y-te/posters/print?format=a5&which=subtree',
  '/agencies/so-y-te/posters/print?format=sticker&which=subtree',
  '/agencies/so-y-te/posters/print?format=tent&which=subtree',
  '/agencies/so-y-te/posters/new',
]

test.each(['vi', 'en'])('pages about posters can be used by everybody, on a phone as well, in %s', async (language) => {
  for (const path of PAGES) {
    await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}lang=${language}`)
    for (const details of await page.locator('main details').all()) {
      await details.evaluate((one) => {
        one.setAttribute('open', '')
      })
    }
    for (const viewport of [PHONE, DESK]) {
      await page.setViewportSize(viewport)
      expect({ path, problems: await accessibilityProblems(page) }).toEqual({ path, problems: [] })
      const wider = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      )
      expect({ path, wider }).toEqual({ path, wider: 0 })
    }
  }
})

test.each(['vi', 'en'])('the page of exports can be used by everybody, in %s', async (language) => {
  await page.goto(`${url}/agencies/so-y-te/exports?lang=${language}`)
  expect(await accessibilityProblems(page)).toEqual([])
})

/** How large a poster's code is in pixels, and what of it runs out of its sheet or over its neighbour. */
function measure(sheet: Element) {
  const boxOf = (element: Element) => element.getBoundingClientRect()
  const qr = sheet.querySelector('svg')
  if (!qr) throw new Error('no QR code')
  const modules = qr.viewBox.baseVal.width
  const side = Math.min(boxOf(qr).width, boxOf(qr).height)
  const outer = boxOf(sheet)
  const frame = sheet.querySelector('.poster__answer')
  const isApart = (one: Element, other: Element): boolean =>
    boxOf(other).top >= boxOf(one).bottom - 1 ||
    boxOf(other).left >= boxOf(one).right - 1 ||
    boxOf(one).left >= boxOf(other).right - 1
  const parts = [...sheet.children, ...(frame?.children ?? [])]
  return {
    moduleSide: side / modules,
    codeSide: (side * (modules - 8)) / modules,
    outside: [...sheet.querySelectorAll('*')]
      .filter((one) => {
        const holder = boxOf(frame?.contains(one) && frame !== one ? frame : sheet)
        const { left, right, bottom } = boxOf(one)
        return right > outer.right + 1 || left < outer.left - 1 || bottom > holder.bottom + 1
      })
      .map((one) => one.getAttribute('class') ?? one.tagName),
    overlaps: parts.flatMap((part, i) =>
      parts
        .slice(i + 1)
        .filter((other) => part.parentElement === other.parentElement && !isApart(part, other))
        .map((other) => `${part.outerHTML.slice(0, 60)} over ${other.outerHTML.slice(0, 60)}`),
    ),
    frameIsWide: frame !== null && frame.scrollWidth <= frame.clientWidth,
  }
}

/** Prints the page that is open into a file. */
async function printed(): Promise<string> {
  const path = join(folder, 'poster.pdf')
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: false }))
  return path
}

/** What a barcode reader says of a page, or of one part of it. */
function scanned(pdf: string, dpi: number, { sheet = 1, part }: { sheet?: number; part?: Part } = {}): string {
  const picture = join(folder, 'poster')
  const only = ['-f', String(sheet), '-l', String(sheet), '-singlefile']
  const edges = (part ?? []).map((mm) => String(Math.round((mm / MM_AN_INCH) * dpi)))
  const cut = ['-x', '-y', '-W', '-H'].flatMap((option, i) => [option, edges[i] ?? '0'])
  execFileSync('pdftoppm', ['-r', String(dpi), ...only, ...cut, '-gray', '-png', pdf, picture])
  return execFileSync('zbarimg', ['-q', `${picture}.png`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
