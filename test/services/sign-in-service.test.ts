import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { TooManyTriesError } from '../../server/domain/errors.ts'
import type { SignedIn } from '../../server/services/sign-in-service.ts'
import { addAccount, PASSWORD } from '../fixtures/account.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const HERE = '10.0.0.1'

let platform: Platform

beforeEach(async () => {
  platform = await openPlatform({ env: { SESSION_HOURS: '8' } })
})
afterEach(() => platform.close())

const service = () => platform.services.signIn
const signIn = (name: string, password = PASSWORD, source = HERE): Promise<SignedIn | null> =>
  service().signIn(name, password, source)
async function signedIn(name: string): Promise<SignedIn> {
  const session = await signIn(name)
  if (!session) throw new Error('not signed in')
  return session
}

describe('sign-in', () => {
  test('knows the person by name, in whatever case and with blanks around it, and shows nothing of the password', async () => {
    const account = await addAccount(platform.storage, { name: 'lan' })
    const session = await signIn(' LAN ')
    expect(session?.viewer).toEqual({
      id: account.id,
      name: 'lan',
      displayName: account.displayName,
      grants: account.grants,
      mayReadComments: false,
    })
    expect(await service().viewerOf(session?.token ?? '')).toEqual(session?.viewer)
  })

  test('refuses a wrong password, an unknown name, an account without password and a disabled one alike', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    await addAccount(platform.storage, { name: 'moi', passwordHash: null })
    await addAccount(platform.storage, { name: 'khoa', disabled: true })
    expect(await signIn('lan', 'sai mật khẩu rồi')).toBeNull()
    for (const name of ['nobody', 'moi', 'khoa', '', 'x'.repeat(10_000)]) expect(await signIn(name)).toBeNull()
  })

  test('keeps neither token nor names nor addresses in the clear', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const { token } = await signedIn('lan')
    await signIn('typed-a-password-here', 'x', '203.0.113.77')
    expect(await platform.storage.sessions.byToken(token, platform.now())).toBeNull()
    const written = JSON.stringify(platform.logged)
    for (const secret of [token, 'typed-a-password-here', '203.0.113.77', PASSWORD])
      expect(written).not.toContain(secret)
  })
})

describe('the throttle', () => {
  test('stops the eleventh try for a name within 15 minutes, also with the right password, and says when to come again', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    for (let i = 0; i < 10; i++) expect(await signIn('lan', 'wrong', `10.0.0.${i}`)).toBeNull()
    platform.moveClock(5 * MINUTE_MS)
    const refusal = await signIn('LAN').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(TooManyTriesError)
    expect(refusal).toMatchObject({ retryAfterS: 600 })
    platform.moveClock(10 * MINUTE_MS)
    expect(await signIn('lan')).not.toBeNull()
  })

  test('counts names that do not exist in the same way', async () => {
    for (let i = 0; i < 10; i++) await signIn('nobody', 'wrong', `10.0.0.${i}`)
    await expect(signIn('nobody')).rejects.toThrow(TooManyTriesError)
  })

  test('forgets the tries of a name once it signs in', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    for (let round = 0; round < 2; round++) {
      for (let i = 0; i < 9; i++) await signIn('lan', 'wrong')
      expect(await signIn('lan')).not.toBeNull()
    }
  })

  test('stops a source after 100 failures over many names, but never an office that signs in rightly', async () => {
    const counters = platform.storage.counters
    await addAccount(platform.storage, { name: 'lan' })
    for (let i = 0; i < 3; i++) await signedIn('lan')
    for (let i = 0; i < 100; i++) await signIn(`name-${i}`, 'wrong')
    await expect(signIn('lan')).rejects.toThrow(TooManyTriesError)
    expect(await signIn('lan', PASSWORD, 'elsewhere')).not.toBeNull()
    await counters.removeExpired(platform.now())
    await expect(signIn('lan')).rejects.toThrow(TooManyTriesError)
  }, 30_000)
})

