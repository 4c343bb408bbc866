import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openInsightsPlatform } from '../fixtures/insights-platform.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'
import { signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const MONTHS = 'from=2026-06&to=2026-11&level=commune'
const MANY = Array.from({ length: 25 }, (_, i) => `x${i}`).join('+')

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openInsightsPlatform()
  browser = (await signedInBrowser(platform)).browser
})
afterAll(() => platform.close())

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each([
    ['trends of units that stand out', `/compare/trends?${MONTHS}&`],
    ['trends of chosen units', `/compare/trends?${MONTHS}&unit=xa-a+xa-b+xa-d+nowhere&q=xa&`],
    ['trends of too many units', `/compare/trends?${MONTHS}&unit=${MANY}&`],
    ['trends of one field', `/compare/trends?${MONTHS}&field=dat-dai&`],
    ['trends without a target', `/compare/trends?${MONTHS}&method=score.percent-of-5&`],
    ['trends of nothing', '/compare/trends?from=2020-01&to=2020-02&'],
    ['an equal mix by responses', `/compare/mix?${MONTHS}&`],
    ['an equal mix by transactions, sorted', '/compare/mix?from=2026-08&to=2026-08&sort=-places&'],
    ['an equal mix with a field chosen', `/compare/mix?${MONTHS}&field=dat-dai&`],
    ['an equal mix of nothing', '/compare/mix?from=2020-01&to=2020-02&'],
    ['channels of all units', `/compare/channels?${MONTHS}&`],
    ['channels of one unit', `/compare/channels?${MONTHS}&unit=xa-a&`],
    ['channels of a suppressed unit', `/compare/channels?${MONTHS}&unit=xa-d&`],
    ['channels of nothing', '/compare/channels?from=2020-01&to=2020-02&'],
    ['a unit that is not there', `/compare/channels?${MONTHS}&unit=nowhere&`],
    ['a sample plan', `/compare/sample?${MONTHS}&`],
    ['a sample plan at submission', `/compare/sample?${MONTHS}&step=submission&`],
    ['an order that is not there', `/compare/sample?${MONTHS}&sort=colour&`],
  ])(
    '%s can be used by everybody',
    async (_, path) => {
      const { text, status } = await browser.get(`${path}lang=${language}`)
      expect([200, 400]).toContain(status)
      expect(text).not.toMatch(/\{\{|>NaN|="NaN"|>undefined|>null|="null"/)
      expect(await pageProblems(text)).toEqual([])
    },
    30_000,
  )
})
