import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import { reportCorrectionHref, reportHref, verifyHref } from '../../server/web/pages/report-links.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aComparisonReport, anAgencyReport, aPeriod } from '../fixtures/report.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'
import { ADMINISTRATOR, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let browser: StaffBrowser
let codes: readonly string[]
beforeAll(async () => {
  platform = await openReportedPlatform()
  const signedIn = await signedInBrowser(platform, { grants: ADMINISTRATOR })
  browser = signedIn.browser
  const { reports } = platform.services
  const made = []
  for (const scope of [
    anAgencyReport('my-loc'),
    anAgencyReport('nho', { period: aPeriod('2026-08') }),
    aComparisonReport(),
    anAgencyReport('tan-an', { period: aPeriod('2025') }),
  ]) {
    made.push((await reports.make(signedIn.account, scope)).code)
  }
  await record(platform, answers('my-loc', 40, '1'))
  made.push((await reports.correct(signedIn.account, made[0] ?? ''))?.code ?? '')
  codes = made
})
afterAll(() => platform.close())

const code = (place: number): string => codes[place] ?? ''

const pages: readonly (readonly [name: string, address: () => string, status: number])[] = [
  ['the list', () => '/reports', 200],
  ['a list of none', () => '/reports?agency=gia-hoa', 200],
  ['the form', () => '/reports/new', 200],
  ['the form for a comparison', () => '/reports/new?kind=comparison', 200],
  ['a preview', () => '/reports/new?agency=my-loc&period=2026-Q3', 200],
  ['a preview of a comparison', () => '/reports/new?kind=comparison&level=commune&period=2026-Q3', 200],
  [
    'a form that is wrong',
    () => '/reports/new?kind=comparison&level=x&under=x&field=x&period=x&view=x&questionnaire=x',
    422,
  ],
  ['a kind that is none', () => '/reports/new?kind=x&period=', 422],
  ['a report that was corrected', () => reportHref(code(0)), 200],
  ['the report of few', () => reportHref(code(1)), 200],
  ['a comparison', () => reportHref(code(2)), 200],
  ['the report of nobody', () => reportHref(code(3)), 200],
  ['a correction', () => reportHref(code(4)), 200],
  ['what a correction would say', () => reportCorrectionHref(code(2)), 200],
  ['nothing to correct', () => reportCorrectionHref(code(4)), 200],
  ['what is corrected already', () => reportCorrectionHref(code(0)), 200],
]

const publicPages: typeof pages = [
  ['the form for a code', () => '/verify', 200],
  ['a code that is none', () => '/verify/ABCD', 404],
  ['what was on the paper', () => verifyHref(code(0)), 200],
  ['what was on a paper of few', () => verifyHref(code(1)), 200],
  ['what was on a paper with a comparison', () => verifyHref(code(2)), 200],
  ['what was on a correction', () => verifyHref(code(4)), 200],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  const at = (address: string): string => `${address}${address.includes('?') ? '&' : '?'}lang=${language}`
  const check = async (text: string): Promise<void> => {
    expect(text).toContain(`<html lang="${language}">`)
    expect(text).not.toMatch(/undefined|NaN|\[object|null %/)
    expect(await pageProblems(text)).toEqual([])
  }

  test.each(pages)('“%s” can be used by everyone of the staff', async (_name, address, status) => {
    const answer = await browser.get(at(address()))
    expect(answer.status).toBe(status)
    await check(answer.text)
  })

  test.each(publicPages)('“%s” can be used by everyone', async (_name, address, status) => {
    const answer = await request(platform.app).get(at(address()))
    expect(answer.status).toBe(status)
    await check(answer.text)
  })
})
