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
import { monthOfDay, parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { drawing, randomResponses } from '../fixtures/random-responses.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { aTarget } from '../fixtures/target.ts'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'

const FIELDS = ['dat-dai', 'ho-tich', 'chung-thuc', 'xay-dung', 'bao-tro-xa-hoi', 'thanh-lap-va-hoat-dong-doanh-nghiep']
const THIS_MONTH = monthOfDay(parseIsoDay('2026-11-01') ?? 0)
const MONTHS = Array.from({ length: 12 }, (_, i) => THIS_MONTH - i)
const UNITS = 600
const ANSWERED = Array.from({ length: 150 }, (_, i) => `don-vi-${i * 4}`)
/** Levels that are satisfied about nine times in ten. */
const LEVELS = '14455555455554'

let folder: string
let platform: Platform
let server: Server
let browser: Browser
let page: Page
let url: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hailong-print-'))
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province', names: { vi: 'Ủy ban nhân dân tỉnh Hải An', en: 'Hai An Province' } }),
        anAgency('my-loc', { parent: 'tinh', names: { vi: 'Ủy ban nhân dân xã Mỹ Lộc', en: 'My Loc Commune' } }),
        ...Array.from({ length: UNITS }, (_, i) =>
          anAgency(`don-vi-${i}`, {
            parent: 'tinh',
            names: {
              vi: `Trung tâm Phục vụ hành chính công phường Nguyễn Bỉnh Khiêm số ${i}`,
              en: `Public Administration Service Centre of Nguyễn Bỉnh Khiêm ward no. ${i}`,
            },
          }),
        ),
      ],
      points: ['my-loc', ...ANSWERED].flatMap((agency) =>
        [1, 2, 3].map((nth) => aServicePoint(`${agency}-0${nth}`, agency)),
      ),
      fields: FIELDS.map((code) => aField(code)),
      targets: [
        aTarget(),
        aTarget({ instrument: 'full' }),
        aTarget({ agency: 'my-loc', threshold: '92.5', from: parseIsoDay('2026-07-01') ?? 0 }),
      ],
    },
  })
  const mix = { fields: FIELDS, months: MONTHS, levels: LEVELS }
  await record([
    ...randomResponses(2500, 1, mix),
    ...randomResponses(6000, 2, { ...mix, agencies: ANSWERED }),
    ...fullForms(600),
  ])
  const { name } = await addAccount(platform.storage)
  server = createServer(platform.app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await launchBrowser()
  page = await browser.newPage({ viewport: DESK })
  await page.goto(`${url}/sign-in`)
  await page.locator('[name=name]').fill(name)
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
  ['an agency of three counters and six fields', '/agencies/my-loc/print'],
  ['the full questionnaire', '/agencies/my-loc/print?questionnaire=full'],
  ['a province of six hundred units', '/agencies/tinh/print'],
])('the report of %s', (_, path) => {
  const at = (language: string): string => `${path}${path.includes('?') ? '&' : '?'}lang=${language}`

  test('is two sheets of A4 that say in Vietnamese what is known, and leave room to sign', async () => {
    const { sheets, size, text } = await printed(at('vi'))
    expect([sheets, size]).toEqual([2, 'A4'])
    const [first = '', second = ''] = text
    expect(first).toMatch(/mục tiêu 9[25](,5)? %.*chỉ số hài lòng.* \d\d,\d\d %/)
    expect(first).toContain('CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM')
    expect(first).toContain('Từ ngày 01/12/2025 đến hết ngày 30/11/2026')
    expect(first).toMatch(/Trung bình của tỷ lệ hài lòng|Tỷ lệ câu trả lời hài lòng/)
    expect(first).toMatch(/Phiếu trả lời \d/)
    expect(first).toMatch(/ 1 ?\/ ?2 $/)
    for (const words of ['Bản in không gồm', 'THỦ TRƯỞNG ĐƠN VỊ', '(Ký, ghi rõ họ tên, đóng dấu)', 'NGƯỜI LẬP']) {
      expect(second).toContain(words)
    }
    expect(second).toMatch(/ 2 ?\/ ?2 $/)
    expect(second).toMatch(/ngày …+ tháng …+ năm …+/)
    for (const words of ['Đăng xuất', 'Trở lại', 'Ctrl+P']) expect(text.join(' ')).not.toContain(words)
  })

  test('is the same in English', async () => {
    const { sheets, text } = await printed(at('en'))
    expect(sheets).toBe(2)
    expect(text[0]).toMatch(/target.* \d\d\.\d\d %/)
    expect(text[0]).toContain('From 01/12/2025 up to and including 30/11/2026')
    expect(text[1]).toContain('HEAD OF THE AGENCY')
    expect(text[1]).toContain('Not printed:')
  })

  test.each([
    ['a desk', DESK],
    ['a phone', PHONE],
  ])('can be read by everybody at the size of %s', async (_size, viewport) => {
    await page.setViewportSize(viewport)
    await page.goto(url + path)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  })
})

test('a table that is too long says how many of its rows were left out', async () => {
  const { text } = await printed('/agencies/tinh/print?lang=vi')
  expect(text[1]).toMatch(/Bản in chỉ có \d+ dòng thấp nhất trong số 601 dòng/)
})

test('a short report prints every counter and field, and none is left out', async () => {
  const { text } = await printed('/agencies/my-loc/print?lang=vi')
  for (const name of ['Quầy my-loc-01', 'Quầy my-loc-02', 'Quầy my-loc-03']) expect(text[1]).toContain(name)
  expect(text[1]).not.toContain('dòng thấp nhất')
})

test('what is drawn is no bitmap, and lies within its sheet', async () => {
  await page.setViewportSize(DESK)
  await page.goto(`${url}/agencies/my-loc/print`)
  expect(await page.locator('canvas, img').count()).toBe(0)
  expect(await page.locator('.trend__dot').count()).toBe(12)
  const images = execFileSync('pdfimages', ['-list', (await printed('/agencies/my-loc/print')).pdf], {
    encoding: 'utf8',
  })
  expect(images.trim().split('\n')).toHaveLength(2)
})

/** Prints a page, and reads back what stands on its sheets. */
async function printed(path: string): Promise<{ pdf: string; sheets: number; size: string; text: readonly string[] }> {
  await page.goto(url + path)
  const pdf = join(folder, 'report.pdf')
  writeFileSync(pdf, await page.pdf({ preferCSSPageSize: true, printBackground: false }))
  const about = execFileSync('pdfinfo', [pdf], { encoding: 'utf8' })
  const text = execFileSync('pdftotext', ['-layout', pdf, '-'], { encoding: 'utf8' }).split('\f')
  return {
    pdf,
    sheets: Number(/Pages: +(\d+)/.exec(about)?.[1]),
    size: /Page size: .*\((A4)\)/.exec(about)?.[1] ?? about,
    text: text.map((sheet) => sheet.normalize('NFC').replace(/\s+/g, ' ')),
  }
}

/** Answers to the full questionnaire at the return step, all asked. */
function fullForms(count: number): SurveyResponse[] {
  const below = drawing(3)
  const level = (): string => LEVELS.charAt(below(LEVELS.length))
  return randomResponses(count, 4, { fields: FIELDS, months: MONTHS }).map((response) => ({
    ...response,
    questionnaire: 'full/1',
    step: 'return',
    answers: Array.from({ length: 20 }, level).join(''),
    facts: '000000',
  }))
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}
