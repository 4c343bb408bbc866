import { describe, expect, test } from '@jest/globals'
import { type MakePlace, useStore } from './store-place.ts'

const MINUTE = 60_000

function at(ms: number): Date {
  return new Date(Date.UTC(2026, 10, 23) + ms)
}

export function counterContract(makePlace: MakePlace): void {
  describe('counters', () => {
    const store = useStore(makePlace)
    const hit = (ms: number, key = 'k') => store.get().counters.hit(key, MINUTE, at(ms))

    test('count from the first event of a window to its end, then anew', async () => {
      expect(await hit(0)).toEqual({ count: 1, resetsAt: at(MINUTE) })
      expect(await hit(MINUTE - 1)).toEqual({ count: 2, resetsAt: at(MINUTE) })
      expect(await hit(MINUTE)).toEqual({ count: 1, resetsAt: at(2 * MINUTE) })
      expect(await hit(10 * MINUTE)).toEqual({ count: 1, resetsAt: at(11 * MINUTE) })
    })

    test('count each key by itself, together with other processes', async () => {
      const other = await store.another()
      await hit(0)
      expect(await other.counters.hit('k', MINUTE, at(1))).toEqual({ count: 2, resetsAt: at(MINUTE) })
      expect((await hit(2, 'another key')).count).toBe(1)
    })

    test('lose no event when many come at once', async () => {
      const counts = await Promise.all(Array.from({ length: 20 }, (_, i) => hit(i)))
      expect(counts.map(({ count }) => count).toSorted((a, b) => a - b)).toEqual(
        Array.from({ length: 20 }, (_, i) => i + 1),
      )
    })

    test('take an event back, never below zero', async () => {
      await hit(0)
      await hit(0)
      await store.get().counters.undo('k')
      expect((await hit(1)).count).toBe(2)
      for (let turn = 0; turn < 5; turn++) await store.get().counters.undo('k')
      expect(await hit(2)).toEqual({ count: 1, resetsAt: at(MINUTE) })
      await store.get().counters.undo('unknown')
      expect((await hit(3, 'unknown')).count).toBe(1)
    })

    test('forget a key', async () => {
      await hit(0)
      await store.get().counters.clear('k')
      expect(await hit(5)).toEqual({ count: 1, resetsAt: at(5 + MINUTE) })
    })

    test('keep running windows when those that have ended are removed', async () => {
      await hit(0, 'ended')
      await hit(1, 'running')
      await store.get().counters.removeExpired(at(MINUTE))
      expect((await hit(2, 'running')).count).toBe(2)
      expect((await hit(2, 'ended')).count).toBe(1)
    })
  })
}
