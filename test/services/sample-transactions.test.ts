import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createLog } from '../../server/log.ts'
import { fillWithSample } from '../../server/sample/fill.ts'
import { SAMPLE_DEFAULTS } from '../../server/sample/parameters.ts'
import { sampleDirectory, type SampleDirectory } from '../../server/sample/sample-directory.ts'
import { addSampleTransactions } from '../../server/sample/sample-transactions.ts'
import { responsesOf } from '../../server/services/shown-index.ts'
import type { Storage, TransactionSum } from '../../server/storage/port.ts'
import { localDay } from '../../server/domain/calendar.ts'
import { openTestStore } from '../fixtures/test-store.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const TIME_ZONE = 'Asia/Ho_Chi_Minh'
const PARAMETERS = { ...SAMPLE_DEFAULTS, answers: 10_000, agencies: 40 }
const MONTHS = { from: 600, to: 700 }

let storage: Storage
let sample: SampleDirectory
let agencies: readonly string[]
beforeEach(async () => {
  storage = await openTestStore()
  sample = sampleDirectory(PARAMETERS, localDay(NOW, TIME_ZONE))
  agencies = [...new Set(sample.counters.map(({ agency }) => agency.code))]
  const config = { timeZone: TIME_ZONE }
  await fillWithSample({ storage, config, log: createLog('silent'), parameters: PARAMETERS, now: NOW })
  await addSampleTransactions(storage, sample, PARAMETERS.seed)
})
afterEach(() => storage.close())

async function sums(): Promise<readonly TransactionSum[]> {
  return storage.transactions.sums({ agencies, ...MONTHS }, ['point', 'field'])
}

test('every counter has more transactions in each field and month than responses, but where an agency sends no counts', async () => {
  const counts = new Map((await sums()).map((sum) => [`${sum.point ?? ''} ${sum.month} ${sum.step}`, sum.count]))
  const cells = await storage.tallies.cells({ agencies, ...MONTHS, cuts: ['point'] })
  const silent = new Set<string>()
  for (const { agency, value, month, step, tally } of cells) {
    const count = counts.get(`${value} ${month} ${step}`)
    if (count === undefined) silent.add(agency)
    else expect(count).toBeGreaterThan(responsesOf(tally))
  }
  expect(silent.size).toBeGreaterThan(0)
  expect(silent.size).toBeLessThan(agencies.length / 10)
})

test('counting twice is counting once', async () => {
  const before = await sums()
  await addSampleTransactions(storage, sample, PARAMETERS.seed)
  expect(await sums()).toEqual(before)
})
