import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { equalMix } from '../../scoring/equal-mix.ts'
import { standings } from '../../scoring/standings.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { mixColumns, wholePercent } from '../../server/services/mix-columns.ts'
import type { MixComparison, MixedUnit } from '../../server/services/mix-comparison.ts'
import { anAccount } from '../fixtures/account.ts'
import { anInsightsQuery, AUGUST, openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aShare } from '../fixtures/share.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'

const INSPECTOR = anAccount()
/** The overall item has one answer of each respondent, so that figures can be reckoned by hand. */
const DIRECT = { method: 'index.direct' } as const
const IN_AUGUST = { months: { from: AUGUST, to: AUGUST + 1 } }

let platform: Platform
beforeAll(async () => {
  platform = await openInsightsPlatform()
})
afterAll(() => platform.close())

const mixOf = (over: Partial<CompareQuery> = {}, of: Platform = platform): Promise<MixComparison> =>
  of.services.mixes.mix(INSPECTOR, anInsightsQuery({ ...DIRECT, ...over }))

function unitOf({ units }: MixComparison, code: string): MixedUnit {
  const unit = units.find(({ agency }) => agency.code === code)
  if (!unit) throw new Error(`no unit ${code}`)
  return unit
}

const LAND = aShare(30, 60)
const CIVIL = aShare(190, 200)

describe('a unit at equal mix', () => {
  test('is standardised to 3,000 land cases and 7,000 civil ones: 0.3 x 50 + 0.7 x 95 = 81.5', async () => {
    const own = await openInsightsPlatform()
    const came = (agency: string, count: number, field = 'dat-dai') =>
      aTransactionCount({ agency, point: `${agency}-01`, month: AUGUST, field, count })
    await own.storage.transactions.put([came('xa-a', 1000), came('xa-a', 7000, 'ho-tich'), came('xa-b', 2000)])
    const found = await mixOf(IN_AUGUST, own)
    expect(found.reference).toMatchObject({
      ...{ by: 'transactions', whole: 10_000 },
      fields: [
        { field: { code: 'ho-tich' }, count: 7000 },
        { field: { code: 'dat-dai' }, count: 3000 },
      ],
    })
    const { mix, crude, shift } = unitOf(found, 'xa-a')
    expect(mix.figure?.index).toBe(81.5)
    expect(mix.figure?.lower).toBeCloseTo(76.13, 2)
    expect(mix.figure?.upper).toBeCloseTo(86.11, 2)
    expect(crude.figure?.index).toBeCloseTo(84.615, 3)
    expect(shift).toBeCloseTo(81.5 - 84.615, 3)
    expect(mix).toMatchObject({ coverage: 1, lacking: [], why: null })
    await own.close()
  })

  test('is what the scoring gives for its fields', async () => {
    const found = await mixOf(IN_AUGUST)
    const reference = { 'ho-tich': 900, 'dat-dai': 700 }
    const parts = [
      { code: 'ho-tich', reference: reference['ho-tich'], figure: CIVIL },
      { code: 'dat-dai', reference: reference['dat-dai'], figure: LAND },
    ]
    expect(unitOf(found, 'xa-a').mix.figure).toEqual(equalMix(parts).figure)
  })

  test('is had of responses where the transactions of one unit are not known', async () => {
    const found = await mixOf()
    expect(found.reference).toMatchObject({ by: 'responses', whole: 20 + 260 + 200 + 48 + 2 })
    expect(found.reference.fields.map(({ field, count }) => [field.code, count])).toEqual([
      ['dat-dai', 60 + 200 + 8 + 2],
      ['ho-tich', 20 + 200 + 40],
    ])
  })

  test('is had of responses where a field was answered in which nobody came', async () => {
    const own = await openInsightsPlatform()
    await record(own, answersAt('xa-b', 12, { answers: '555555', field: 'chung-thuc' }))
    expect((await mixOf(IN_AUGUST, own)).reference.by).toBe('responses')
    await own.close()
  })

  test('is refused below 80 % of the mix, and what is lacking is named', async () => {
    const { mix, places, shift, crude } = unitOf(await mixOf(), 'xa-b')
    expect(crude.figure?.index).toBe(97)
    expect(mix).toMatchObject({ figure: null, why: 'coverage', lacking: [{ code: 'ho-tich' }] })
    expect(mix.coverage).toBeCloseTo(270 / 530, 10)
    expect([places, shift]).toEqual([null, null])
  })

  test('has no part in the places of others where it has none', async () => {
    const found = await mixOf()
    const placed = found.units.filter(({ places }) => places)
    expect(placed.map(({ agency, places }) => [agency.code, places?.crude, places?.mix.rank])).toEqual([
      ['xa-a', 2, 2],
      ['xa-c', 1, 1],
    ])
    expect(found.placed).toBe(2)
    expect(placed.map(({ places }) => places?.mix)).toEqual(standings(placed.map(({ mix }) => mix.figure)))
  })

  test('is nothing where the unit is suppressed', async () => {
    expect(unitOf(await mixOf(), 'xa-d')).toMatchObject({
      crude: { hidden: 'too-few' },
      mix: { figure: null, why: 'hidden', coverage: null, lacking: [] },
    })
  })

  test('leaves out a field of a few people, and another one with it, so that neither can be solved for', async () => {
    const own = await openInsightsPlatform()
    await record(own, answersAt('xa-a', 3, { answers: '222222', field: 'chung-thuc' }))
    await record(own, answersAt('xa-b', 200, { answers: '555555', field: 'ho-tich' }))
    const found = await mixOf(IN_AUGUST, own)
    const { mix } = unitOf(found, 'xa-a')
    expect(mix.lacking.map(({ code }) => code).sort()).toEqual(['chung-thuc', 'dat-dai'])
    expect(unitOf(found, 'xa-b').mix.lacking.map(({ code }) => code)).toEqual(['chung-thuc'])
    await own.close()
  })

  test('counts a field of which the interval alone is too wide', async () => {
    const found = await mixOf({ months: { from: AUGUST + 2, to: AUGUST + 3 } })
    const { mix, crude } = unitOf(found, 'xa-c')
    expect(crude.figure?.index).toBe(100)
    expect(mix).toMatchObject({ coverage: 1, lacking: [] })
  })

  test('is of all fields, whichever is chosen', async () => {
    const [all, one] = [await mixOf(), await mixOf({ field: 'ho-tich' })]
    expect(one.units).toEqual(all.units)
    expect(one.scope.query.field).toBeNull()
  })
})

describe('the file', () => {
  test('has both figures unrounded, and the coverage as a whole percent that is not rounded up', async () => {
    const found = await mixOf()
    const columns = mixColumns(found, ['vi'])
    const row = (code: string) => Object.fromEntries(columns.map(({ key, value }) => [key, value(unitOf(found, code))]))
    expect(row('xa-b')).toMatchObject({
      ...{ 'mix-by': 'responses', index: 97, 'mix-index': null, coverage: 50, lacking: 'ho-tich', rank: null },
      'mix-why': 'coverage',
    })
    expect(row('xa-a')['mix-index']).toBe(unitOf(found, 'xa-a').mix.figure?.index)
    expect(row('xa-d')).toMatchObject({ index: null, coverage: null, hidden: 'too-few', 'mix-why': 'hidden' })
    expect([0.7999, 0.8, 0.57, 0, 1].map(wholePercent)).toEqual([79, 80, 57, 0, 100])
  })
})
