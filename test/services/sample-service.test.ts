import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parseDecimal } from '../../scoring/fraction.ts'
import { sampleToSettle } from '../../scoring/sample-to-settle.ts'
import { firstDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { collectionPace, dayAtPace, paceMonths } from '../../server/services/collection-pace.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { sampleColumns } from '../../server/services/sample-columns.ts'
import type { PlannedUnit, SamplePlan } from '../../server/services/sample-plan.ts'
import { undecidedBand } from '../../server/services/undecided-band.ts'
import { anAccount } from '../fixtures/account.ts'
import { anInsightsQuery, AUGUST, openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aTarget } from '../fixtures/target.ts'

const INSPECTOR = anAccount()
const TODAY = parseIsoDay('2026-11-23') ?? 0
const NINETY_FIVE = parseDecimal('95')

let platform: Platform
beforeAll(async () => {
  platform = await openInsightsPlatform()
})
afterAll(() => platform.close())

const planOf = (over: Partial<CompareQuery> = {}, of: Platform = platform): Promise<SamplePlan> =>
  of.services.samples.plan(INSPECTOR, anInsightsQuery(over))

function unitOf({ units }: SamplePlan, code: string): PlannedUnit {
  const unit = units.find(({ agency }) => agency.code === code)
  if (!unit) throw new Error(`no unit ${code}`)
  return unit
}

describe('the plan of a unit', () => {
  test('has the Yamane size of its transactions and the size that settles its own index among them', async () => {
    const unit = unitOf(await planOf(), 'xa-b')
    expect(unit).toMatchObject({ responses: 200, population: { count: 1000, why: null } })
    // 1000 / (1 + 1000 x 0.0025) = 285.7; 316 is the size of docs/method.md for 97 % of 1,000.
    expect(unit.yamane).toBe(286)
    expect(unit.settling).toEqual({ count: 316, why: null })
    expect(sampleToSettle({ num: 97n, den: 100n }, NINETY_FIVE, 1000)).toBe(316)
  })

  test('tells what is missing as the dashboard does, and when it is there at the pace of the last whole months', async () => {
    const { missing, shown, pace, ready } = unitOf(await planOf(), 'xa-b')
    const dashboard = await platform.services.dashboard.ofAgency(INSPECTOR, 'xa-b', {
      period: { from: firstDay(AUGUST - 2), to: firstDay(AUGUST + 4) },
      ...{ view: 'as-it-is', questionnaire: null, step: 'return', filter: [] },
    })
    expect(shown.verdict?.evidence).toBe('cannot tell yet')
    expect(missing).toEqual({ count: dashboard.index.verdict?.more, why: null })
    // July to October: 160 responses in 31 + 31 + 30 + 31 days.
    expect(pace).toEqual({ months: { from: AUGUST - 1, to: AUGUST + 3 }, responses: 160 })
    expect(ready).toEqual({ day: TODAY + Math.ceil(((missing.count ?? 0) * 123) / 160), why: null })
  })

  test('misses nothing where the target is settled, whatever a new sample would need', async () => {
    const unit = unitOf(await planOf(), 'xa-a')
    expect(unit.shown.verdict?.evidence).toBe('not met')
    expect(unit).toMatchObject({ missing: { count: 0, why: null }, ready: { day: null, why: 'settled' } })
    expect(unit.settling.count).toBeGreaterThan(0)
  })

  test('is silent where the unit is suppressed, since a size would tell its index', async () => {
    expect(unitOf(await planOf(), 'xa-d')).toMatchObject({
      ...{ responses: 2, yamane: null, population: { count: null, why: 'none' } },
      settling: { count: null, why: 'hidden' },
      missing: { count: null, why: 'hidden' },
      ready: { day: null, why: 'not-planned' },
    })
  })

  test('supposes any number of transactions where they are not known', async () => {
    const unit = unitOf(await planOf(), 'xa-c')
    expect(unit).toMatchObject({ yamane: null, population: { count: null, why: 'none' } })
    expect(unit.settling).toEqual({ count: sampleToSettle({ num: 1n, den: 1n }, NINETY_FIVE), why: null })
  })

  test('has no target to settle at submission', async () => {
    const own = await openInsightsPlatform()
    await record(own, answersAt('xa-b', 40, { answers: '555-55', step: 'submission' }))
    expect(unitOf(await planOf({ step: 'submission' }, own), 'xa-b')).toMatchObject({
      settling: { count: null, why: 'no-target' },
      missing: { count: null, why: 'no-target' },
    })
    await own.close()
  })

  test('says so where index and target are equal, or everybody who came would not be enough', async () => {
    const own = await openInsightsPlatform()
    await own.storage.directory.apply({ targets: [aTarget({ agency: 'xa-b', from: TODAY - 5, threshold: '97' })] })
    own.moveClock(2000)
    expect(unitOf(await planOf({}, own), 'xa-b')).toMatchObject({
      settling: { count: null, why: 'at-target' },
      missing: { count: null, why: 'at-target' },
      ready: { why: 'not-planned' },
    })
    await own.storage.directory.apply({ targets: [aTarget({ agency: 'xa-b', from: TODAY - 5, threshold: '96.99' })] })
    own.moveClock(2000)
    expect(unitOf(await planOf({}, own), 'xa-b')).toMatchObject({
      settling: { count: null, why: 'out-of-reach' },
      missing: { count: null, why: 'out-of-reach' },
    })
    await own.close()
  })

  test('reads the months of the pace even where others are asked for', async () => {
    const months = { from: AUGUST - 1, to: AUGUST }
    const unit = unitOf(await planOf({ months }), 'xa-b')
    expect(unit).toMatchObject({ responses: 40, pace: { responses: 160 } })
  })

  test('is a row of the file', async () => {
    const plan = await planOf()
    const row = (code: string) =>
      Object.fromEntries(sampleColumns(plan, ['vi']).map(({ key, value }) => [key, value(unitOf(plan, code))]))
    expect(row('xa-b')).toMatchObject({
      ...{ transactions: 1000, responses: 200, yamane: 286, target: 95, settling: 316, 'pace-months': 4 },
      ...{ 'pace-responses': 160, 'ready-why': '', evidence: 'cannot tell yet' },
    })
    expect(row('xa-b')['ready']).toMatch(/^\d{4}-\d{2}-\d{2}$/)
    expect(row('xa-d')).toMatchObject({
      'transactions-why': 'none',
      settling: null,
      'missing-why': 'hidden',
      ready: '',
    })
  })
})

describe('the pace', () => {
  const months = paceMonths(682)

  test('is that of the last four whole months, from the first of them with a response', () => {
    expect(months).toEqual({ from: 678, to: 682 })
    expect(
      collectionPace(
        months,
        new Map([
          [680, 30],
          [681, 10],
        ]),
      ),
    ).toEqual({
      months: { from: 680, to: 682 },
      responses: 40,
    })
    expect(collectionPace(months, new Map([[680, 0]]))).toBeNull()
  })

  test('leads to the day on which the last missing response is there', () => {
    const pace = { months: { from: 681, to: 682 }, responses: 31 }
    expect([1, 31, 1095].map((missing) => dayAtPace(pace, missing, 1000))).toEqual([1001, 1031, 2095])
  })

  test('leads nowhere beyond three years', () => {
    expect(dayAtPace({ months: { from: 681, to: 682 }, responses: 31 }, 1096, 1000)).toBeNull()
  })
})

describe('what a sample leaves undecided', () => {
  test.each([
    [400, '95', { lower: 92.75, upper: 97 }],
    [400, '90', { lower: 87, upper: 92.75 }],
    [72, '95', { lower: 88.889, upper: 98.611 }],
  ])('of %i responses about %s %%', (size, target, { lower, upper }) => {
    const band = undecidedBand(size, parseDecimal(target))
    expect(band?.lower).toBeCloseTo(lower, 2)
    expect(band?.upper).toBeCloseTo(upper, 2)
  })

  test('ends where the size is that which settles the index', () => {
    const { lower = 0, upper = 0 } = undecidedBand(400, NINETY_FIVE) ?? {}
    const needed = (points: number) => sampleToSettle({ num: BigInt(points * 4), den: 400n }, NINETY_FIVE) ?? 0
    expect(needed(lower)).toBeGreaterThan(400)
    expect(needed(upper)).toBeGreaterThan(400)
    expect(needed(lower - 0.25)).toBeLessThanOrEqual(402)
    expect(needed(upper + 0.25)).toBeLessThanOrEqual(402)
  })
})
