import { describe, expect, test } from '@jest/globals'
import { ConflictError, NotFoundError } from '../../../server/domain/errors.ts'
import type { SetupLink } from '../../../server/storage/port.ts'
import { anAccount } from '../../fixtures/account.ts'
import { type MakePlace, useStore } from './store-place.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const LATER = new Date('2026-11-24T01:00:00Z')

function aLink(accountId: string, tokenHash: string, expiresAt = LATER): SetupLink {
  return { accountId, tokenHash, expiresAt }
}

export function accountContract(makePlace: MakePlace): void {
  describe('accounts', () => {
    const store = useStore(makePlace)
    const binh = anAccount({ id: '2', name: 'binh' })
    const an = anAccount({
      id: '1',
      name: 'an',
      displayName: 'Nguyễn Văn Ân',
      passwordHash: '$argon2id$x',
      grants: [
        { role: 'agency', agency: 'my-loc' },
        { role: 'administrator', agency: null },
      ],
      mayReadComments: true,
      disabled: true,
    })
    const add = async (): Promise<void> => {
      await store.get().accounts.add(binh, aLink('2', 'link-of-binh'))
      await store.get().accounts.add(an, aLink('1', 'link-of-an'))
    }

    test('come back whole, by id, by name and all in the order of their names', async () => {
      await add()
      expect(await store.get().accounts.all()).toEqual([an, binh])
      expect(await store.get().accounts.byId('1')).toEqual(an)
      expect(await store.get().accounts.byName('binh')).toEqual(binh)
      expect(await store.get().accounts.byId('3')).toBeNull()
      expect(await store.get().accounts.byName('Binh')).toBeNull()
    })

    test('are refused where the name or the id is taken, link and all', async () => {
      await add()
      const sameName = anAccount({ id: '3', name: 'an' })
      const sameId = anAccount({ id: '1', name: 'chi' })
      await expect(store.get().accounts.add(sameName, aLink('3', 'new'))).rejects.toThrow(ConflictError)
      await expect(store.get().accounts.add(sameId, aLink('1', 'new'))).rejects.toThrow(ConflictError)
      expect(await store.get().accounts.all()).toEqual([an, binh])
      expect(await store.get().accounts.byLink('new', NOW)).toBeNull()
      expect(await store.get().accounts.byLink('link-of-an', NOW)).toEqual(an)
    })

    test('can be replaced, but not under the name of another, and not where there is none', async () => {
      await add()
      const renamed = { ...an, name: 'an-2', displayName: 'Ân', disabled: false, grants: [] }
      await store.get().accounts.replace(renamed)
      expect(await store.get().accounts.byId('1')).toEqual(renamed)
      await expect(store.get().accounts.replace({ ...binh, name: 'an-2' })).rejects.toThrow(ConflictError)
      await expect(store.get().accounts.replace(anAccount({ id: '3' }))).rejects.toThrow(NotFoundError)
      expect(await store.get().accounts.all()).toEqual([renamed, binh])
    })

    test('are found by their link until it expires', async () => {
      await add()
      const justBefore = new Date(LATER.getTime() - 1)
      expect(await store.get().accounts.byLink('link-of-binh', justBefore)).toEqual(binh)
      expect(await store.get().accounts.byLink('link-of-binh', LATER)).toBeNull()
      expect(await store.get().accounts.byLink('unknown', NOW)).toBeNull()
    })

    test('get another link, with which the earlier one ends', async () => {
      await add()
      await store.get().accounts.addLink(aLink('2', 'second'))
      expect(await store.get().accounts.byLink('link-of-binh', NOW)).toBeNull()
      expect(await store.get().accounts.byLink('second', NOW)).toEqual(binh)
      await expect(store.get().accounts.addLink(aLink('3', 'third'))).rejects.toThrow(NotFoundError)
    })

    test('get their password from a link that can be spent once', async () => {
      await add()
      const withPassword = { ...binh, passwordHash: '$argon2id$new' }
      expect(await store.get().accounts.spendLink('link-of-binh', '$argon2id$new', NOW)).toEqual(withPassword)
      expect(await store.get().accounts.spendLink('link-of-binh', '$argon2id$other', NOW)).toBeNull()
      expect(await store.get().accounts.byLink('link-of-binh', NOW)).toBeNull()
      expect(await store.get().accounts.byId('2')).toEqual(withPassword)
    })

    test('keep their password when the link has expired or is unknown', async () => {
      await add()
      expect(await store.get().accounts.spendLink('link-of-binh', '$argon2id$new', LATER)).toBeNull()
      expect(await store.get().accounts.spendLink('unknown', '$argon2id$new', NOW)).toBeNull()
      expect(await store.get().accounts.byId('2')).toEqual(binh)
    })

    test('give one of two that spend a link at once the account, and the other nothing', async () => {
      await add()
      const other = await store.another()
      const answers = await Promise.all(
        [store.get(), other, store.get(), other].map(({ accounts }, i) =>
          accounts.spendLink('link-of-binh', `hash-${i}`, NOW),
        ),
      )
      const winners = answers.filter((account) => account !== null)
      expect(winners).toHaveLength(1)
      expect(await store.get().accounts.byId('2')).toEqual(winners[0])
    })

    test('lose their sessions when a link is spent, and nobody else does', async () => {
      await add()
      await store.get().accounts.replace({ ...an, disabled: false })
      await store.get().sessions.add({ tokenHash: 's1', accountId: '2', expiresAt: LATER })
      await store.get().sessions.add({ tokenHash: 's2', accountId: '1', expiresAt: LATER })
      await store.get().accounts.spendLink('link-of-binh', '$argon2id$new', NOW)
      expect(await store.get().sessions.byToken('s1', NOW)).toBeNull()
      expect(await store.get().sessions.byToken('s2', NOW)).not.toBeNull()
    })
  })

  describe('sessions', () => {
    const store = useStore(makePlace)
    const account = anAccount({ id: '1', name: 'an' })
    const session = { tokenHash: 's1', accountId: '1', expiresAt: LATER }
    const add = async (): Promise<void> => {
      await store.get().accounts.add(account, aLink('1', 'link'))
      await store.get().sessions.add(session)
    }

    test('are found with their account until they expire, also after a restart', async () => {
      await add()
      await store.restart()
      expect(await store.get().sessions.byToken('s1', new Date(LATER.getTime() - 1))).toEqual({ session, account })
      expect(await store.get().sessions.byToken('s1', LATER)).toBeNull()
      expect(await store.get().sessions.byToken('unknown', NOW)).toBeNull()
    })

    test('are not found while their account is disabled, or without one', async () => {
      await add()
      await store.get().accounts.replace({ ...account, disabled: true })
      expect(await store.get().sessions.byToken('s1', NOW)).toBeNull()
      await store.get().accounts.replace(account)
      expect(await store.get().sessions.byToken('s1', NOW)).toEqual({ session, account })
      await store.get().sessions.add({ ...session, tokenHash: 's2', accountId: 'gone' })
      expect(await store.get().sessions.byToken('s2', NOW)).toBeNull()
    })

    test('show the account as it is now', async () => {
      await add()
      const renamed = { ...account, displayName: 'Ân' }
      await store.get().accounts.replace(renamed)
      expect(await store.get().sessions.byToken('s1', NOW)).toEqual({ session, account: renamed })
    })

    test('can be extended and removed; an unknown one is no trouble', async () => {
      await add()
      const muchLater = new Date('2027-01-01T00:00:00Z')
      await store.get().sessions.extend('s1', muchLater)
      await store.get().sessions.extend('unknown', muchLater)
      const found = await store.get().sessions.byToken('s1', LATER)
      expect(found?.session.expiresAt).toEqual(muchLater)
      await store.get().sessions.remove('s1')
      await store.get().sessions.remove('unknown')
      expect(await store.get().sessions.byToken('s1', NOW)).toBeNull()
      expect(await store.get().sessions.byToken('unknown', NOW)).toBeNull()
    })

    test('are removed when they have expired, and only then', async () => {
      await add()
      await store.get().sessions.add({ ...session, tokenHash: 's2', expiresAt: new Date(LATER.getTime() + 1) })
      await store.get().sessions.removeExpired(LATER)
      await store.get().sessions.extend('s1', new Date('2027-01-01T00:00:00Z'))
      expect(await store.get().sessions.byToken('s1', NOW)).toBeNull()
      expect(await store.get().sessions.byToken('s2', NOW)).not.toBeNull()
    })
  })
}
