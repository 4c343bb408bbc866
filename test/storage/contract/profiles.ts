import { describe, expect, test } from '@jest/globals'
import { InvalidInputError, NotFoundError } from '../../../server/domain/errors.ts'
import type { ProfileQuestion } from '../../../server/domain/questionnaire.ts'
import type { ResponseIdentity, SurveyResponse } from '../../../server/domain/response.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { countedCells } from './counted-cells.ts'
import { cellsOf, plainCells, responsesOf } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

const PROFILE: readonly ProfileQuestion[] = [
  ['gender', 2],
  ['age', 5],
].map(([code, options]) => ({
  code: String(code),
  wording: { vi: `Hỏi ${code}` },
  options: Array.from({ length: Number(options) }, (_, i) => ({ value: String(i), label: { vi: String(i) } })),
}))

export function profileContract(makePlace: MakePlace): void {
  describe('profiles', () => {
    const store = useStore(makePlace)
    const record = async (over: Partial<SurveyResponse> = {}): Promise<SurveyResponse> => {
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2, profile: PROFILE }))
      const submission = aSubmission({ questionnaire: 'counter/2', ...over })
      await store.get().responses.record([submission])
      return submission.response
    }
    const kept = () => responsesOf(store.get(), ['my-loc'])

    test('are added to a response once, and change nothing else', async () => {
      const [one, other] = [await record({ openedHour: 498_000, receivedHour: 498_003 }), await record()]
      expect(await store.get().responses.addProfile(one, '14')).toBe('stored')
      expect(await store.get().responses.addProfile(one, '00')).toBe('known')
      const expected = [{ ...one, profile: '14' }, other]
      expect(await kept()).toEqual(expected)
      const cells = plainCells(countedCells(expected))
      expect(plainCells(await cellsOf(store.get(), ['my-loc']))).toEqual(cells)
      await store.restart()
      expect(await store.get().responses.addProfile(one, '--')).toBe('known')
      expect(await kept()).toEqual(expected)
    })

    test('may skip questions, and leave the response known', async () => {
      const response = await record()
      expect(await store.get().responses.addProfile(response, '-4')).toBe('stored')
      expect(await store.get().responses.record([{ response, comment: null }])).toEqual(['known'])
      expect(await kept()).toEqual([{ ...response, profile: '-4' }])
    })

    test('of one response that come from many at once are kept once', async () => {
      const response = await record()
      const other = await store.another()
      const outcomes = await Promise.all(
        ['00', '01', '02', '03'].map((profile, i) =>
          (i % 2 ? other : store.get()).responses.addProfile(response, profile),
        ),
      )
      const winner = outcomes.indexOf('stored')
      expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(1)
      expect((await kept()).map(({ profile }) => profile)).toEqual([`0${winner}`])
    })

    test('need a response', async () => {
      const response = await record()
      const add = (of: ResponseIdentity, profile: string) => store.get().responses.addProfile(of, profile)
      await expect(add({ ...response, id: 'f'.repeat(32) }, '00')).rejects.toThrow(NotFoundError)
      await expect(add({ ...response, openedHour: response.openedHour + 1 }, '00')).rejects.toThrow(NotFoundError)
      await expect(add({ ...response, agency: 'nowhere' }, '00')).rejects.toThrow(NotFoundError)
      await expect(add({ ...response, id: 'f'.repeat(32) }, '00')).rejects.toMatchObject({ kind: 'response' })
    })

    test.each(['', '0', '000', '20', '05', 'x0', ' 0'])('do not fit as “%s”', async (profile) => {
      const response = await record()
      await expect(store.get().responses.addProfile(response, profile)).rejects.toThrow(InvalidInputError)
      expect(await kept()).toEqual([response])
    })

    test('are refused where the questionnaire asks for none', async () => {
      const response = await record({ questionnaire: 'counter/1' })
      for (const profile of ['', '-']) {
        await expect(store.get().responses.addProfile(response, profile)).rejects.toThrow(InvalidInputError)
      }
    })

    test('may come with the response, where they fit', async () => {
      const response = await record({ profile: '03' })
      expect(await kept()).toEqual([response])
      expect(await store.get().responses.addProfile(response, '00')).toBe('known')
      await expect(record({ profile: '09' })).rejects.toThrow(InvalidInputError)
      await expect(record({ questionnaire: 'counter/1', profile: '00' })).rejects.toThrow(InvalidInputError)
      expect(await kept()).toEqual([response])
    })
  })
}
