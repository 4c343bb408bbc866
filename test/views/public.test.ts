import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import request from 'supertest'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'
import { openPublicPlatform } from '../fixtures/public-platform.ts'
import { ADMINISTRATOR, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let staff: StaffBrowser
beforeAll(async () => {
  platform = await openPublicPlatform()
  staff = (await signedInBrowser(platform, { grants: ADMINISTRATOR })).browser
})
afterAll(async () => {
  await platform.close()
})

describe.each(['vi', 'en'])('in %s', (lang) => {
  test.each([
    '/cong-khai',
    '/cong-khai?q=tan+phu',
    '/cong-khai?q=zzz',
    '/cong-khai?level=commune&page=9',
    '/agencies/so-y-te/public',
    '/agencies/so-y-te/public?period=year',
    '/agencies/xa-b/public',
    '/agencies/xa-cu/public',
    '/glossary',
    '/open-data',
  ])('%s has no fault that can be told without seeing it', async (path) => {
    const { text } = await request(platform.app).get(`${path}${path.includes('?') ? '&' : '?'}lang=${lang}`)
    expect(await pageProblems(text)).toEqual([])
  })

  test.each(['so-y-te', 'xa-c', 'xa-cu'])('the glossary of %s has none either', async (agency) => {
    const { text, status } = await staff.get(`/agencies/${agency}/glossary?lang=${lang}`)
    expect(status).toBe(200)
    expect(await pageProblems(text)).toEqual([])
  })
})
