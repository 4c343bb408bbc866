import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openComparedPlatform } from '../fixtures/compared-platform.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPicturedPlatform } from '../fixtures/pictured-platform.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

const platforms: Platform[] = []
const browsers = new Map<string, StaffBrowser>()

beforeAll(async () => {
  const [pictured, compared, bare] = [await openPicturedPlatform(), await openComparedPlatform(), await openPlatform()]
  platforms.push(pictured, compared, bare)
  browsers.set('many', (await signedInBrowser(pictured)).browser)
  browsers.set('few', (await signedInBrowser(compared)).browser)
  browsers.set('one', (await signedInBrowser(pictured, { grants: agencyGrant('xa-01') })).browser)
  browsers.set('none', (await signedInBrowser(bare, { grants: ADMINISTRATOR })).browser)
})
afterAll(async () => {
  for (const platform of platforms) await platform.close()
})

const pages: readonly (readonly [units: string, address: string, status: number])[] = [
  ['many', '/compare/funnel?', 200],
  ['many', '/compare/funnel?centre=mean&sort=-shrunken&', 200],
  ['many', '/compare/funnel?method=score.percent-of-5&', 400],
  ['many', '/compare/funnel?centre=x&sort=y&', 400],
  ['many', '/compare/heat-map?', 200],
  ['many', '/compare/heat-map?level=department&depth=criterion&sort=-F1.2&', 200],
  ['many', '/compare/heat-map?depth=x&', 400],
  ['many', '/compare/heat-map?sort=F9&', 400],
  ['few', '/compare/funnel?level=department&', 200],
  ['few', '/compare/funnel?level=department&centre=target&', 400],
  ['few', '/compare/heat-map?level=department&field=ho-tich&flagged=out&', 200],
  ['few', '/compare/heat-map?step=submission&level=office&', 200],
  ['few', '/compare/funnel?level=office&', 200],
  ['one', '/compare/funnel?', 200],
  ['one', '/compare/heat-map?', 200],
  ['none', '/compare/funnel?', 200],
  ['none', '/compare/heat-map?', 200],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each(pages)('with %s units the page %s can be used by everyone', async (units, address, status) => {
    const answer = await browsers.get(units)?.get(`${address}lang=${language}`)
    expect(answer?.status).toBe(status)
    expect(answer?.text).toContain(`<html lang="${language}">`)
    expect(answer?.text).not.toMatch(/undefined|NaN|Infinity|\[object|<script>|style="|\{\{/)
    expect(await pageProblems(answer?.text ?? '')).toEqual([])
  })
})