describe('a session', () => {
  test('ends when it was idle for the configured hours, and goes on while it is used', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const { token } = await signedIn('lan')
    for (let i = 0; i < 5; i++) {
      platform.moveClock(7 * HOUR_MS)
      expect(await service().viewerOf(token)).not.toBeNull()
    }
    platform.moveClock(8 * HOUR_MS)
    expect(await service().viewerOf(token)).toBeNull()
  })

  test('is not written with every page view', async () => {
    await addAccount(platform.storage, { name: 'lan' })
    const { token } = await signedIn('lan')
    platform.moveClock(4 * MINUTE_MS)
    await service().viewerOf(token)
    platform.moveClock(8 * HOUR_MS - 4 * MINUTE_MS)
    expect(await service().viewerOf(token)).toBeNull()
  })

  test('ends at sign-out and when the account is disabled', async () => {
    const account = await addAccount(platform.storage, { name: 'lan' })
    const [one, other] = [await signedIn('lan'), await signedIn('lan')]
    await service().signOut(one.token)
    expect(await service().viewerOf(one.token)).toBeNull()
    expect(await service().viewerOf(other.token)).not.toBeNull()
    await platform.storage.accounts.replace({ ...account, disabled: true })
    expect(await service().viewerOf(other.token)).toBeNull()
  })
})

describe('a set-up link', () => {
  const choice = { password: 'một mật khẩu khác', name: 'lan', displayName: 'Nguyễn Thị Lan' }
  const firstToken = async (): Promise<string> =>
    ((await platform.services.accounts.firstSetUpLink()) ?? '').split('/set-up/')[1] ?? ''

  test('makes the first administrator under the names that were picked, signed in', async () => {
    const outcome = await service().useSetUpLink(await firstToken(), choice)
    expect(outcome).toMatchObject({ viewer: { name: 'lan', displayName: 'Nguyễn Thị Lan', grants: ADMINISTRATOR } })
    expect(await signIn('lan', choice.password)).not.toBeNull()
    expect(await signIn('admin', choice.password)).toBeNull()
  })

  test('works once, also when two use it at the same time', async () => {
    const token = await firstToken()
    const outcomes = await Promise.all([service().useSetUpLink(token, choice), service().useSetUpLink(token, choice)])
    expect(outcomes.filter((outcome) => outcome === 'link-ended')).toHaveLength(1)
    expect(await service().useSetUpLink(token, choice)).toBe('link-ended')
  })

  test('does not take a name from somebody else, and still works afterwards', async () => {
    const token = await firstToken()
    await addAccount(platform.storage, { name: 'lan' })
    expect(await service().useSetUpLink(token, choice)).toBe('name-taken')
    expect(await service().useSetUpLink(token, { ...choice, name: 'hoa' })).toMatchObject({ viewer: { name: 'hoa' } })
  })

  test('sets a new password, ends the sessions of the old one, and changes no name', async () => {
    const administrator = await addAccount(platform.storage, { name: 'quan-tri', grants: ADMINISTRATOR })
    const account = await addAccount(platform.storage, { name: 'binh' })
    const { token } = await signedIn('binh')
    const { link } = await platform.services.accounts.renewLink(administrator, account.id)
    expect(await signIn('binh')).not.toBeNull()
    await service().useSetUpLink(link.url.split('/set-up/')[1] ?? '', choice)
    expect(await service().viewerOf(token)).toBeNull()
    expect(await signIn('binh')).toBeNull()
    expect((await signIn('binh', choice.password))?.viewer.displayName).toBe(account.displayName)
  })

  test('is of no use for a disabled account', async () => {
    const token = await firstToken()
    const [account] = await platform.storage.accounts.all()
    if (account) await platform.storage.accounts.replace({ ...account, disabled: true })
    expect(await service().setUpOffer(token)).toBeNull()
    expect(await service().useSetUpLink(token, choice)).toBe('link-ended')
  })
})
