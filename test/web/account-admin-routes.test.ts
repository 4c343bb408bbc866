import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import {
  ADMINISTRATOR,
  agencyGrant,
  signedInBrowser,
  staffBrowser,
  type StaffBrowser,
} from '../fixtures/staff-browser.ts'

let platform: Platform
let browser: StaffBrowser
let ownId: string

beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('so-y-te', { names: { vi: 'Sở Y tế', en: 'Department of Health' }, level: 'department' }),
        anAgency('xa-moi', { names: { vi: 'Xã Đất Mới' } }),
      ],
    },
  })
  const signedIn = await signedInBrowser(platform, { grants: ADMINISTRATOR, name: 'quan-tri', displayName: 'Quản Trị' })
  browser = signedIn.browser
  ownId = signedIn.account.id
})
afterEach(() => platform.close())

const filled = { 'display-name': 'Đỗ  Văn Hùng', name: 'Hung.Do', role: 'agency', agency: 'xa-moi', comments: 'yes' }
const linkIn = (html: string): string => /http:\/\/hailong\.test(\/set-up\/[\w-]+)/.exec(html)?.[1] ?? ''

describe('making an account', () => {
  test('hands out a link once, with which the person sets a password', async () => {
    const made = await browser.send('/admin/accounts/new', filled)
    expect(made.status).toBe(201)
    expect(made.text).toContain('Dùng được một lần, đến 8 giờ ngày 30/11/2026.')
    const account = await platform.storage.accounts.byName('hung.do')
    expect(account).toMatchObject({
      displayName: 'Đỗ Văn Hùng',
      grants: agencyGrant('xa-moi'),
      mayReadComments: true,
      passwordHash: null,
    })
    const page = await browser.get(`/admin/accounts/${account?.id ?? ''}`)
    expect(page.text).toContain('Chưa đặt mật khẩu')
    expect(linkIn(page.text)).toBe('')

    const person = staffBrowser(platform)
    const password = { password: 'sông dài biển rộng', 'password-again': 'sông dài biển rộng' }
    expect((await person.send(linkIn(made.text), password)).status).toBe(303)
    expect((await person.get('/admin/accounts')).status).toBe(403)
  })

  test('keeps what was typed and picked when something is wrong', async () => {
    const answer = await browser.send('/admin/accounts/new', { ...filled, name: 'x', role: '' })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('value="Đỗ  Văn Hùng"')
    expect(answer.text).toMatch(/<option value="xa-moi" selected>/)
    expect(answer.text).toMatch(/name="comments"[^>]* checked/)
    expect(answer.text).toContain('<a href="#role">Xin chọn vai trò.</a>')
    expect(answer.text).toContain('<a href="#name">')
  })

  test.each([
    ['no agency for the role that needs one', { agency: '' }, 'agency'],
    ['an agency that does not exist', { agency: 'unknown' }, 'agency'],
    ['a role that does not exist', { role: 'owner' }, 'role'],
    ['a name that is taken', { name: 'QUAN-TRI' }, 'name'],
  ])('refuses %s', async (_what, over, field) => {
    const answer = await browser.send('/admin/accounts/new', { ...filled, ...over })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain(`<a href="#${field}">`)
    expect(await platform.storage.accounts.all()).toHaveLength(1)
  })

  test('lists the agencies by level and name, in the language of the page', async () => {
    const page = await browser.get('/admin/accounts/new?lang=en')
    expect(page.text).toContain('<optgroup label="Departments">')
    expect(page.text).toContain('<option value="so-y-te">Department of Health</option>')
    expect(page.text).toContain('<option value="xa-moi">Xã Đất Mới</option>')
  })
})

describe('the list of accounts', () => {
  test('is searched by name, role or agency, with or without marks', async () => {
    await addAccount(platform.storage, { name: 'lan', displayName: 'Nguyễn Thị Lan', grants: agencyGrant('xa-moi') })
    await addAccount(platform.storage, { name: 'binh', displayName: 'Trần Bình' })
    const found = async (q: string): Promise<boolean[]> => {
      const { text } = await browser.get(`/admin/accounts?q=${encodeURIComponent(q)}`)
      return ['Nguyễn Thị Lan', 'Trần Bình', 'quan-tri'].map((name) => text.includes(`>${name}<`))
    }
    expect(await found('')).toEqual([true, true, true])
    expect(await found('nguyen lan')).toEqual([true, false, false])
    expect(await found('dat moi')).toEqual([true, false, false])
    expect(await found('thanh tra')).toEqual([false, true, false])
    expect(await found('khong co ai')).toEqual([false, false, false])
  })

  test('prints names as text, whatever they hold', async () => {
    await addAccount(platform.storage, { displayName: '<script>alert(1)</script>' })
    const { text } = await browser.get('/admin/accounts?q=%22%3E%3Cb%3E')
    expect(text).toContain('value="&#34;&gt;&lt;b&gt;"')
    expect((await browser.get('/admin/accounts')).text).not.toContain('<script>alert')
  })
})

describe('one account', () => {
  test('is disabled, which ends its session, and enabled again', async () => {
    const other = await signedInBrowser(platform)
    const path = `/admin/accounts/${other.account.id}`
    expect((await browser.send(`${path}/disable`, {}, path)).headers['location']).toBe(path)
    expect((await other.browser.get('/agencies')).status).toBe(303)
    const page = await browser.get(path)
    expect(page.text).toContain('Đã khóa')
    expect(page.text).not.toContain(`${path}/link`)
    expect((await browser.send(`${path}/link`, {}, path)).status).toBe(409)
    await browser.send(`${path}/enable`, {}, path)
    expect((await platform.storage.accounts.byId(other.account.id))?.disabled).toBe(false)
  })

  test('cannot be disabled by its own person', async () => {
    const page = await browser.get(`/admin/accounts/${ownId}`)
    expect(page.text).toContain('Không ai tự khóa tài khoản của mình được.')
    expect(page.text).not.toContain('/disable"')
    expect((await browser.send(`/admin/accounts/${ownId}/disable`, {}, '/admin/accounts')).status).toBe(409)
  })

  test('gets another link, shown once on a page whose links lead to pages that exist', async () => {
    const other = await addAccount(platform.storage)
    const path = `/admin/accounts/${other.id}`
    const answer = await browser.send(`${path}/link`, {}, path)
    expect(answer.status).toBe(200)
    expect(linkIn(answer.text)).not.toBe('')
    expect(answer.headers['cache-control']).toContain('no-store')
    expect(answer.text).toContain(`href="${path}?lang=en"`)
  })

  test('that does not exist is not found', async () => {
    expect((await browser.get('/admin/accounts/unknown')).status).toBe(404)
    expect((await browser.send('/admin/accounts/unknown/enable', {}, '/admin/accounts')).status).toBe(404)
  })
})
