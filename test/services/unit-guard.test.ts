import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { seriesAmong } from '../../server/domain/series.ts'
import { UnitGuard, type GuardedAnswers } from '../../server/services/unit-guard.ts'
import { UnitLedger } from '../../server/services/unit-ledger.ts'
import type { TallyScope } from '../../server/storage/port.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

/** November 2026, which is not over. */
const NOVEMBER = { from: 682, to: 683 }
const AGENCIES = ['a', 'b', 'c'] as const

let platform: Platform
let guard: UnitGuard
/** How often the store was asked. */
let reads: number
let isAway: boolean
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('tinh'), ...AGENCIES.map((code) => anAgency(code, { parent: 'tinh' }))],
      points: AGENCIES.map((code) => aServicePoint(`${code}-01`, code)),
    },
  })
  reads = 0
  isAway = false
  const { storage, config, now } = platform
  const cells = (scope: TallyScope) => {
    reads++
    return isAway ? Promise.reject(new Error('the store is away')) : storage.tallies.cells(scope)
  }
  const ledger = new UnitLedger({ storage: { tallies: { ...storage.tallies, cells } }, config, now })
  guard = new UnitGuard({ ledger, config, now })
  await record(platform, [...of('a', 90), ...of('b', 40), ...of('c', 20)])
})
afterEach(() => platform.close())

describe('what is hidden of all agencies', () => {
  test('is decided once for all who ask', async () => {
    expect(await hidden()).toEqual([])
    expect(await hidden()).toEqual([])
    await Promise.all([hidden(), hidden({ cut: 'month' }), hidden({ cut: 'month' })])
    expect(reads).toBe(2)
  })

  test('is decided anew behind the page after a minute, and before it after two', async () => {
    await hidden()
    await record(platform, of('tinh', 3))
    expect(await hidden()).toEqual([])
    platform.moveClock(60_000)
    expect(await hidden()).toEqual([])
    await behindThePage()
    expect(await hidden()).toEqual(['c'])
    await record(platform, of('tinh', 30))
    platform.moveClock(120_000)
    expect(await hidden()).toEqual([])
  })

  test('is decided at once for a directory that has changed', async () => {
    await hidden()
    await record(platform, [...of('d', 2)])
    platform.moveClock(61_000)
    await platform.storage.directory.apply({ agencies: [anAgency('d', { parent: 'tinh' })] })
    expect(await hidden()).toEqual(['c'])
  })

  test('stays known for a while when the store cannot be reached, and not for long', async () => {
    await hidden()
    isAway = true
    platform.moveClock(60_000)
    expect(await hidden()).toEqual([])
    await behindThePage()
    platform.moveClock(60_000)
    await expect(hidden()).rejects.toThrow('the store is away')
    isAway = false
    expect(await hidden()).toEqual([])
  })

  test('is another matter at another step, in other months, and of other questions', async () => {
    await record(platform, [
      ...AGENCIES.flatMap((code) => of(code, code === 'b' ? 3 : 30, { step: 'submission', answers: '454-04' })),
      ...of('a', 40, { answers: '454554' }),
    ])
    expect(await hidden()).toEqual([])
    expect(await hidden({ step: 'submission' })).toEqual(['a', 'b'])
    expect(await hidden({ months: { from: 681, to: 682 } })).toEqual([])
    const directory = (await platform.services.directory.current()).directory
    const questions = await guard.hidden(directory, { ...(await asked()), cut: 'question' })
    const isHidden = (value: string) => questions.isHidden({ agencies: ['a'], value, flagged: 'in' })
    expect(['factor F1', 'factor F5', 'criterion F5.1', 'criterion overall'].map(isHidden)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})

function of(agency: string, count: number, over: Parameters<typeof answersAt>[2] = {}) {
  return answersAt(agency, count, { month: '2026-11', ...over })
}

async function counterSeries(): Promise<GuardedAnswers['series']> {
  const { questionnaires } = await platform.services.directory.current()
  const series = seriesAmong(questionnaires.values()).find(({ name }) => name === 'counter')
  if (!series) throw new Error('no series')
  return series
}

async function asked(over: Partial<GuardedAnswers> = {}): Promise<GuardedAnswers> {
  const series = await counterSeries()
  return { months: NOVEMBER, series, step: 'return', counted: 'criteria', cut: 'field', ...over }
}

/** Which agencies below the province are hidden as a whole. */
async function hidden(over: Partial<GuardedAnswers> = {}): Promise<readonly string[]> {
  const { directory } = await platform.services.directory.current()
  const found = await guard.hidden(directory, await asked(over))
  return AGENCIES.filter((code) => found.isHidden({ agencies: [code], value: null, flagged: 'in' }))
}

/** Lets what was begun behind a page end: it takes a few turns of the event loop. */
async function behindThePage(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await nextTurn()
}
