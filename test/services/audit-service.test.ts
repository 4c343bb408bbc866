import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { AuditedAct, ChainedEntry } from '../../server/domain/audit.ts'
import { ForbiddenError } from '../../server/domain/errors.ts'
import type { AuditQuery } from '../../server/services/audit-service.ts'
import { anAccount, addAccount } from '../fixtures/account.ts'
import { anAuditEntry } from '../fixtures/audit-entry.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { ADMINISTRATOR } from '../fixtures/staff-browser.ts'
import { chainOf } from '../storage/contract/audit.ts'

const ALL: AuditQuery = { before: null, act: null, account: null, checks: false }
const VIEWER = anAccount({ grants: ADMINISTRATOR })

let platform: Platform
beforeEach(async () => {
  platform = await openPlatform()
})
afterEach(() => platform.close())

const page = (over: Partial<AuditQuery> = {}) => platform.services.audit.page(VIEWER, { ...ALL, ...over })
const numbers = async (over: Partial<AuditQuery> = {}) => (await page(over))?.entries.map(({ number }) => number)
const append = async (...entries: readonly (readonly [account: string, act: AuditedAct])[]) => {
  for (const [account, act] of entries) await platform.storage.audit.append(anAuditEntry({ account, act }))
}

describe('the audit', () => {
  test('is for administrators', async () => {
    await expect(platform.services.audit.page(anAccount(), ALL)).rejects.toThrow(ForbiddenError)
  })

  test('is empty and whole at first', async () => {
    expect(await page()).toMatchObject({ entries: [], older: null, total: 0, broken: null })
  })

  test('is read page by page, the newest first', async () => {
    await append(...Array.from({ length: 120 }, () => ['a', 'comments.read'] as const))
    const first = await page()
    expect([first?.entries.length, first?.entries[0]?.number, first?.older, first?.total]).toEqual([50, 120, 71, 120])
    const last = await page({ before: 21 })
    expect([last?.entries.length, last?.older]).toEqual([20, null])
    expect((await page({ before: 51 }))?.older).toBeNull()
  })

  test('is narrowed by act and by the name of an account', async () => {
    const account = await addAccount(platform.storage)
    await append([account.id, 'comments.read'], ['b', 'comments.read'], [account.id, 'codes.changed'])
    expect(await numbers({ act: 'comments.read' })).toEqual([2, 1])
    expect(await numbers({ account: account.name })).toEqual([3, 1])
    expect(await numbers({ account: account.name, act: 'comments.read' })).toEqual([1])
    expect(await numbers({ act: 'report.made' })).toEqual([])
    expect(await page({ account: 'nobody' })).toBeNull()
  })

  test('tells which entry was changed', async () => {
    const chain = chainOf([anAuditEntry(), anAuditEntry()])
    await restore(chain.map((entry) => (entry.number === 2 ? { ...entry, account: 'x' } : entry)))
    expect((await page())?.broken).toBe(2)
  })

  test('is gone through as a whole unasked while it is short, and when asked to', async () => {
    await restore(chainOf(Array.from({ length: 20_000 }, () => anAuditEntry())))
    expect((await page())?.broken).toBeNull()
    await append(['a', 'comments.read'])
    expect((await page())?.broken).toBe('unchecked')
    expect((await page({ checks: true }))?.broken).toBeNull()
  })

  test('is gone through a stretch at a time for what is seldom', async () => {
    await restore(
      chainOf(Array.from({ length: 10_001 }, (_, i) => anAuditEntry(i === 0 ? { act: 'report.made' } : {}))),
    )
    expect(await page({ act: 'report.made' })).toMatchObject({ older: 2, entries: [] })
    expect(await numbers({ act: 'report.made', before: 2 })).toEqual([1])
  })
})

async function restore(chain: readonly ChainedEntry[]): Promise<void> {
  const { archive } = platform.storage
  await archive.beginRestore()
  await archive.load('audit', chain)
  await archive.endRestore()
}
