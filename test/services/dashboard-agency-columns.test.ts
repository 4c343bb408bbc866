import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { firstDay, firstHour, type Month } from '../../server/domain/calendar.ts'
import { questionnaireId, type Questionnaire } from '../../server/domain/questionnaire.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { AgencyColumns } from '../../server/services/agency-columns.ts'
import type { MonthColumns } from '../../server/services/month-columns.ts'
import type { ResponseScope, Storage } from '../../server/storage/port.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aResponse } from '../fixtures/response.ts'
import { openTestStore } from '../fixtures/test-store.ts'

const NOVEMBER = 682
const OCTOBER = 681
const COUNTER = aQuestionnaire()
const ASKS_PROFILE = aQuestionnaire({
  key: 'asking',
  profile: [{ code: 'gender', wording: { vi: 'Giới tính' }, options: [{ value: 'female', label: { vi: 'Nữ' } }] }],
})

let storage: Storage
let streamed: ResponseScope[]
let columns: AgencyColumns
let now: Date
beforeEach(async () => {
  storage = await openTestStore()
  await storage.questionnaires.publish(COUNTER)
  await storage.questionnaires.publish(ASKS_PROFILE)
  streamed = []
  now = new Date('2026-11-23T01:00:00Z')
  const responses: Storage['responses'] = Object.assign(Object.create(storage.responses) as Storage['responses'], {
    stream: (scope: ResponseScope, batchSize?: number) => {
      streamed.push(scope)
      return storage.responses.stream(scope, batchSize)
    },
  })
  columns = new AgencyColumns({ storage: { responses }, config: { timeZone: 'Asia/Ho_Chi_Minh' }, now: () => now })
})
afterEach(() => storage.close())

describe('the columns of an agency', () => {
  test('are read in one go and then kept', async () => {
    await record(at(OCTOBER, 5), at(OCTOBER, 6), at(NOVEMBER, 7))
    expect(rowsOf(await months([OCTOBER, 2], [NOVEMBER, 1]))).toEqual([
      [OCTOBER, 2],
      [NOVEMBER, 1],
    ])
    await months([OCTOBER, 2], [NOVEMBER, 1])
    expect(streamed).toHaveLength(1)
  })

  test('are read from their last hour on where a month has grown', async () => {
    await record(at(NOVEMBER, 5), at(NOVEMBER, 30))
    const [before] = await months([NOVEMBER, 2])
    await record(at(NOVEMBER, 30), at(NOVEMBER, 31))
    const [after] = await months([NOVEMBER, 4])
    expect(after?.rows).toBe(4)
    expect(after?.serial).not.toBe(before?.serial)
    expect(streamed.map(({ from }) => from)).toEqual([firstHour(firstDay(NOVEMBER)), hour(NOVEMBER, 30)])
  })

  test('are read anew where something was added to an earlier hour', async () => {
    await record(at(NOVEMBER, 30))
    await months([NOVEMBER, 1])
    await record(at(NOVEMBER, 5))
    expect(rowsOf(await months([NOVEMBER, 2]))).toEqual([[NOVEMBER, 2]])
  })

  test('are read once for all who ask at the same time', async () => {
    await record(at(NOVEMBER, 5))
    await Promise.all([months([NOVEMBER, 1]), months([NOVEMBER, 1]), months([NOVEMBER, 1])])
    expect(streamed).toHaveLength(1)
  })

  test('are read again by the next who asks when the store failed', async () => {
    await record(at(NOVEMBER, 5))
    const failing = new AgencyColumns({
      storage: { responses: { ...storage.responses, stream: failOnce() } },
      config: { timeZone: 'Asia/Ho_Chi_Minh' },
      now: () => now,
    })
    const ask = () => failing.months('my-loc', new Map([[NOVEMBER, 1]]), questionnaires())
    await expect(ask()).rejects.toThrow('away')
    expect(rowsOf(await ask())).toEqual([[NOVEMBER, 1]])
  })

  test('hold a profile that was told after sending, a minute later at most', async () => {
    const response = at(NOVEMBER, 500, { questionnaire: 'asking/1', facts: '-' })
    await record(response)
    await months([NOVEMBER, 1])
    await storage.responses.addProfile(response, '0')
    now = new Date(now.getTime() + 59_000)
    expect(profilesIn(await months([NOVEMBER, 1]))).toEqual([null])
    now = new Date(now.getTime() + 1000)
    expect(profilesIn(await months([NOVEMBER, 1]))).toEqual(['0'])
  })

  test('are kept for good where no profile is asked for, and where none can be told any more', async () => {
    await record(at(NOVEMBER, 500), at(OCTOBER, 5, { questionnaire: 'asking/1', facts: '-' }))
    await months([OCTOBER, 1], [NOVEMBER, 1])
    now = new Date(now.getTime() + 3_600_000)
    await months([OCTOBER, 1], [NOVEMBER, 1])
    expect(streamed).toHaveLength(1)
  })
})

function failOnce(): Storage['responses']['stream'] {
  let hasFailed = false
  return (scope, batchSize) => {
    if (hasFailed) return storage.responses.stream(scope, batchSize)
    hasFailed = true
    throw new Error('away')
  }
}

function questionnaires(): ReadonlyMap<string, Questionnaire> {
  return new Map([COUNTER, ASKS_PROFILE].map((one) => [questionnaireId(one), one]))
}

function months(...expected: [Month, number][]): Promise<readonly MonthColumns[]> {
  return columns.months('my-loc', new Map(expected), questionnaires())
}

function rowsOf(found: readonly MonthColumns[]): [Month, number][] {
  return found.map(({ month, rows }) => [month, rows])
}

function profilesIn(found: readonly MonthColumns[]): (string | null)[] {
  return found.flatMap(({ told }) => told.map(({ profile }) => profile))
}

function hour(month: Month, since: number): number {
  return firstHour(firstDay(month)) + since
}

function at(month: Month, since: number, over: Partial<SurveyResponse> = {}): SurveyResponse {
  return aResponse({ receivedHour: hour(month, since), ...over })
}

async function record(...responses: SurveyResponse[]): Promise<void> {
  await storage.responses.record(responses.map((response) => ({ response, comment: null })))
}
