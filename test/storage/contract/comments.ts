import { describe, expect, test } from '@jest/globals'
import type { Comment } from '../../../server/domain/response.ts'
import { withoutMarks } from '../../../server/domain/plain-text.ts'
import type { CommentScope } from '../../../server/storage/port.ts'
import { aComment } from '../../fixtures/comment.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { collect } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

const DAY = 20_777
const SCOPE: CommentScope = { agencies: ['my-loc', 'nam-dinh'], from: 0, to: 30_000 }
const ALL = { limit: 1000, after: null }

export function commentContract(makePlace: MakePlace): void {
  describe('comments', () => {
    const store = useStore(makePlace)
    const fill = async (...comments: Comment[]): Promise<readonly Comment[]> => {
      const questions = aQuestionnaire().questions.map((one) =>
        one.kind === 'text' ? { ...one, maxLength: 500 } : one,
      )
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2, questions }))
      await store
        .get()
        .responses.record(
          comments.map((comment) => aSubmission({ agency: comment.agency, questionnaire: 'counter/2' }, comment)),
        )
      return comments
    }
    const search = (over: Partial<CommentScope> = {}, page: object = {}) =>
      store.get().comments.search({ ...SCOPE, ...over }, { ...ALL, ...page })
    const texts = async (over: Partial<CommentScope>) => (await search(over)).map(({ text }) => text).sort()

    test('come back as they were, with every kind of satisfied', async () => {
      const comments = await fill(
        ...[true, false, null].map((satisfied) =>
          aComment({
            satisfied,
            text: 'Nộp hồ sơ\n"2 lần" 🙂',
            step: 'submission',
            language: 'km',
            point: 'p',
            field: 'f',
          }),
        ),
      )
      expect(await search()).toEqual(inOrder(comments))
    })

    test('are those of the agencies, from the first day on and before the last, newest day first, then by id', async () => {
      const comments = await fill(
        ...[0, 1, 2, 3, 4, 1, 2, 3].map((day) => aComment({ day: DAY + day })),
        aComment({ agency: 'nam-dinh', day: DAY + 2, id: '0'.repeat(32) }),
        aComment({ agency: 'elsewhere', day: DAY + 2 }),
      )
      const found = await search({ from: DAY + 1, to: DAY + 4 })
      expect(found).toEqual(
        inOrder(comments.filter(({ agency, day }) => agency !== 'elsewhere' && day > DAY && day < DAY + 4)),
      )
      expect((await search({ agencies: ['nam-dinh'] })).map(({ agency }) => agency)).toEqual(['nam-dinh'])
      expect(await search({ agencies: [] })).toEqual([])
      expect(await search({ from: DAY + 1, to: DAY + 1 })).toEqual([])
    })

    test('stop at the limit, the oldest days left out, and go on behind where they stopped', async () => {
      const comments = inOrder(
        await fill(
          ...Array.from({ length: 25 }, (_, i) => aComment({ day: DAY + (i % 3), text: i % 2 ? 'a' : 'a b' })),
        ),
      )
      expect(await search({}, { limit: 0 })).toEqual([])
      for (const [words, wanted] of [
        ['', comments],
        ['b', comments.filter(({ text }) => text === 'a b')],
      ] as const) {
        const found: Comment[] = []
        for (let after: Comment | null = null; ;) {
          const page = await search({ words }, { limit: 4, after })
          expect(page.length).toBeLessThanOrEqual(4)
          found.push(...page)
          after = page.at(-1) ?? null
          if (!after) break
        }
        expect(found).toEqual(wanted)
      }
    })

    test('go on behind a place at which there is none', async () => {
      const [newest, middle, oldest] = inOrder(await fill(...[2, 1, 0].map((day) => aComment({ day: DAY + day }))))
      const after = (day: number, id: string) => search({}, { after: { day: DAY + day, id } })
      expect(await after(9, 'f')).toEqual([newest, middle, oldest])
      expect(await after(2, '0')).toEqual([newest, middle, oldest])
      expect(await after(2, 'f')).toEqual([middle, oldest])
      expect(await after(0, 'f')).toEqual([])
    })

    test('do not stand in the order of their arrival within a day', async () => {
      const ids = ['7', 'f', '0', 'a'].map((sign) => sign.repeat(32))
      for (const id of ids) await fill(aComment({ id, day: DAY }))
      expect((await search()).map(({ id }) => id)).toEqual(ids.toSorted())
    })

    test('are those of one point, field, step or satisfaction, and of all of these together', async () => {
      await fill(
        aComment({ text: 'p', point: 'p' }),
        aComment({ text: 'f', field: 'f' }),
        aComment({ text: 's', step: 'submission' }),
        aComment({ text: 'y', satisfied: false }),
        aComment({ text: 'n', satisfied: null }),
        aComment({ text: 'all', point: 'p', field: 'f', step: 'submission', satisfied: false }),
      )
      expect(await texts({ point: 'p' })).toEqual(['all', 'p'])
      expect(await texts({ field: 'f' })).toEqual(['all', 'f'])
      expect(await texts({ step: 'submission' })).toEqual(['all', 's'])
      expect(await texts({ satisfied: false })).toEqual(['all', 'y'])
      expect(await texts({ satisfied: true })).toEqual(['f', 'p', 's'])
      expect(await texts({ point: 'p', field: 'f', step: 'submission', satisfied: false, words: 'all' })).toEqual([
        'all',
      ])
      expect(await texts({ point: 'p', satisfied: true, words: 'all' })).toEqual([])
      expect(await texts({ point: 'nowhere' })).toEqual([])
    })

    test('are found by words that stand one after the other, whatever their marks, capitals and dots', async () => {
      const found = ['Nộp hồ sơ', 'HỒ SƠ', 'ho so', '“Hồ-sơ”, hai lần', 'sơ hồ sơ']
      const others = ['hồ', 'sơ', 'sơ hồ', 'hồ hồ nước sơ', 'hồ song', 'hoho so', 'Hồ Sơn', '🙂', 'hoso']
      await fill(...[...found, ...others].map((text) => aComment({ text })))
      expect(await texts({ words: 'ho so' })).toEqual(found.toSorted())
      expect(await texts({ words: 'ho s' })).toEqual([])
      expect(await texts({ words: '' })).toHaveLength(found.length + others.length)
    })

    test.each(['Đường đất đá', 'ឃុំ ស្រុក', 'x', 'OR AND NOT NEAR', '100% "đúng" * hẹn: a_b', 'Số 12/2026', 'ngươi ươ'])(
      'are found by the words of “%s”, and the words mean nothing else',
      async (text) => {
        await fill(aComment({ text }), aComment({ text: 'khác hẳn' }))
        expect(await texts({ words: withoutMarks(text) })).toEqual([text])
      },
    )

    test('are told apart by codes that hold any sign, and never found by their codes', async () => {
      const point = 'quầy "một" 🏛'
      await fill(aComment({ point, text: 'đây' }), aComment({ point: 'quay mot', text: 'kia' }))
      expect(await texts({ point })).toEqual(['đây'])
      for (const words of ['my loc', 'quay mot', 'true', 'return', 'dat dai'])
        expect(await texts({ words })).toEqual([])
    })

    test('of many agencies are found as those of few', async () => {
      const agencies = Array.from({ length: 100 }, (_, i) => `xa-${i}`)
      const comments = await fill(
        ...agencies.map((agency, i) => aComment({ agency, day: DAY + (i % 7), text: i % 5 ? 'cảm ơn' : 'chờ lâu' })),
      )
      const some = agencies.slice(10, 90)
      const isIn = ({ agency }: Comment) => some.includes(agency)
      expect(await search({ agencies: some })).toEqual(inOrder(comments.filter(isIn)))
      expect(await search({ agencies: some, words: 'lau' }, { limit: 5 })).toEqual(
        inOrder(comments.filter((one) => isIn(one) && one.text === 'chờ lâu')).slice(0, 5),
      )
    })

    test('are streamed in that order in batches, none of them empty, as they stood at one instant', async () => {
      const comments = await fill(...Array.from({ length: 25 }, (_, i) => aComment({ day: DAY + (i % 4) })))
      const batches: (readonly Comment[])[] = []
      for await (const batch of store.get().comments.stream(SCOPE, 4)) {
        if (batches.length === 0) await fill(aComment({ day: 0 }), aComment({ day: DAY }))
        batches.push(batch)
      }
      expect(batches.every(({ length }) => length > 0 && length <= 4)).toBe(true)
      expect(batches.flat()).toEqual(inOrder(comments))
      expect(await collect(store.get().comments.stream({ ...SCOPE, words: 'cho lau', to: DAY + 1 }))).toHaveLength(9)
      for await (const batch of store.get().comments.stream(SCOPE, 1)) if (batch.length > 0) break
      expect(await search()).toHaveLength(27)
    })

    test('are removed with all by which they are found, and only they', async () => {
      const comments = await fill(
        aComment({ text: 'Xin gọi chị Hằng' }),
        aComment({ text: 'Xin gọi chị Hằng', point: 'p' }),
        aComment({ agency: 'nam-dinh', satisfied: null }),
        aComment(),
      )
      const [first, second, third] = comments as [Comment, Comment, Comment]
      expect(await store.get().comments.remove([first, third])).toBe(2)
      expect(await search()).toEqual(inOrder(comments).filter((one) => one !== first && one !== third))
      expect(await search({ words: 'chi hang' })).toEqual([second])
      expect(await search({ point: 'my-loc-01', words: 'chi hang' })).toEqual([])
      await store.restart()
      expect(await texts({})).toEqual(['Chờ lâu', 'Xin gọi chị Hằng'])
    })

    test('that are not there are not removed, nor is one whose key differs in a part', async () => {
      const [kept] = (await fill(aComment())) as [Comment]
      const strangers = [{ ...kept, day: kept.day + 1 }, { ...kept, agency: 'nam-dinh' }, aComment()]
      expect(await store.get().comments.remove(strangers)).toBe(0)
      expect(await store.get().comments.remove([])).toBe(0)
      expect(await search()).toEqual([kept])
      expect(await store.get().comments.remove([kept, kept])).toBe(1)
    })

    test('that were removed do not come back with the form that is sent once more', async () => {
      const comment = aComment()
      const sent = aSubmission({ agency: comment.agency }, comment)
      await store.get().responses.record([sent])
      await store.get().comments.remove([comment])
      const again = { ...sent, comment: aComment() }
      expect(await store.get().responses.record([again])).toEqual(['known'])
      expect(await search()).toEqual([])
    })

    test('are found by another process at once, and after a restart', async () => {
      const other = await store.another()
      expect(await other.comments.search(SCOPE, ALL)).toEqual([])
      const comments = await fill(aComment(), aComment({ satisfied: false }))
      expect(await other.comments.search({ ...SCOPE, satisfied: false }, ALL)).toEqual(comments.slice(1))
      await store.restart()
      expect(await search({ words: 'cho' })).toEqual(inOrder(comments))
    })
  })
}

function inOrder(comments: readonly Comment[]): Comment[] {
  return comments.toSorted((a, b) => b.day - a.day || (a.id < b.id ? -1 : 1))
}
