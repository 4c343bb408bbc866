import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { accessibilityProblems, DESK, launchBrowser, PHONE } from './browser.ts'
import { seedCounter } from './seed-counter.ts'
import { startServerProcess, type ServerProcess } from './server-process.ts'

const NAME = 'quan-tri'
const PASSWORD = 'mot hai ba bon nam'
const DASHBOARD = '/agencies/xa-an-binh'

let browser: Browser
let server: ServerProcess
let staff: BrowserContext
let dataDir = ''
beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'hailong-first-day-'))
  await seedCounter(dataDir)
  ;[browser, server] = await Promise.all([launchBrowser(), startServerProcess(dataDir)])
  staff = await browser.newContext({ viewport: DESK })
})
afterAll(async () => {
  await browser.close()
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** A page of the signed-in person, with everything that the browser complained about. */
async function asStaff(visit: (page: Page) => Promise<void>, context = staff): Promise<readonly string[]> {
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  await visit(page)
  await page.close()
  return complaints
}

test('the printed link makes the first administrator, once, and lets the person in', async () => {
  const link = server.printed.find((line) => line.includes('/set-up/'))
  const path = new URL(link ?? 'http://nowhere').pathname
  const complaints = await asStaff(async (page) => {
    await page.goto(server.url + path)
    expect(await accessibilityProblems(page)).toEqual([])
    const fields = page.locator('main input:not([type=hidden])')
    for (let i = 0; i < (await fields.count()); i++) {
      const field = fields.nth(i)
      await field.fill((await field.getAttribute('type')) === 'password' ? PASSWORD : NAME)
    }
    await page.locator('main button[type=submit]').click()
    await page.goto(server.url + DASHBOARD)
    expect(await page.textContent('h1')).toContain('xã An Bình')
  })
  expect(complaints).toEqual([])
  const again = await fetch(server.url + path)
  expect(again.status).toBe(410)
})

test('answers given on a phone change the index that the agency sees', async () => {
  const before = await dashboardText()
  for (let i = 0; i < 40; i++) await answer(i % 8 === 0 ? '2' : '5')
  const after = await dashboardText()
  expect(before).not.toContain('87,50 %')
  expect(after).toContain('87,50 %')
  await answer('5')
  expect(await dashboardText()).toContain('87,80 %')
})

test('what the export holds gives the index of the page on the command line', async () => {
  await asStaff(async (page) => {
    await page.goto(server.url + DASHBOARD)
    const shown = Number(await page.locator('.headline__number').getAttribute('data-value'))
    const csv = await staff.request.get(`${server.url}${DASHBOARD}/responses.csv?for=plain`)
    expect(csv.status()).toBe(200)
    const file = join(dataDir, 'answers.csv')
    writeFileSync(file, await csv.body())
    const printed = execFileSync(process.execPath, ['server/start.js', 'cli/score', file, '--json'], {
      encoding: 'utf8',
    })
    const scored = JSON.parse(printed) as { n: number; methods: Record<string, { index: number }> }
    expect(scored.n).toBe(41)
    expect(scored.methods['index.pooled']?.index).toBe(shown)
  })
})

test.each(['vi', 'en'])('the dashboard in %s is without a fault that axe or the browser knows', async (language) => {
  const complaints = await asStaff(async (page) => {
    await page.goto(`${server.url}${DASHBOARD}?lang=${language}`)
    await page.waitForLoadState('networkidle')
    expect(await accessibilityProblems(page)).toEqual([])
    expect(await page.locator('canvas').count()).toBeGreaterThan(0)
    await page.setViewportSize(PHONE)
    await page.reload({ waitUntil: 'networkidle' })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.width)
  })
  expect(complaints).toEqual([])
})

test('the dashboard without script says the same', async () => {
  const plain = await browser.newContext({ javaScriptEnabled: false, storageState: await staff.storageState() })
  await asStaff(async (page) => {
    await page.goto(`${server.url}${DASHBOARD}?lang=vi`)
    expect(await page.textContent('main')).toContain('87,80 %')
    expect(await page.locator('table').count()).toBeGreaterThan(2)
  }, plain)
  await plain.close()
})

test('the printed dashboard carries the index, its agency and its method', async () => {
  await asStaff(async (page) => {
    await page.goto(`${server.url}${DASHBOARD}?lang=vi`)
    await page.waitForLoadState('networkidle')
    const file = join(dataDir, 'dashboard.pdf')
    await page.pdf({ path: file, format: 'A4' })
    const printed = execFileSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
    expect(printed).toContain('87,80 %')
    expect(printed).toContain('xã An Bình')
    expect(printed).toContain('index.pooled')
    expect(printed).not.toContain('Đăng xuất')
  })
})

test('signing out ends it', async () => {
  await asStaff(async (page) => {
    await page.goto(server.url + DASHBOARD)
    await page.locator('form[action="/sign-out"] button').click()
    await page.goto(server.url + DASHBOARD)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await accessibilityProblems(page)).toEqual([])
  })
})

async function dashboardText(): Promise<string> {
  const answer = await staff.request.get(`${server.url}${DASHBOARD}?lang=vi`)
  expect(answer.status()).toBe(200)
  return answer.text()
}

/** One citizen picks the same level throughout. */
async function answer(level: string): Promise<void> {
  const page = await (await fetch(`${server.url}/s/${seedCounter.code}`)).text()
  const hidden = [...page.matchAll(/type="hidden" name="([^"]+)" value="([^"]*)"/g)]
  const form = new URLSearchParams(hidden.map(([, name = '', value = '']) => [name, value]))
  for (const [, name = ''] of page.matchAll(/name="(answer-[^"]+)" value="1"/g)) form.set(name, level)
  const sent = await fetch(`${server.url}/s/${seedCounter.code}`, { method: 'POST', body: form, redirect: 'manual' })
  expect(sent.status).toBe(303)
}
