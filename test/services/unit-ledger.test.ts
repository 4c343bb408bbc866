import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { RESPONSES } from '../../scoring/tally.ts'
import { firstDay, firstHour } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { UnitLedger, type LedgerCut, type LedgerReading } from '../../server/services/unit-ledger.ts'
import type { Storage, TallyScope } from '../../server/storage/port.ts'
import { prepareStore } from '../../server/services/prepare-store.ts'
import { aResponse } from '../fixtures/response.ts'
import { openTestStore } from '../fixtures/test-store.ts'

/** September to November 2026; on the 23rd of November it is read. */
const MONTHS = { from: 680, to: 683 }
const [SEPTEMBER, OCTOBER, NOVEMBER] = [680, 681, 682] as const
const BOTH = ['my-loc', 'tan-an'] as const

let storage: Storage
/** What was asked of the store, in order. */
let asked: TallyScope[]
let time: number
beforeEach(async () => {
  storage = await openTestStore()
  await prepareStore(storage)
  asked = []
  time = Date.parse('2026-11-23T01:00:00Z')
})
afterEach(() => storage.close())

describe('a ledger', () => {
  test('tells the tallies of the store apart by one cut, or adds them up', async () => {
    await record([
      ...many(3, OCTOBER, { field: 'dat-dai', channel: 'qr' }),
      ...many(2, OCTOBER, { field: 'ho-tich', channel: 'paper' }),
      ...many(4, NOVEMBER, { field: 'dat-dai', flags: ['burst'] }),
      ...many(5, NOVEMBER, { agency: 'tan-an', step: 'submission', answers: '454-04' }),
    ])
    const ledger = newLedger()
    expect(await counts(ledger, 'total')).toEqual([
      'my-loc 681 return plain : 5',
      'my-loc 682 return flagged : 4',
      'tan-an 682 submission plain : 5',
    ])
    expect(await counts(ledger, 'field')).toEqual([
      'my-loc 681 return plain dat-dai: 3',
      'my-loc 681 return plain ho-tich: 2',
      'my-loc 682 return flagged dat-dai: 4',
      'tan-an 682 submission plain dat-dai: 5',
    ])
    expect((await counts(ledger, 'channel')).map((one) => one.split(' ')[4])).toEqual(['paper:', 'qr:', 'qr:', 'qr:'])
  })

  test('reads months that are over once, and the current one anew after a minute', async () => {
    await record([...many(3, OCTOBER), ...many(4, NOVEMBER)])
    const ledger = newLedger()
    const before = await ledger.read(BOTH, MONTHS, 'total')
    await record([...many(10, OCTOBER), ...many(20, NOVEMBER)])
    time += 59_999
    expect(total(await ledger.read(BOTH, MONTHS, 'total'))).toBe(7)
    expect(asked).toHaveLength(1)
    time += 1
    const after = await ledger.read(BOTH, MONTHS, 'total')
    expect(total(after)).toBe(27)
    expect(asked.slice(1)).toMatchObject([{ from: NOVEMBER, to: NOVEMBER + 1 }])
    expect(after.asOf.getTime()).toBe(before.asOf.getTime())
    expect(after.revision).not.toBe(before.revision)
  })

  test('shows a month that is over for ten minutes, then reads it anew behind the page', async () => {
    await record(many(3, OCTOBER))
    const ledger = newLedger()
    const over = { from: SEPTEMBER, to: NOVEMBER }
    const before = await ledger.read(BOTH, over, 'total')
    await record(many(10, OCTOBER))
    time += 599_999
    expect(total(await ledger.read(BOTH, over, 'total'))).toBe(3)
    expect(asked).toHaveLength(1)
    time += 1
    const shown = await ledger.read(BOTH, over, 'total')
    expect([total(shown), shown.revision]).toEqual([3, before.revision])
    // What is read next waits its turn behind the renewal.
    await ledger.read(BOTH, { from: NOVEMBER, to: NOVEMBER + 1 }, 'total')
    const renewed = await ledger.read(BOTH, over, 'total')
    expect(total(renewed)).toBe(13)
    expect(renewed.asOf.getTime()).toBe(time)
    expect(renewed.revision).not.toBe(before.revision)
  })

  test('takes a month for over only where it was when it was read', async () => {
    time = Date.parse('2026-10-31T16:59:00Z')
    const ledger = newLedger()
    await ledger.read(BOTH, MONTHS, 'total')
    await record(many(6, OCTOBER))
    time = Date.parse('2026-11-23T01:00:00Z')
    expect(total(await ledger.read(BOTH, MONTHS, 'total'))).toBe(6)
  })

  test('has the same revision where nothing changed', async () => {
    await record(many(4, NOVEMBER))
    const ledger = newLedger()
    const { revision } = await ledger.read(BOTH, MONTHS, 'total')
    time += 60_000
    expect((await ledger.read(BOTH, MONTHS, 'total')).revision).toBe(revision)
    expect(asked).toHaveLength(2)
  })

  test('asks the store once for what two pages ask at once', async () => {
    await record(many(4, NOVEMBER))
    const ledger = newLedger()
    const readings = await Promise.all([1, 2, 3].map(() => ledger.read(BOTH, MONTHS, 'field')))
    expect(readings.map(total)).toEqual([4, 4, 4])
    expect(asked).toHaveLength(1)
  })

  test('reads only what it has not read yet', async () => {
    const ledger = newLedger()
    await ledger.read(['my-loc'], { from: OCTOBER, to: NOVEMBER }, 'total')
    await ledger.read(BOTH, { from: OCTOBER, to: NOVEMBER }, 'total')
    await ledger.read(['my-loc'], { from: SEPTEMBER, to: NOVEMBER }, 'total')
    expect(asked.map(({ agencies, from, to }) => [agencies, from, to])).toEqual([
      [['my-loc'], OCTOBER, NOVEMBER],
      [['tan-an'], OCTOBER, NOVEMBER],
      [['my-loc'], SEPTEMBER, OCTOBER],
    ])
  })

  test('lets go of what was used longest ago when it takes too much, but never of what it shows', async () => {
    await record([...many(3, SEPTEMBER), ...many(3, OCTOBER)])
    const ledger = newLedger(1)
    const one = (month: number) => ({ from: month, to: month + 1 })
    expect(total(await ledger.read(['my-loc'], one(SEPTEMBER), 'total'))).toBe(3)
    await ledger.read(['my-loc'], one(SEPTEMBER), 'total')
    expect(asked).toHaveLength(1)
    expect(total(await ledger.read(['my-loc'], one(OCTOBER), 'total'))).toBe(3)
    const { bytes } = ledger
    await ledger.read(['my-loc'], one(SEPTEMBER), 'total')
    expect(asked).toHaveLength(3)
    expect(ledger.bytes).toBe(bytes)
  })

  test('has trouble with the store only where something is missing', async () => {
    await record(many(3, OCTOBER))
    const ledger = newLedger()
    const over = { from: OCTOBER, to: NOVEMBER }
    await ledger.read(BOTH, over, 'total')
    await storage.close()
    time += 600_000
    expect(total(await ledger.read(BOTH, over, 'total'))).toBe(3)
    await expect(ledger.read(BOTH, MONTHS, 'total')).rejects.toThrow()
    storage = await openTestStore()
  })
})

