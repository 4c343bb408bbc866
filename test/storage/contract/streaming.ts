import { describe, expect, test } from '@jest/globals'
import { FORM_LIFETIME_HOURS, type SurveyResponse } from '../../../server/domain/response.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { collect, countTurns, responsesOf } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

const HOUR = 498_000
const ALL = { agency: 'my-loc', from: 0, to: 1_000_000 }

export function streamingContract(makePlace: MakePlace): void {
  describe('streaming', () => {
    const store = useStore(makePlace)
    const stream = (scope: object, batchSize?: number) => store.get().responses.stream({ ...ALL, ...scope }, batchSize)
    const fill = async (many: readonly Partial<SurveyResponse>[]): Promise<SurveyResponse[]> => {
      const group = many.map((over) => aSubmission(over))
      await store.get().responses.record(group)
      return group.map(({ response }) => response)
    }
    const hours = async (scope: object) => (await collect(stream(scope))).map(({ receivedHour }) => receivedHour)

    test('takes what was received from the first hour on and before the last', async () => {
      await fill([-1, 0, 1, 9, 10, 11].map((hour) => ({ receivedHour: HOUR + hour })))
      expect(await hours({ from: HOUR, to: HOUR + 10 })).toEqual([HOUR, HOUR + 1, HOUR + 9])
      expect(await hours({ from: HOUR, to: HOUR })).toEqual([])
    })

    test('goes by the hour of receipt, however long before the form was opened', async () => {
      await fill([
        { openedHour: HOUR - FORM_LIFETIME_HOURS, receivedHour: HOUR },
        { openedHour: HOUR - FORM_LIFETIME_HOURS, receivedHour: HOUR - 1 },
        { openedHour: HOUR - 1, receivedHour: HOUR },
        { openedHour: HOUR + 9, receivedHour: HOUR + 10 },
      ])
      expect(await hours({ from: HOUR, to: HOUR + 10 })).toEqual([HOUR, HOUR])
    })

    test('orders by opening hour, then id', async () => {
      const id = (sign: string) => sign.repeat(32)
      await fill([
        { openedHour: HOUR + 1, receivedHour: HOUR + 1, id: id('0') },
        { openedHour: HOUR, receivedHour: HOUR + 3, id: id('f') },
        { openedHour: HOUR, receivedHour: HOUR + 2, id: id('9') },
        { openedHour: HOUR, receivedHour: HOUR, id: id('a') },
      ])
      const order = (await collect(stream({}))).map((one) => [one.openedHour - HOUR, one.id[0]])
      expect(order).toEqual([
        [0, '9'],
        [0, 'a'],
        [0, 'f'],
        [1, '0'],
      ])
    })

    test('takes one step, or one questionnaire, only', async () => {
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2 }))
      const [back, forth, newer] = await fill([
        {},
        { step: 'submission', answers: '555-55' },
        { questionnaire: 'counter/2' },
      ])
      expect(await collect(stream({ step: 'submission' }))).toEqual([forth])
      expect(await collect(stream({ questionnaire: 'counter/2' }))).toEqual([newer])
      expect(await collect(stream({ step: 'return', questionnaire: 'counter/1' }))).toEqual([back])
      expect(await collect(stream({ step: 'submission', questionnaire: 'counter/2' }))).toEqual([])
    })

    test('gives batches of at most the asked size, none of them empty, and every response once', async () => {
      const responses = await fill(
        Array.from({ length: 25 }, (_, i) => ({
          receivedHour: HOUR + (i % 3),
          step: i % 5 ? 'return' : 'submission',
          answers: '555-55',
        })),
      )
      const sizes: number[] = []
      const seen: string[] = []
      for await (const batch of stream({}, 4)) {
        sizes.push(batch.length)
        seen.push(...batch.map(({ id }) => id))
      }
      expect(Math.max(...sizes)).toBe(4)
      expect(new Set(seen).size).toBe(responses.length)
      const submitted: string[] = []
      for await (const batch of stream({ step: 'submission' }, 2)) {
        expect(batch.length).toBeGreaterThan(0)
        expect(batch.length).toBeLessThanOrEqual(2)
        submitted.push(...batch.map(({ id }) => id))
      }
      const expected = responses.filter(({ step }) => step === 'submission').map(({ id }) => id)
      expect(submitted.toSorted()).toEqual(expected.toSorted())
    })

    test('has nothing for an agency without responses, or one that nobody has heard of', async () => {
      await fill([{}])
      expect(await collect(stream({ agency: 'nowhere' }))).toEqual([])
    })

    test('keeps to its agency', async () => {
      const [own] = await fill([{}, { agency: 'my' }, { agency: 'my-loc-2' }])
      expect(await collect(stream({}))).toEqual([own])
    })

    test('is unmoved by what is recorded while it runs, here and in another process', async () => {
      const responses = await fill(Array.from({ length: 10 }, (_, i) => ({ receivedHour: HOUR + i })))
      const other = await store.another()
      const seen: SurveyResponse[] = []
      for await (const batch of stream({}, 3)) {
        seen.push(...batch)
        await fill([{ receivedHour: HOUR + 20 }])
        await other.responses.record([aSubmission({ receivedHour: HOUR + 21, point: `new-${seen.length}` })])
      }
      expect(seen).toEqual(responses)
      expect(await responsesOf(store.get(), ['my-loc'])).toHaveLength(18)
    })

    test('runs many at once', async () => {
      const responses = await fill(Array.from({ length: 30 }, (_, i) => ({ receivedHour: HOUR + i })))
      const all = await Promise.all(Array.from({ length: 12 }, () => collect(stream({}, 7))))
      for (const seen of all) expect(seen).toEqual(responses)
    })

    test('can be left early, again and again, and the store goes on', async () => {
      await fill(Array.from({ length: 10 }, (_, i) => ({ receivedHour: HOUR + i })))
      for (let turn = 0; turn < 50; turn++) {
        for await (const batch of stream({}, 2)) if (batch.length > 0) break
      }
      await expect(
        (async () => {
          for await (const batch of stream({}, 2)) throw new Error(`stopped at ${batch.length}`)
        })(),
      ).rejects.toThrow('stopped at 2')
      await fill([{}])
      expect(await store.get().responses.count()).toBe(11)
    })

    test('lets others have their turn between two batches', async () => {
      await fill(Array.from({ length: 20 }, (_, i) => ({ receivedHour: HOUR + i })))
      const turns = countTurns()
      expect(await collect(stream({}, 1))).toHaveLength(20)
      expect(turns()).toBeGreaterThanOrEqual(19)
    })
  })
}
