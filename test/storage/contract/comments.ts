import { describe, expect, test } from '@jest/globals'
import type { Comment } from '../../../server/domain/response.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { type MakePlace, useStore } from './store-place.ts'

const DAY = 20_777

export function commentContract(makePlace: MakePlace): void {
  describe('comments', () => {
    const store = useStore(makePlace)
    const fill = (...comments: Comment[]) =>
      store.get().responses.record(comments.map((comment) => aSubmission({ agency: comment.agency }, comment)))
    const list = (over: object = {}) =>
      store.get().comments.list({ agency: 'my-loc', from: 0, to: 30_000, limit: 100, ...over })

    test('come back as they were, with every kind of satisfied', async () => {
      const comments = [true, false, null].map((satisfied) =>
        aComment({
          satisfied,
          text: 'Nộp hồ sơ\n"2 lần" 🙂',
          step: 'submission',
          language: 'km',
          point: 'p',
          field: 'f',
        }),
      )
      await fill(...comments)
      const byId = (a: Comment, b: Comment) => (a.id < b.id ? -1 : 1)
      expect((await list()).toSorted(byId)).toEqual(comments.toSorted(byId))
    })

    test('are those of one agency, from the first day on and before the last, newest day first', async () => {
      await fill(
        ...[0, 1, 2, 3, 4].map((day) => aComment({ day: DAY + day })),
        aComment({ agency: 'nam-dinh', day: DAY }),
      )
      const days = (await list({ from: DAY + 1, to: DAY + 4 })).map(({ day }) => day - DAY)
      expect(days).toEqual([3, 2, 1])
    })

    test('stop at the limit, the oldest days left out', async () => {
      await fill(...[0, 1, 2].map((day) => aComment({ day: DAY + day })))
      expect((await list({ limit: 2 })).map(({ day }) => day - DAY)).toEqual([2, 1])
      expect(await list({ limit: 0 })).toEqual([])
    })

    test('do not stand in the order of their arrival within a day', async () => {
      const ids = ['7', 'f', '0', 'a'].map((sign) => sign.repeat(32))
      for (const id of ids) await fill(aComment({ id, day: DAY }))
      const order = (await list()).map(({ id }) => id)
      expect(order).not.toEqual(ids)
      expect(order).not.toEqual(ids.toReversed())
    })
  })
}
