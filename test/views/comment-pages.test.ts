import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { openCommentedPlatform, writeComments } from '../fixtures/commented-platform.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import type { Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, signedInBrowser, type StaffBrowser } from '../fixtures/staff-browser.ts'

let platform: Platform
let browser: StaffBrowser
let older = ''

beforeAll(async () => {
  platform = await openCommentedPlatform()
  browser = (await signedInBrowser(platform, { grants: ADMINISTRATOR, mayReadComments: true })).browser
  await writeComments(
    platform.storage,
    ...Array.from({ length: 30 }, (_, i) => ({ text: `Nộp hồ sơ lần ${i}`, language: i % 2 ? 'vi' : 'en' })),
  )
  const first = await browser.get('/agencies/my-loc/comments')
  older = /href="([^"]*after=[^"]*)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
})
afterAll(() => platform.close())

const pages: readonly (readonly [name: string, address: () => string, status: number])[] = [
  ['comments', () => '/agencies/my-loc/comments?', 200],
  ['comments searched', () => '/agencies/my-loc/comments?q=ho+so&satisfied=yes&', 200],
  ['older comments', () => `${older}&`, 200],
  ['no comments', () => '/agencies/tan-an/comments?', 200],
  ['no comments found', () => '/agencies/my-loc/comments?q=xyz&', 200],
  ['a search that is wrong', () => '/agencies/my-loc/comments?q=!&point=x&from=x&filed=x&', 400],
  ['the log', () => '/admin/audit?', 200],
  ['an empty log', () => '/admin/audit?act=report.made&', 200],
  ['a log that is wrong', () => '/admin/audit?act=x&', 400],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each(pages)('the page “%s” can be used by everyone', async (_name, address, status) => {
    const { text, status: answered } = await browser.get(`${address()}lang=${language}`)
    expect(answered).toBe(status)
    expect(text).toContain(`<html lang="${language}">`)
    expect(await pageProblems(text)).toEqual([])
  })
})
