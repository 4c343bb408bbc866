import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { firstDay, firstHour } from '../../../server/domain/calendar.ts'
import { FLAGS, type SurveyResponse } from '../../../server/domain/response.ts'
import { CHANNELS, STEPS } from '../../../server/domain/service-point.ts'
import type { Storage } from '../../../server/storage/port.ts'
import { aQuestionnaire } from '../../fixtures/questionnaire.ts'
import { aSubmission } from '../../fixtures/submission.ts'
import { countedCells } from './counted-cells.ts'
import { cellsOf, plainCells, responsesOf } from './reading.ts'
import type { MakePlace } from './store-place.ts'

const AGENCIES = ['a', 'b']
/** Two hours before a month begins. */
const HOUR = firstHour(firstDay(683)) - 2

const aLevel = fc.constantFrom('1', '3', '4', '5', '-')
const anyResponse: fc.Arbitrary<SurveyResponse> = fc
  .record({
    agency: fc.constantFrom(...AGENCIES),
    id: fc.constantFrom('0', '7', 'f').map((sign) => sign.repeat(32)),
    openedHour: fc.nat(3).map((hours) => HOUR + hours),
    hoursOpen: fc.constantFrom(0, 1, 168),
    step: fc.constantFrom(...STEPS),
    channel: fc.constantFrom(...CHANNELS),
    point: fc.constantFrom('p', 'q'),
    field: fc.constantFrom('f', 'g'),
    language: fc.constantFrom('vi', 'en'),
    flags: fc.subarray([...FLAGS]),
    levels: fc.array(aLevel, { minLength: 6, maxLength: 6 }),
    facts: fc.constantFrom('0', '2', '-'),
  })
  .map(({ hoursOpen, levels, step, ...rest }) => {
    const answers = (step === 'submission' ? levels.with(3, '-') : levels).join('')
    return aSubmission({ ...rest, step, receivedHour: rest.openedHour + hoursOpen, answers }).response
  })
const aTurn = fc.record({
  by: fc.constantFrom('this process', 'another process'),
  group: fc.array(anyResponse, { maxLength: 6 }),
  isBroken: fc.boolean(),
  isRestarted: fc.boolean(),
})

export function historyContract(makePlace: MakePlace): void {
  describe('any history', () => {
    test('leaves what a plain list of what was stored says, and tallies that equal a recount', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(aTurn, { maxLength: 6 }), async (turns) => {
          const place = await makePlace()
          let own = await place.open()
          const other = await place.open()
          try {
            await own.questionnaires.publish(aQuestionnaire())
            const model = new Map<string, SurveyResponse>()
            for (const { by, group, isBroken, isRestarted } of turns) {
              const storage: Storage = by === 'this process' ? own : other
              const submissions = group.map((response) => ({ response, comment: null }))
              if (isBroken) {
                const broken = storage.responses.record([...submissions, aSubmission({ answers: '' })])
                await expect(broken).rejects.toThrow()
              } else {
                const expected = group.map((response) => {
                  const key = `${response.agency} ${response.openedHour} ${response.id}`
                  if (model.has(key)) return 'known'
                  model.set(key, response)
                  return 'stored'
                })
                expect(await storage.responses.record(submissions)).toEqual(expected)
              }
              if (isRestarted) {
                await own.close()
                own = await place.open()
              }
            }
            const stored = [...model.keys()].toSorted().map((key) => model.get(key))
            expect(await responsesOf(other, AGENCIES)).toEqual(stored)
            expect(await own.responses.count()).toBe(model.size)
            const cells = plainCells(countedCells([...model.values()]))
            expect(plainCells(await cellsOf(own, AGENCIES))).toEqual(cells)
            expect(await other.tallies.recount({ repair: false })).toEqual({
              responses: model.size,
              cells: cells.length,
              differing: [],
            })
          } finally {
            await own.close()
            await other.close()
            await place.remove()
          }
        }),
        { numRuns: 40 },
      )
    }, 300_000)
  })
}
