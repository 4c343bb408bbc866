import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import { difference } from '../../scoring/difference.ts'
import { METHODS } from '../../scoring/methods.ts'
import { standings } from '../../scoring/standings.ts'
import { firstDay } from '../../server/domain/calendar.ts'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../server/domain/errors.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { CompareService } from '../../server/services/compare-service.ts'
import type { UnitComparison } from '../../server/services/unit-comparison.ts'
import { anAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { anInsightsQuery, AUGUST, openInsightsPlatform } from '../fixtures/insights-platform.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { agencyGrant } from '../fixtures/staff-browser.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'

const INSPECTOR = anAccount()
/** From June on, as many months as the fixture has answers of. */
const MONTHS = { from: AUGUST - 2, to: AUGUST + 4 }

let platform: Platform
beforeAll(async () => {
  platform = await openInsightsPlatform()
  await record(platform, answersAt('xa-b', 12, { month: '2026-11', flags: ['burst'], answers: '222222' }))
})
afterAll(() => platform.close())

describe('a compared unit', () => {
  test.each([
    ['as it is', {}],
    ['as it was', { view: 'as-it-was' }],
    ['in one field', { field: 'dat-dai' }],
    ['in one month', { months: { from: AUGUST, to: AUGUST + 1 } }],
    ['at submission, where there is nothing', { step: 'submission' }],
  ] as const)('shows what its dashboard shows, %s', async (_, over) => {
    const { scope, units, former } = await compare(over)
    expect(units.length).toBeGreaterThan(3)
    for (const { agency, shown, responses, target, population, flagged, change } of units) {
      const dashboard = await dashboardOf(agency.code, scope.query)
      expect({ shown, responses, target, population, flagged }).toEqual({
        shown: dashboard.index,
        responses: dashboard.responses,
        target: dashboard.target,
        population: dashboard.population,
        flagged: dashboard.flagged.n,
      })
      const before = dashboard.comparisons.find((one) => one.with === 'former')
      if (!before) continue
      expect(before.period).toEqual({ from: firstDay(former.from), to: firstDay(former.to) })
      expect({ shown: change.former, difference: change.difference, why: change.why }).toEqual({
        shown: before.shown,
        difference: before.difference,
        why: before.why,
      })
    }
  })

  test('is without flagged responses what its dashboard says of it', async () => {
    const { units } = await compare({ flagged: 'out' })
    const flagged = units.filter((unit) => unit.flagged > 0)
    expect(flagged.map(({ agency }) => agency.code)).toEqual(['xa-b'])
    for (const { agency, shown, target } of flagged) {
      const { flagged: split } = await dashboardOf(agency.code, anInsightsQuery())
      expect(shown.figure?.exact).toEqual(split.without.figure?.exact)
      expect(shown.n).toBe(200)
      expect(target?.threshold).toBe('95')
    }
  })

  test('is shown narrowed by its transactions, and held against others as if there were many more', async () => {
    const { units } = await compare()
    const unit = units.find(({ agency }) => agency.code === 'xa-a')
    const { shown, tested, population } = unit ?? {}
    expect(population).toMatchObject({ count: 1500, why: null })
    const width = (figure: typeof tested): number => (figure?.upper ?? 0) - (figure?.lower ?? 0)
    expect(width(shown?.figure)).toBeLessThan(width(tested))
    expect(tested?.exact).toEqual(shown?.figure?.exact)
  })

  test('that is suppressed has no rank, no difference and no figure anywhere', async () => {
    const { units, ranked } = await compare()
    const suppressed = units.filter(({ shown }) => shown.hidden !== null)
    expect(suppressed.map(({ agency, shown }) => [agency.code, shown.hidden, shown.n])).toEqual([
      ['xa-d', 'too-few', 2],
    ])
    expect(suppressed).toMatchObject([
      { standing: null, tested: null, change: { difference: null, why: 'no-answers' } },
    ])
    expect(ranked).toBe(units.length - suppressed.length)
    expect(units.filter(({ standing }) => standing !== null)).toHaveLength(ranked)
  })
})

describe('units side by side', () => {
  test('are ranked with all that cannot be ruled out, and in level groups', async () => {
    const { units, rate } = await compare()
    expect(units.map(({ standing }) => standing)).toEqual(
      standings(
        units.map(({ tested }) => tested),
        rate,
      ),
    )
    for (const { standing } of units) {
      if (!standing) continue
      expect(standing.best).toBeLessThanOrEqual(standing.rank)
      expect(standing.worst).toBeGreaterThanOrEqual(standing.rank)
    }
  })

  test('are each tested against their former months, with all tests of the page taken into account', async () => {
    const own = await openInsightsPlatform()
    await record(own, [
      ...answersAt('xa-a', 120, { month: '2026-02', answers: '555555' }),
      ...answersAt('xa-b', 100, { month: '2026-03', answers: '555555' }),
      ...answersAt('xa-b', 60, { month: '2026-03', answers: '222222' }),
      ...['xa-c', 'phong'].flatMap((code) => answersAt(code, 3, { month: '2026-04', answers: '555555' })),
    ])
    const { units, rate } = await own.services.compare.compare(INSPECTOR, anInsightsQuery())
    const p = units.map(({ change }) => change.difference?.p ?? null)
    expect(p.filter((one) => one !== null)).toHaveLength(2)
    expect(units.map(({ change }) => change.adjusted)).toEqual(benjaminiHochberg(p))
    for (const { change, tested } of units) {
      const { former, adjusted, isSignificant } = change
      expect(isSignificant).toBe(adjusted === null ? null : adjusted <= rate)
      if (tested && former.figure) expect(change.difference).toEqual(difference(tested, former.figure))
    }
    expect(units.map(({ agency, change }) => [agency.code, change.why])).toEqual([
      ['xa-a', null],
      ['xa-b', null],
      ['xa-c', 'hidden'],
      ['xa-d', 'no-answers'],
    ])
    await own.close()
  })

  test('are those of the agencies that the viewer may see, and their figures are the same', async () => {
    const viewer = anAccount({ grants: agencyGrant('xa-b') })
    const seen = await platform.services.compare.compare(viewer, anInsightsQuery())
    expect(seen.units.map(({ agency }) => agency.code)).toEqual(['xa-b'])
    const all = await compare()
    expect(seen.units[0]?.shown).toEqual(all.units.find(({ agency }) => agency.code === 'xa-b')?.shown)
    const below = platform.services.compare.compare(viewer, anInsightsQuery({ under: 'tinh' }))
    await expect(below).rejects.toThrow(ForbiddenError)
  })
})

describe('answers to several instruments', () => {
  test('are never pooled, and a former series leaves no change but a break', async () => {
    const own = await openPlatform({
      directory: {
        agencies: [anAgency('tinh', { level: 'province' }), ...['a', 'b'].map((code) => anAgency(code, BELOW))],
        points: ['a', 'b'].map((code) => aServicePoint(`${code}-01`, code)),
      },
    })
    await record(
      own,
      ['a', 'b'].flatMap((agency) => answersAt(agency, 50, { month: '2026-08' })),
    )
    await own.storage.questionnaires.publish(aQuestionnaire({ version: 2 }))
    own.moveClock(2000)
    await record(
      own,
      ['a', 'b'].flatMap((agency) => answersAt(agency, 60, { month: '2026-09', ...OTHER })),
    )
    const ask = (over: Partial<CompareQuery>) =>
      own.services.compare.compare(
        INSPECTOR,
        anInsightsQuery({ months: { from: AUGUST + 1, to: AUGUST + 2 }, ...over }),
      )
    const last = await ask({})
    expect(last.scope.series.latest.version).toBe(2)
    expect(last.units.map(({ responses, change }) => [responses, change.why])).toEqual([
      [60, 'break'],
      [60, 'break'],
    ])
    const both = await ask({ months: { from: AUGUST, to: AUGUST + 2 } })
    expect(both.units.map(({ responses }) => responses)).toEqual([60, 60])
    expect(both.scope.others.map(({ responses }) => responses)).toEqual([100])
    expect(both.scope.breakAt).toBe(AUGUST + 1)
    const first = await ask({ questionnaire: 'counter/1', months: { from: AUGUST, to: AUGUST + 2 } })
    expect(first.units.map(({ responses }) => responses)).toEqual([50, 50])
    await expect(ask({ questionnaire: 'counter/9' })).rejects.toThrow(NotFoundError)
    await own.close()
  })
})

describe('a method', () => {
  test('is that of the province unless another one is asked for, and its name is told', async () => {
    expect((await compare()).scope.method).toBe('index.pooled')
    const { scope, units } = await compare({ method: 'score.percent-of-5' })
    expect(scope.method).toBe('score.percent-of-5')
    expect(scope.methods).toEqual(METHODS)
    const [first] = units
    expect(first?.shown.figure?.kind).toBe('score')
    expect(first?.shown.verdict).toBeNull()
  })

  test('is refused where the kept answers do not tell it', async () => {
    const own = await openPlatform({
      directory: {
        agencies: [anAgency('tinh', { level: 'province' }), anAgency('a', BELOW)],
        points: [aServicePoint('a-01', 'a')],
      },
    })
    const compared = (method: CompareQuery['method']) =>
      own.services.compare.compare(INSPECTOR, anInsightsQuery({ method, questionnaire: 'full' }))
    await expect(compared('index.mean-questions')).rejects.toThrow(InvalidInputError)
    expect((await compared('index.mean-factors')).scope.methods).not.toContain('index.mean-questions')
    await own.close()
  })

  test('by the overall item hides units by how many answered that', async () => {
    const { units } = await compare({ method: 'index.direct' })
    expect(units.map(({ agency, shown }) => [agency.code, shown.hidden])).toContainEqual(['xa-d', 'too-few'])
    expect(units.filter(({ shown }) => shown.figure)).toHaveLength(3)
  })
})

describe('a comparison', () => {
  test('is refused for a field or an agency that is not there', async () => {
    await expect(compare({ field: 'khac' })).rejects.toThrow(InvalidInputError)
    await expect(compare({ under: 'khac' })).rejects.toThrow(NotFoundError)
  })

  test('hides the smallest unit beside one that is hidden, in every level, and its change with it', async () => {
    const own = await openPlatform({
      directory: {
        agencies: [anAgency('tinh', { level: 'province' }), ...['a', 'b', 'c'].map((code) => anAgency(code, BELOW))],
        points: ['a', 'b', 'c'].map((code) => aServicePoint(`${code}-01`, code)),
      },
    })
    const yes = { answers: '555555' }
    await record(own, [
      ...answersAt('a', 90, yes),
      ...answersAt('b', 40, yes),
      ...answersAt('c', 3, yes),
      ...['a', 'b', 'c'].flatMap((code) => answersAt(code, 60, { ...yes, month: '2026-07' })),
    ])
    const ask = (month: number) =>
      own.services.compare.compare(INSPECTOR, anInsightsQuery({ months: { from: month, to: month + 1 } }))
    const august = await ask(AUGUST)
    expect(august.units.map(({ agency, shown }) => [agency.code, shown.hidden])).toEqual([
      ['a', null],
      ['b', 'by-subtraction'],
      ['c', 'too-few'],
    ])
    expect(august.units.map(({ change }) => change.why)).toEqual([null, 'hidden', 'hidden'])
    const september = await ask(AUGUST + 1)
    expect(september.units.map(({ change }) => change.former.hidden)).toEqual([null, 'by-subtraction', 'too-few'])
    await own.close()
  })

  test('is the same from services of its own, which read everything anew', async () => {
    const { storage, services, config, now } = platform
    const own = new CompareService({ storage, directory: services.directory, config, now })
    const fresh = await own.compare(INSPECTOR, anInsightsQuery())
    const shared = await compare()
    expect(fresh.units).toEqual(shared.units)
  })

  test('with more responses than transactions narrows nothing', async () => {
    const own = await openInsightsPlatform()
    const [from] = [MONTHS.from]
    await own.storage.transactions.put([
      aTransactionCount({ agency: 'xa-c', point: 'xa-c-01', month: from + 4, field: 'ho-tich', count: 10 }),
    ])
    const { units } = await own.services.compare.compare(INSPECTOR, anInsightsQuery())
    const unit = units.find(({ agency }) => agency.code === 'xa-c')
    expect(unit?.population.why).not.toBeNull()
    expect(unit?.tested).toEqual(unit?.shown.figure)
    await own.close()
  })
})

const BELOW = { parent: 'tinh' } as const
const OTHER = { questionnaire: 'counter/2' } as const

function compare(over: Partial<CompareQuery> = {}): Promise<UnitComparison> {
  return platform.services.compare.compare(INSPECTOR, anInsightsQuery(over))
}

function dashboardOf(code: string, { months, view, step, field }: CompareQuery) {
  return platform.services.dashboard.ofAgency(INSPECTOR, code, {
    period: { from: firstDay(months.from), to: firstDay(months.to) },
    ...{ view, step, questionnaire: null },
    filter: field === null ? [] : [{ cut: 'field', value: field }],
  })
}