function newLedger(mostBytes?: number): UnitLedger {
  const { tallies } = storage
  const cells = (scope: TallyScope) => {
    asked.push(scope)
    return tallies.cells(scope)
  }
  const parts = {
    storage: { tallies: { ...tallies, cells } },
    config: { timeZone: 'Asia/Ho_Chi_Minh' },
    now: () => new Date(time),
  }
  return new UnitLedger(parts, mostBytes)
}

async function counts(ledger: UnitLedger, cut: LedgerCut): Promise<readonly string[]> {
  const reading = await ledger.read(BOTH, MONTHS, cut)
  return BOTH.flatMap((agency) =>
    [...reading.cells(agency)].map(({ month, step, flagged, value, tally }) => {
      return `${agency} ${month} ${step} ${flagged ? 'flagged' : 'plain'} ${value}: ${tally.sums[RESPONSES] ?? 0}`
    }),
  ).sort()
}

function total(reading: LedgerReading): number {
  return BOTH.flatMap((agency) => [...reading.cells(agency)]).reduce((sum, { responses }) => sum + responses, 0)
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, month: number, over: Partial<SurveyResponse> = {}): readonly SurveyResponse[] {
  const receivedHour = firstHour(firstDay(month)) + 9
  return Array.from({ length: count }, () => aResponse({ receivedHour, ...over }))
}
