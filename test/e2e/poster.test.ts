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
import { newPublicCode } from '../../server/domain/public-code.ts'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { accessibilityProblems, launchBrowser } from './browser.ts'

const PUBLIC_URL = 'http://khaosathailong.thanhpho.haiphong.gov.vn'
const SHORT = newPublicCode(() => 11)
const LONG = newPublicCode(() => 12)
const PIXELS_A_MM = 96 / 25.4

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
        aPublicCode(
          newPublicCode(() => 13),
          'so-y-te-01',
          { step: 'submission' },
        ),
        aPublicCode(LONG, 'hcc-01', { field: 'dang-ky-bien-phap-bao-dam' }),
      ],
    },
  })
  const account = await addAccount(platform.storage)
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

  test('has a code of 60 mm or more, and nothing that runs out of its sheet or over its neighbour', async () => {
    await page.goto(`${url}/points/${code}/poster`)
    await page.emulateMedia({ media: 'print' })
    const measured = await page.locator('.poster').evaluate((sheet) => {
      const boxOf = (element: Element) => element.getBoundingClientRect()
      const qr = sheet.querySelector<SVGSVGElement>('.poster__qr')
      if (!qr) throw new Error('no QR code')
      const modules = qr.viewBox.baseVal.width
      const side = Math.min(boxOf(qr).width, boxOf(qr).height)
      const outer = boxOf(sheet)
      const parts = [...sheet.children, ...(sheet.querySelector('.poster__answer')?.children ?? [])]
      const frame = sheet.querySelector('.poster__answer')
      return {
        codeSide: (side * (modules - 8)) / modules,
        outside: [...sheet.querySelectorAll('*')]
          .filter(
            (one) => boxOf(one).right > outer.right || boxOf(one).bottom > outer.bottom || boxOf(one).left < outer.left,
          )
          .map((one) => one.getAttribute('class') ?? one.tagName),
        overlaps: parts.flatMap((part, i) =>
          parts
            .slice(i + 1)
            .filter((other) => part.parentElement === other.parentElement && boxOf(other).top < boxOf(part).bottom - 1)
            .map((other) => `${part.outerHTML.slice(0, 60)} over ${other.outerHTML.slice(0, 60)}`),
        ),
        frameIsWide: frame !== null && frame.scrollWidth <= frame.clientWidth,
      }
    })
    await page.emulateMedia({ media: null })
    expect(measured.codeSide / PIXELS_A_MM).toBeGreaterThanOrEqual(60)
    expect(measured).toMatchObject({ outside: [], overlaps: [], frameIsWide: true })
  })
})

test('an agency’s posters are printed in one go, a page each', async () => {
  await page.goto(`${url}/agencies/so-y-te/posters`)
  await page.locator('main .button').click()
  const pdf = await printed()
  expect(execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })).toMatch(/Pages: +2\n/)
})

test.each(['vi', 'en'])('posters and their list can be used by everybody, in %s', async (language) => {
  for (const path of [`/points/${SHORT}/poster`, '/agencies/so-y-te/posters', '/agencies/so-y-te/exports']) {
    await page.goto(`${url}${path}?lang=${language}`)
    expect(await accessibilityProblems(page)).toEqual([])
  }
})

/** Prints the page that is open into a file. */
async function printed(): Promise<string> {
  const path = join(folder, 'poster.pdf')
  writeFileSync(path, await page.pdf({ preferCSSPageSize: true, printBackground: false }))
  return path
}

/** What a barcode reader says of the first page. */
function scanned(pdf: string, dpi: number): string {
  const picture = join(folder, 'poster')
  execFileSync('pdftoppm', ['-r', String(dpi), '-singlefile', '-gray', '-png', pdf, picture])
  return execFileSync('zbarimg', ['-q', `${picture}.png`], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
