import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openComparedPlatform } from '../fixtures/compared-platform.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let bare: Platform
const browsers = new Map<string, StaffBrowser>()

beforeAll(async () => {
  platform = await openComparedPlatform()
  bare = await openPlatform()
  browsers.set('inspector', (await signedInBrowser(platform)).browser)
  browsers.set('officer', (await signedInBrowser(platform, { grants: agencyGrant('xa-b') })).browser)
  browsers.set('newcomer', (await signedInBrowser(bare, { grants: ADMINISTRATOR })).browser)
})
afterAll(async () => {
  await platform.close()
  await bare.close()
})

const BANDS = 'thresholds=95;90&names=Tốt;Khá;Kém&'

const pages: readonly (readonly [who: string, address: string, status: number])[] = [
  ['inspector', '/compare?level=department&', 200],
  ['inspector', '/compare?level=department&sort=-change&verdict=hidden&', 200],
  ['inspector', '/compare?level=commune&q=zzz&', 200],
  ['inspector', '/compare?level=department&step=submission&', 200],
  ['inspector', '/compare?level=department&from=2024-01&to=2024-02&', 200],
  ['inspector', '/compare?level=department&under=xa-a&', 200],
  ['inspector', '/compare?level=x&from=y&colour=red&sort=z&', 400],
  ['inspector', '/compare/ranking?level=department&', 200],
  ['inspector', `/compare/ranking?level=department&${BANDS}`, 200],
  ['inspector', '/compare/ranking?level=department&thresholds=x&names=a;a&', 400],
  ['inspector', '/compare/ranking?level=department&under=xa-a&', 200],
  ['inspector', '/compare/ranking?from=x&thresholds=95&', 400],
  ['officer', '/compare?', 200],
  ['officer', '/compare/ranking?', 200],
  ['newcomer', '/compare?', 200],
  ['newcomer', '/compare/ranking?', 200],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each(pages)('for the %s the page %s can be used by everyone', async (who, address, status) => {
    const answer = await browsers.get(who)?.get(`${address}lang=${language}`)
    expect(answer?.status).toBe(status)
    expect(answer?.text).toContain(`<html lang="${language}">`)
    expect(answer?.text).not.toMatch(/undefined|NaN|\[object|<script>|style="/)
    expect(await pageProblems(answer?.text ?? '')).toEqual([])
  })
})
