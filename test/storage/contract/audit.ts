import { describe, expect, test } from '@jest/globals'
import type { AuditEntry, ChainedEntry } from '../../../server/domain/audit.ts'
import { chained } from '../../../server/storage/audit-chain.ts'
import { anAuditEntry } from '../../fixtures/audit-entry.ts'
import { type MakePlace, useStore } from './store-place.ts'

/** The entries as a chain that begins with them. */
export function chainOf(entries: readonly AuditEntry[]): ChainedEntry[] {
  const chain: ChainedEntry[] = []
  for (const entry of entries) chain.push(chained(entry, chain.at(-1) ?? null))
  return chain
}

export function auditContract(makePlace: MakePlace): void {
  describe('audit', () => {
    const store = useStore(makePlace)
    const list = (limit = 100, before: number | null = null) => store.get().audit.list({ limit, before })
    const numbers = async (...page: Parameters<typeof list>) => (await list(...page)).map(({ number }) => number)

    test('is empty and whole at first', async () => {
      expect(await list()).toEqual([])
      expect(await store.get().audit.firstBroken()).toBeNull()
    })

    test('keeps entries as they were, numbered from 1, each with a hash over all before it, the newest first', async () => {
      const entries = [
        anAuditEntry(),
        anAuditEntry({ act: 'report.made', agency: null, details: {} }),
        anAuditEntry({ account: 'b', details: { 'a "b" 🏛': 'x\ny', zz: '', aa: '1' } }),
      ]
      for (const entry of entries) await store.get().audit.append(entry)
      expect(await list()).toEqual(chainOf(entries).toReversed())
      expect(await store.get().audit.firstBroken()).toBeNull()
    })

    test('is read page by page', async () => {
      for (let i = 0; i < 5; i++) await store.get().audit.append(anAuditEntry())
      expect(await numbers(2)).toEqual([5, 4])
      expect(await numbers(2, 4)).toEqual([3, 2])
      expect(await numbers(2, 2)).toEqual([1])
      expect(await numbers(2, 1)).toEqual([])
      expect(await numbers(0)).toEqual([])
    })

    test('is one chain without gaps, whoever appends, however many at once', async () => {
      const other = await store.another()
      const appended = Array.from({ length: 12 }, (_, i) =>
        (i % 2 ? other : store.get()).audit.append(anAuditEntry({ account: String(i) })),
      )
      await Promise.all(appended)
      await store.restart()
      await store.get().audit.append(anAuditEntry())
      expect(await numbers()).toEqual(Array.from({ length: 13 }, (_, i) => 13 - i))
      expect(await store.get().audit.firstBroken()).toBeNull()
    })

    describe('that was changed afterwards', () => {
      const chain = chainOf(Array.from({ length: 4 }, (_, i) => anAuditEntry({ account: String(i) })))
      const without = (number: number) => chain.filter((entry) => entry.number !== number)
      const changed = (number: number, over: Partial<ChainedEntry>) =>
        chain.map((entry) => (entry.number === number ? { ...entry, ...over } : entry))

      test.each([
        ['another account', changed(2, { account: 'x' }), 2],
        ['another instant', changed(3, { at: new Date(0) }), 3],
        ['another detail', changed(1, { details: {} }), 1],
        ['another agency', changed(4, { agency: null }), 4],
        ['another hash', changed(2, { hash: '0'.repeat(64) }), 2],
        ['the first taken out', without(1), 1],
        ['one in the middle taken out', without(3), 3],
        ['the first made anew, with a hash that fits it', [...chainOf([anAuditEntry()]), ...chain.slice(1)], 2],
      ])('tells where: %s', async (_, entries, broken) => {
        await store.get().archive.beginRestore()
        await store.get().archive.load('audit', entries)
        await store.get().archive.endRestore()
        expect(await store.get().audit.firstBroken()).toBe(broken)
      })

      test('is whole where it was brought in as it was, and goes on', async () => {
        await store.get().archive.beginRestore()
        await store.get().archive.load('audit', chain)
        await store.get().archive.endRestore()
        await store.get().audit.append(anAuditEntry())
        expect(await numbers(1)).toEqual([5])
        expect(await store.get().audit.firstBroken()).toBeNull()
      })
    })
  })
}
