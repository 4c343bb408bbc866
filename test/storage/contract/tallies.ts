import { describe, expect, test } from '@jest/globals'
import { RESPONSES } from '../../../scoring/tally.ts'
import { firstDay, firstHour, type Month } from '../../../server/domain/calendar.ts'
import { shapeOf } from '../../../server/domain/questionnaire.ts'
import type { SurveyResponse } from '../../../server/domain/response.ts'
import { CUTS, type TallyScope } from '../../../server/storage/port.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { countedCells } from './counted-cells.ts'
import { cellsOf, plainCells } from './reading.ts'
import { type MakePlace, useStore } from './store-place.ts'

const NOVEMBER: Month = (2026 - 1970) * 12 + 10

function startOf(month: Month): number {
  return firstHour(firstDay(month))
}

export function tallyContract(makePlace: MakePlace): void {
  describe('tallies', () => {
    const store = useStore(makePlace)
    const cells = (scope: Partial<TallyScope>) =>
      store.get().tallies.cells({ agencies: ['my-loc'], from: 0, to: 2000, cuts: CUTS, ...scope })
    const fill = async (many: readonly Partial<SurveyResponse>[]): Promise<SurveyResponse[]> => {
      const group = many.map((over) => aSubmission(over))
      await store.get().responses.record(group)
      return group.map(({ response }) => response)
    }

    test('count every response once in every cut', async () => {
      const responses = await fill([
        {},
        { channel: 'kiosk', answers: '111101' },
        { field: 'ho-tich', flags: ['burst'] },
        { point: 'my-loc-02', step: 'submission', answers: '12--03' },
        { answers: '------' },
      ])
      const kept = await cells({})
      expect(plainCells(kept)).toEqual(plainCells(countedCells(responses)))
      for (const cut of CUTS) {
        const counts = kept.filter((cell) => cell.cut === cut).map(({ tally }) => tally.sums[RESPONSES] ?? 0)
        expect(counts.reduce((a, b) => a + b)).toBe(responses.length)
      }
    })

    test('say of each cell which shape it has', async () => {
      const questions = aQuestionnaire().questions.filter(({ code }) => code !== 'F3.1')
      await store.get().questionnaires.publish(aQuestionnaire({ version: 2, questions }))
      await fill([{}, { questionnaire: 'counter/2', answers: '45504' }])
      const [one, two] = (await cells({ cuts: ['field'] })).toSorted((a, b) =>
        a.questionnaire < b.questionnaire ? -1 : 1,
      )
      expect(one?.tally.shape).toEqual(shapeOf(aQuestionnaire()))
      expect(two?.tally.shape).toEqual(shapeOf(aQuestionnaire({ questions })))
    })

    test('put a response into the local month in which it was received', async () => {
      const edge = startOf(NOVEMBER + 1)
      await fill([
        { receivedHour: edge - 1 },
        { openedHour: edge - 1, receivedHour: edge },
        { receivedHour: edge },
        { receivedHour: startOf(NOVEMBER) },
        { receivedHour: startOf(NOVEMBER) - 1 },
      ])
      const counts = (await cells({ cuts: ['channel'] })).map(({ month, tally }) => [month, tally.sums[RESPONSES]])
      expect(counts.toSorted()).toEqual([
        [NOVEMBER - 1, 1],
        [NOVEMBER, 2],
        [NOVEMBER + 1, 2],
      ])
    })

    test('are read from the first month on and before the last', async () => {
      await fill([-1, 0, 1, 2, 3].map((month) => ({ receivedHour: startOf(NOVEMBER + month) })))
      const months = (await cells({ from: NOVEMBER, to: NOVEMBER + 2, cuts: ['point'] })).map(({ month }) => month)
      expect(months.toSorted()).toEqual([NOVEMBER, NOVEMBER + 1])
      expect(await cells({ from: NOVEMBER, to: NOVEMBER })).toEqual([])
      expect(await cells({ from: NOVEMBER + 2, to: NOVEMBER })).toEqual([])
      expect(await cells({ from: -1000, to: 100_000, cuts: ['point'] })).toHaveLength(5)
    })

    test('are read for some agencies, cuts and one step only', async () => {
      await fill([{}, { agency: 'a' }, { agency: 'b' }, { step: 'submission', answers: '555-55' }])
      expect(await cells({ agencies: [] })).toEqual([])
      expect(await cells({ cuts: [] })).toEqual([])
      expect(await cells({ agencies: ['nowhere'] })).toEqual([])
      const some = await cells({ agencies: ['a', 'b', 'a', 'nowhere'], cuts: ['channel', 'point', 'point'] })
      expect(some.map(({ agency, cut }) => `${agency} ${cut}`).toSorted()).toEqual([
        'a channel',
        'a point',
        'b channel',
        'b point',
      ])
      const submitted = await cells({ step: 'submission' })
      expect(submitted.map(({ step, cut }) => `${step} ${cut}`).toSorted()).toEqual([
        'submission channel',
        'submission field',
        'submission point',
      ])
    })

    test('are whole numbers of their own: changing what was given out changes nothing', async () => {
      const responses = await fill([{}])
      for (const { tally } of await cells({})) tally.sums.fill(99)
      responses.push(...(await fill([{}])))
      expect(plainCells(await cells({}))).toEqual(plainCells(countedCells(responses)))
    })

    test('tell the first and last month of agencies with responses', async () => {
      const span = (...agencies: string[]) => store.get().tallies.span(agencies)
      expect(await span('my-loc')).toBeNull()
      await fill([
        { receivedHour: startOf(NOVEMBER) },
        { receivedHour: startOf(NOVEMBER - 17) },
        { agency: 'a', receivedHour: startOf(NOVEMBER + 1) },
        { agency: 'b', receivedHour: startOf(NOVEMBER - 1), step: 'submission', answers: '555-55', flags: ['burst'] },
      ])
      expect(await span('my-loc')).toEqual({ first: NOVEMBER - 17, last: NOVEMBER })
      expect(await span('my-loc', 'a', 'nowhere')).toEqual({ first: NOVEMBER - 17, last: NOVEMBER + 1 })
      expect(await span('b')).toEqual({ first: NOVEMBER - 1, last: NOVEMBER - 1 })
      expect(await span()).toBeNull()
      expect(await span('nowhere')).toBeNull()
    })

    test('cover 24 agencies over 18 months', async () => {
      const agencies = Array.from({ length: 24 }, (_, i) => `agency-${i}`)
      const responses = await fill(
        agencies.flatMap((agency, i) =>
          Array.from({ length: 18 }, (_, month) => ({ agency, receivedHour: startOf(NOVEMBER - month) + i })),
        ),
      )
      expect(plainCells(await cellsOf(store.get(), agencies))).toEqual(plainCells(countedCells(responses)))
    })

    test('survive a restart and go on from what they held', async () => {
      const responses = await fill([{}, { channel: 'paper' }])
      await store.restart()
      responses.push(...(await fill([{}])))
      expect(plainCells(await cells({}))).toEqual(plainCells(countedCells(responses)))
    })
  })

  describe('recount', () => {
    const store = useStore(makePlace)

    test('finds nothing in an empty store', async () => {
      expect(await store.get().tallies.recount({ repair: false })).toEqual({ responses: 0, cells: 0, differing: [] })
    })

    test('finds every cell as it should be, and says how far it has come', async () => {
      const group = Array.from({ length: 2500 }, (_, i) => aSubmission({ agency: `a-${i % 2}`, point: `p-${i % 7}` }))
      await store.get().responses.record(group)
      const seen: number[] = []
      const found = await store.get().tallies.recount({
        repair: true,
        onProgress: (counted) => {
          seen.push(counted)
        },
      })
      expect(found).toEqual({
        responses: 2500,
        cells: countedCells(group.map(({ response }) => response)).length,
        differing: [],
      })
      expect(seen).toEqual(seen.toSorted((a, b) => a - b))
      expect(seen.at(-1)).toBe(2500)
    })

    test('counts as of one instant while others record', async () => {
      await store.get().responses.record(Array.from({ length: 3000 }, () => aSubmission()))
      const found = store.get().tallies.recount({ repair: true })
      const other = await store.another()
      for (let turn = 0; turn < 5; turn++) {
        await store.get().responses.record([aSubmission()])
        await other.responses.record([aSubmission({ agency: 'a' })])
      }
      const { responses, differing } = await found
      expect(differing).toEqual([])
      expect(responses).toBeGreaterThanOrEqual(3000)
      expect(await store.get().tallies.recount({ repair: false })).toMatchObject({ responses: 3010, differing: [] })
    })
  })
}
