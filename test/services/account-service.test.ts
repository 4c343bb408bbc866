import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { ConflictError, ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import type { NewAccount } from '../../server/services/account-service.ts'
import { addAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'

const DAY_MS = 24 * 3_600_000

let platform: Platform
let administrator: Viewer

beforeEach(async () => {
  platform = await openPlatform({ directory: { agencies: [anAgency('xa-moi')] } })
})
afterEach(() => platform.close())

const tokenOf = (url: string | null): string => /\/set-up\/(.+)$/.exec(url ?? '')?.[1] ?? ''
const accounts = () => platform.services.accounts
const newAccount = (over: Partial<NewAccount> = {}): NewAccount => ({
  name: 'lan',
  displayName: 'Nguyễn Thị Lan',
  role: 'agency',
  agency: 'xa-moi',
  mayReadComments: false,
  ...over,
})

describe('the first administrator', () => {
  test('gets a link as long as no administrator has a password; only the newest works', async () => {
    const first = await accounts().firstSetUpLink()
    const second = await accounts().firstSetUpLink()
    expect(first).toMatch(/^http:\/\/hailong\.test\/set-up\/[\w-]{43}$/)
    expect(second).not.toBe(first)
    expect(await platform.services.signIn.setUpOffer(tokenOf(first))).toBeNull()
    expect(await platform.services.signIn.setUpOffer(tokenOf(second))).toMatchObject({ name: 'admin', isFirst: true })
    expect(await platform.storage.accounts.all()).toHaveLength(1)
  })

  test('gets none once there is one', async () => {
    const link = await accounts().firstSetUpLink()
    const choice = { password: 'bốn mùa gió thổi', name: 'lan', displayName: 'Lan' }
    await platform.services.signIn.useSetUpLink(tokenOf(link), choice)
    expect(await accounts().firstSetUpLink()).toBeNull()
  })

  test('is one, also when two processes start at the same time', async () => {
    const links = await Promise.all([accounts().firstSetUpLink(), accounts().firstSetUpLink()])
    expect(await platform.storage.accounts.all()).toHaveLength(1)
    const offers = await Promise.all(links.map((link) => platform.services.signIn.setUpOffer(tokenOf(link))))
    expect(offers.filter((offer) => offer !== null)).toHaveLength(1)
  })

  test('has a day to use the link', async () => {
    const token = tokenOf(await accounts().firstSetUpLink())
    platform.moveClock(DAY_MS - 1)
    expect(await platform.services.signIn.setUpOffer(token)).not.toBeNull()
    platform.moveClock(1)
    expect(await platform.services.signIn.setUpOffer(token)).toBeNull()
  })

  test('gets one where other accounts are left, even one that took the name', async () => {
    await addAccount(platform.storage, { name: 'admin', grants: agencyGrant('xa-moi') })
    const offer = await platform.services.signIn.setUpOffer(tokenOf(await accounts().firstSetUpLink()))
    expect(offer?.isFirst).toBe(true)
    expect(offer?.name).toMatch(/^admin-[0-9a-f]{4}$/)
  })
})

describe('an administrator', () => {
  beforeEach(async () => {
    administrator = await addAccount(platform.storage, { name: 'quan-tri', grants: ADMINISTRATOR })
  })

  test('makes an account that waits for its person, with a link for seven days', async () => {
    const made = await accounts().create(administrator, newAccount({ name: 'LAN' }))
    if (made === 'name-taken') throw new Error('the name is free')
    expect(made.account).toMatchObject({ name: 'lan', hasPassword: false, grants: agencyGrant('xa-moi') })
    expect(made.link.expiresAt.getTime() - platform.now().getTime()).toBe(7 * DAY_MS)
    const offer = await platform.services.signIn.setUpOffer(tokenOf(made.link.url))
    expect(offer).toEqual({ name: 'lan', displayName: 'Nguyễn Thị Lan', isFirst: false })
  })

  test('is told when a name is taken, in whatever case', async () => {
    await accounts().create(administrator, newAccount())
    expect(await accounts().create(administrator, newAccount({ name: 'Lan' }))).toBe('name-taken')
    expect(await accounts().list(administrator)).toHaveLength(2)
  })

  test('cannot grant an agency that does not exist', async () => {
    await expect(accounts().create(administrator, newAccount({ agency: 'unknown' }))).rejects.toThrow(NotFoundError)
  })

  test('gives no agency to a role that sees the province', async () => {
    const made = await accounts().create(administrator, newAccount({ role: 'inspector' }))
    expect(made).toMatchObject({ account: { grants: [{ role: 'inspector', agency: null }] } })
  })

  test('never gets to see what proves a password', async () => {
    const [listed] = await accounts().list(administrator)
    expect(listed).not.toHaveProperty('passwordHash')
    expect(listed).toMatchObject({ name: 'quan-tri', hasPassword: true })
  })

  test('renews a link: the one before stops working, the password stays', async () => {
    const made = await accounts().create(administrator, newAccount())
    if (made === 'name-taken') throw new Error('the name is free')
    const renewed = await accounts().renewLink(administrator, made.account.id)
    expect(await platform.services.signIn.setUpOffer(tokenOf(made.link.url))).toBeNull()
    expect(await platform.services.signIn.setUpOffer(tokenOf(renewed.link.url))).not.toBeNull()
  })

  test('shuts an account out and lets it in again; a disabled one gets no link', async () => {
    const other = await addAccount(platform.storage)
    await accounts().setDisabled(administrator, other.id, true)
    expect(await accounts().byId(administrator, other.id)).toMatchObject({ disabled: true })
    await expect(accounts().renewLink(administrator, other.id)).rejects.toThrow(ConflictError)
    await accounts().setDisabled(administrator, other.id, false)
    expect(await accounts().byId(administrator, other.id)).toMatchObject({ disabled: false })
  })

  test('cannot disable the own account', async () => {
    await addAccount(platform.storage, { grants: ADMINISTRATOR })
    expect(await accounts().disablingFault(administrator, administrator.id)).toBe('own')
    await expect(accounts().setDisabled(administrator, administrator.id, true)).rejects.toThrow(ConflictError)
  })

  test('cannot disable the last administrator who can sign in', async () => {
    const gone = { ...administrator, id: 'gone' }
    await addAccount(platform.storage, { grants: ADMINISTRATOR, passwordHash: null })
    await addAccount(platform.storage, { grants: ADMINISTRATOR, disabled: true })
    expect(await accounts().disablingFault(gone, administrator.id)).toBe('last-administrator')
    await expect(accounts().setDisabled(gone, administrator.id, true)).rejects.toThrow(ConflictError)
    await addAccount(platform.storage, { grants: ADMINISTRATOR })
    expect(await accounts().disablingFault(gone, administrator.id)).toBeNull()
  })

  test('is the only one who may do any of this', async () => {
    const inspector = await addAccount(platform.storage)
    const attempts = [
      () => accounts().list(inspector),
      () => accounts().byId(inspector, inspector.id),
      () => accounts().create(inspector, newAccount()),
      () => accounts().renewLink(inspector, administrator.id),
      () => accounts().setDisabled(inspector, administrator.id, true),
    ]
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(ForbiddenError)
    await expect(accounts().byId(administrator, 'unknown')).rejects.toThrow(NotFoundError)
  })
})
