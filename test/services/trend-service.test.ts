import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { firstDay } from '../../server/domain/calendar.ts'
import type { CompareQuery } from '../../server/services/compare-query.ts'
import { chosenUnits, MOST_TRENDS } from '../../server/services/trend-choice.ts'
import { trendColumns, trendRows } from '../../server/services/trend-columns.ts'
import { anAccount } from '../fixtures/account.ts'
import { anInsightsQuery, AUGUST, openInsightsPlatform } from '../fixtures/insights-platform.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { agencyGrant } from '../fixtures/staff-browser.ts'

const INSPECTOR = anAccount()

let platform: Platform
beforeAll(async () => {
  platform = await openInsightsPlatform()
})
afterAll(() => platform.close())

const trendsOf = (codes: readonly string[], over: Partial<CompareQuery> = {}) =>
  platform.services.trends.trends(INSPECTOR, anInsightsQuery(over), codes)

describe('the months of a unit', () => {
  test.each([
    ['as it is', 'as-it-is', null],
    ['as it was', 'as-it-was', null],
    ['in one field', 'as-it-is', 'dat-dai'],
  ] as const)('are those of its dashboard, %s', async (_, view, field) => {
    const { comparison, trends } = await trendsOf(['xa-a', 'xa-b', 'xa-c'], { view, field })
    const { months } = comparison.scope.query
    expect(trends.filter((one) => one.months.length > 0).length).toBeGreaterThan(1)
    for (const { unit, months: own } of trends) {
      const dashboard = await platform.services.dashboard.ofAgency(INSPECTOR, unit.agency.code, {
        period: { from: firstDay(months.from), to: firstDay(months.to) },
        ...{ view, questionnaire: null, step: 'return' },
        filter: field ? [{ cut: 'field', value: field }] : [],
      })
      expect(own).toEqual(unit.shown.hidden === null ? dashboard.months : [])
    }
  })

  test('carry mergers, changes of the target and breaks of the series', async () => {
    const { trends } = await trendsOf(['xa-a', 'xa-b'])
    const events = trends.flatMap(({ unit, months }) =>
      months.flatMap(({ month, events: found }) => found.map(({ kind }) => [unit.agency.code, month - AUGUST, kind])),
    )
    expect(events).toEqual([
      ['xa-a', -1, 'merger'],
      ['xa-b', 1, 'target'],
    ])
    const broken = await openInsightsPlatform()
    await broken.storage.questionnaires.publish(aQuestionnaire({ version: 2 }))
    await record(broken, answersAt('xa-b', 60, { month: '2026-11', questionnaire: 'counter/2', answers: '555555' }))
    broken.moveClock(2000)
    const after = await broken.services.trends.trends(INSPECTOR, anInsightsQuery({ questionnaire: 'counter' }), [
      'xa-b',
    ])
    expect(after.trends[0]?.months.map(({ shown, events: found }) => [shown.n, found.map(({ kind }) => kind)])).toEqual(
      [0, 0, 0, 0, 0, 60].map((n, i) => [n, [[], [], [], ['target'], [], ['break']][i]]),
    )
    await broken.close()
  })

  test('are none where the unit is suppressed', async () => {
    const { trends } = await trendsOf(['xa-d'])
    expect(trends).toMatchObject([{ unit: { shown: { hidden: 'too-few' } }, months: [] }])
  })

  test('are hidden where they could be had by subtraction from the unit', async () => {
    const own = await openInsightsPlatform()
    await record(own, answersAt('xa-c', 30, { month: '2026-09', answers: '555555' }))
    await record(own, answersAt('xa-c', 3, { month: '2026-08', answers: '222222' }))
    const { trends } = await own.services.trends.trends(INSPECTOR, anInsightsQuery(), ['xa-c'])
    expect(trends[0]?.months.map(({ shown }) => shown.hidden)).toEqual([
      ...['no-answers', 'no-answers', 'too-few', 'by-subtraction'],
      ...[null, 'no-answers'],
    ])
    await own.close()
  })

  test('cannot be those of one field over more than three years', async () => {
    const months = { from: AUGUST - 36, to: AUGUST + 1 }
    await expect(trendsOf([], { months, field: 'dat-dai' })).rejects.toMatchObject({
      problems: [{ where: 'from', message: 'trends:error-field-too-long' }],
    })
    expect((await trendsOf(['xa-b'], { months })).trends[0]?.months).toHaveLength(37)
  })

  test('are in the file, one a row, without what is hidden', async () => {
    const found = await trendsOf(['xa-b', 'xa-d'])
    const columns = trendColumns(found.comparison.scope, ['vi'])
    const rows = trendRows(found).map((row) => Object.fromEntries(columns.map(({ key, value }) => [key, value(row)])))
    expect(rows).toHaveLength(6)
    expect(rows.at(-1)).toMatchObject({
      ...{ agency: 'xa-b', month: '2026-11', respondents: 40, transactions: 200, answers: 200, satisfied: 170 },
      ...{ index: 85, threshold: 95, evidence: 'not met', event: '', hidden: '' },
    })
    expect(rows[3]).toMatchObject({ event: 'target from 90' })
    expect(rows[0]).toMatchObject({ respondents: 0, index: null, lower: null, hidden: 'no-answers' })
  })
})

describe('the units that are followed', () => {
  test('are those that were asked for and are there, in the order of the table', async () => {
    const { trends, choice } = await trendsOf(['xa-c', 'xa-a', 'nowhere'])
    expect(trends.map(({ unit }) => unit.agency.code)).toEqual(['xa-a', 'xa-c'])
    expect(choice).toEqual({ by: 'hand', unknown: ['nowhere'], changed: 0, lowest: 0 })
  })

  test('are the lowest where none is asked for, or none of them is there', async () => {
    const usual = await trendsOf([])
    expect(usual.trends.map(({ unit }) => unit.agency.code)).toEqual(['xa-a', 'xa-b', 'xa-c'])
    expect(usual.choice).toEqual({ by: 'table', unknown: [], changed: 0, lowest: 3 })
    expect((await trendsOf(['nowhere'])).choice).toEqual({ ...usual.choice, unknown: ['nowhere'] })
  })

  test('are first those that changed beyond doubt, the surest first', async () => {
    const { comparison } = await trendsOf([])
    const changed = (code: string, z: number, isSignificant: boolean) => {
      const unit = comparison.units.find(({ agency }) => agency.code === code)
      if (!unit) throw new Error(`no unit ${code}`)
      const difference = { exact: { num: 0n, den: 1n }, points: z, standardError: 1, z, p: 0, lower: z, upper: z }
      return { ...unit, change: { ...unit.change, difference, isSignificant } }
    }
    const units = [changed('xa-a', -2, false), changed('xa-b', 3, true), changed('xa-c', -5, true)]
    const { units: found, choice } = chosenUnits(units, [])
    expect(found.map(({ agency }) => agency.code)).toEqual(['xa-c', 'xa-b', 'xa-a'])
    expect(choice).toMatchObject({ changed: 2, lowest: 1 })
    expect(MOST_TRENDS).toBe(24)
  })

  test('are only those that the viewer may see', async () => {
    const viewer = anAccount({ grants: agencyGrant('xa-a') })
    const { trends, choice } = await platform.services.trends.trends(viewer, anInsightsQuery(), ['xa-a', 'xa-b'])
    expect(trends.map(({ unit }) => unit.agency.code)).toEqual(['xa-a'])
    expect(choice.unknown).toEqual(['xa-b'])
  })
})
