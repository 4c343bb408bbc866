import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { pageProblems } from '../fixtures/page-problems.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import {
  ADMINISTRATOR,
  agencyGrant,
  signedInBrowser,
  staffBrowser,
  type StaffBrowser,
} from '../fixtures/staff-browser.ts'

let platform: Platform
/** One without any administrator yet. */
let fresh: Platform
let administrator: StaffBrowser
let setUp: string
let ownId: string
let otherId: string

beforeAll(async () => {
  platform = await openPlatform({
    directory: { agencies: [anAgency('so-y-te', { level: 'department' }), anAgency('xa-moi')] },
  })
  fresh = await openPlatform()
  setUp = new URL((await fresh.services.accounts.firstSetUpLink()) ?? '').pathname
  const signedIn = await signedInBrowser(platform, { grants: ADMINISTRATOR })
  administrator = signedIn.browser
  ownId = signedIn.account.id
  otherId = (await addAccount(platform.storage, { displayName: 'Đỗ Văn Hùng', grants: agencyGrant('xa-moi') })).id
  await addAccount(platform.storage, { disabled: true })
})
afterAll(async () => {
  await platform.close()
  await fresh.close()
})

/** What each page is called, and how it is reached in a language. */
const pages: readonly (readonly [
  name: string,
  open: (language: string) => Promise<{ text: string; status: number }>,
  status: number,
])[] = [
  ['sign-in', (language) => staffBrowser(platform).get(`/sign-in?lang=${language}`), 200],
  ['sign-in, refused', (language) => staffBrowser(platform).send(`/sign-in?lang=${language}`, { name: 'x' }), 422],
  ['set-up', (language) => staffBrowser(fresh).get(`${setUp}?lang=${language}`), 200],
  ['set-up, refused', (language) => staffBrowser(fresh).send(`${setUp}?lang=${language}`, { name: 'x' }), 422],
  ['a link that ended', (language) => staffBrowser(platform).get(`/set-up/unknown?lang=${language}`), 410],
  ['a form that expired', (language) => staffBrowser(platform).sendBare(`/sign-out?lang=${language}`), 403],
  ['all accounts', (language) => administrator.get(`/admin/accounts?lang=${language}`), 200],
  ['no account found', (language) => administrator.get(`/admin/accounts?q=xyzzy&lang=${language}`), 200],
  ['a new account', (language) => administrator.get(`/admin/accounts/new?lang=${language}`), 200],
  ['a new account, refused', (language) => administrator.send(`/admin/accounts/new?lang=${language}`), 422],
  ['an account', (language) => administrator.get(`/admin/accounts/${otherId}?lang=${language}`), 200],
  ['the own account', (language) => administrator.get(`/admin/accounts/${ownId}?lang=${language}`), 200],
  [
    'an account with its link',
    (language) =>
      administrator.send(`/admin/accounts/${otherId}/link?lang=${language}`, {}, `/admin/accounts/${otherId}`),
    200,
  ],
]

describe.each(['vi', 'en'])('in %s', (language) => {
  test.each(pages)('the page “%s” can be used by everyone', async (_name, open, status) => {
    const { text, status: answered } = await open(language)
    expect(answered).toBe(status)
    expect(text).toContain(`<html lang="${language}">`)
    expect(await pageProblems(text)).toEqual([])
  })

  test('every page has a title of its own', async () => {
    const titles = new Map<string, string>()
    for (const [name, open] of pages) {
      const { text } = await open(language)
      titles.set(name, /<title>([^<]*)<\/title>/.exec(text)?.[1] ?? '')
    }
    // The same page in another state.
    titles.delete('no account found')
    titles.delete('an account with its link')
    expect(new Set(titles.values()).size).toBe(titles.size)
  })
})
