import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let browser: StaffBrowser
beforeAll(async () => {
  platform = await openPlatform({
    directory: { agencies: [anAgency('my-loc'), anAgency('my-phuc', { successor: 'my-loc' })] },
  })
  const [counter] = await platform.storage.questionnaires.all()
  if (!counter) throw new Error('no questionnaire is published')
  await platform.storage.questionnaires.publish({ ...counter, version: 2, comparableWith: null })
  browser = (await signedInBrowser(platform)).browser
})
afterAll(async () => {
  await platform.close()
})

test.each(['vi', 'en'])('the page of exports can be used by everybody, in %s', async (language) => {
  const { text } = await browser.get(`/agencies/my-loc/exports?lang=${language}`)
  expect(text).toContain('name="questionnaire"')
  expect(text).toContain('name="view"')
  expect(await pageProblems(text)).toEqual([])
})
