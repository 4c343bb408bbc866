import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { ADMINISTRATOR, agencyGrant, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let bare: Platform
const browsers = new Map<string, StaffBrowser>()

beforeAll(async () => {
  platform = await openReferencedPlatform()
  bare = await openPlatform()
  browsers.set('administrator', (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser)
  browsers.set('officer', (await signedInBrowser(platform, { grants: agencyGrant('xa-b') })).browser)
  browsers.set('newcomer', (await signedInBrowser(bare, { grants: ADMINISTRATOR })).browser)
})
afterAll(async () => {
  await platform.close()
  await bare.close()
})

const COUNTS = 'petitions=10&answered=9&rated=8&satisfied=6&dossiers=1000&overdue=100&complained=50'
const NINE = Array.from({ length: 9 }, (_, i) => `i${i + 1}=1,5`).join('&')

const pages: readonly (readonly [who: string, address: string, status: number])[] = [
  ['administrator', '/references?', 200],
  ['administrator', '/references?agency=so-y-te&', 200],
  ['officer', '/references?', 200],
  ['newcomer', '/references?', 200],
  ['administrator', '/references/edit?', 200],
  ['administrator', '/references/edit?series=sipas&year=2024&', 200],
  ['officer', '/sheets?', 200],
  ['officer', '/sheets/par?', 200],
  ['officer', '/sheets/par?index=83,94&', 200],
  ['administrator', '/sheets/par?agency=tinh&', 200],
  ['officer', '/sheets/par?agency=xa-b&', 200],
  ['officer', '/sheets/par?index=x&', 400],
  ['officer', '/sheets/tt01?', 200],
  ['officer', `/sheets/tt01?${NINE}&`, 200],
  ['officer', '/sheets/tt01?i1=3&', 400],
  ['officer', '/sheets/qd766?', 200],
  ['officer', `/sheets/qd766?${COUNTS}&`, 200],
  ['officer', `/sheets/qd766?${COUNTS}&publicity=1&onTime=2&online=3&payment=4&digitised=5&`, 200],
  ['officer', '/sheets/qd766?petitions=&answered=5&', 400],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each(pages)('for the %s the page %s can be used by everyone', async (who, address, status) => {
    const answer = await browsers.get(who)?.get(`${address}lang=${language}`)
    expect(answer?.status).toBe(status)
    expect(answer?.text).toContain(`<html lang="${language}">`)
    expect(await pageProblems(answer?.text ?? '')).toEqual([])
  })

  test('a figure that is wrong comes back on a page that can be used by everyone', async () => {
    const answer = await browsers.get('administrator')?.send(`/references/edit?lang=${language}`, { series: '*' })
    expect(answer?.status).toBe(422)
    expect(await pageProblems(answer?.text ?? '')).toEqual([])
  })
})
