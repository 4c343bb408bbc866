import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../server/domain/errors.ts'
import type { SurveyResponse } from '../../../server/domain/response.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { type MakePlace, useStore } from './store-place.ts'

const ALL = { agency: 'my-loc', from: 0, to: 1_000_000 }

export function openingContract(makePlace: MakePlace): void {
  describe('opening and closing', () => {
    const store = useStore(makePlace)

    test('answers a ping while it is open, and not after', async () => {
      const other = await store.another()
      await other.ping()
      await other.close()
      await expect(other.ping()).rejects.toThrow()
      await store.get().ping()
    })

    test('closes once, however often it is asked', async () => {
      const other = await store.another()
      await Promise.all([other.close(), other.close()])
      await other.close()
    })

    test('rejects what is asked afterwards, with an error that is no broken rule', async () => {
      const other = await store.another()
      await other.close()
      const asked = [
        other.responses.record([aSubmission()]),
        other.directory.load(),
        other.responses.count(),
        other.archive.snapshot(),
        other.tallies.recount({ repair: false }),
      ]
      for (const answer of asked) {
        const error: unknown = await answer.then(
          () => null,
          (reason: unknown) => reason,
        )
        expect(error).toBeInstanceOf(Error)
        expect(error).not.toBeInstanceOf(DomainError)
      }
    })

    test('lets a running stream come to its end before it closes', async () => {
      await store.get().responses.record(Array.from({ length: 9 }, () => aSubmission()))
      const other = await store.another()
      const seen: SurveyResponse[] = []
      let isClosed = false
      let closed: Promise<void> | null = null
      for await (const batch of other.responses.stream(ALL, 2)) {
        seen.push(...batch)
        closed ??= other.close().then(() => {
          isClosed = true
        })
        expect(isClosed).toBe(false)
      }
      await closed
      expect(seen).toHaveLength(9)
    })

    test('is empty at first, and holds what was written when it is opened again', async () => {
      expect(await store.get().responses.count()).toBe(0)
      await store.get().responses.record([aSubmission()])
      await store.restart()
      expect(await store.get().responses.count()).toBe(1)
    })
  })
}
