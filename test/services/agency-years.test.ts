import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { firstDay } from '../../server/domain/calendar.ts'
import { anAccount } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { openReferencedPlatform } from '../fixtures/referenced-platform.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'

const ADMIN: Viewer = anAccount({ grants: ADMINISTRATOR })

let platform: Platform
beforeAll(async () => {
  platform = await openReferencedPlatform()
  const { transactions, questionnaires } = platform.storage
  const august = { month: 679, step: 'return' } as const
  await transactions.put([
    aTransactionCount({ ...august, agency: 'xa-a', point: 'xa-a-01', count: 80 }),
    aTransactionCount({ ...august, agency: 'xa-b', point: 'xa-b-01', count: 20 }),
  ])
  await questionnaires.publish(aQuestionnaire({ version: 2, names: { vi: 'Phiếu mới' } }))
  await record(platform, answersAt('xa-b', 30, { month: '2025-03', questionnaire: 'counter/2', answers: '444444' }))
  await record(platform, answersAt('xa-b', 3, { answers: '555555', month: '2025-12' }))
  await record(platform, answersAt('xa-b', 7, { answers: '444-44', step: 'submission' }))
})
afterAll(() => platform.close())

const yearsOf = (agency: string, questionnaire: string | null = null, viewer = ADMIN) =>
  platform.services.dashboard.years(viewer, agency, questionnaire)

describe('the index of an agency by year', () => {
  test('is that of the dashboard of the same days, with the same interval, the newest year first', async () => {
    const { years, series } = await yearsOf('tinh')
    expect(years.map(({ year, shown }) => [year, shown.n])).toEqual([
      [2026, 60],
      [2025, 43],
    ])
    for (const { period, shown } of years) {
      const query = { period, view: 'as-it-is', questionnaire: series.name, step: 'return', filter: [] } as const
      const { index } = await platform.services.dashboard.ofAgency(ADMIN, 'tinh', query)
      expect(shown).toEqual({ ...index, verdict: null })
    }
  })

  test('has an interval that known transactions narrow, and only where no month lacks them', async () => {
    const width = async (agency: string, year: number): Promise<number> => {
      const { figure } = (await yearsOf(agency)).years.find((one) => one.year === year)?.shown ?? {}
      return (figure?.upper ?? Number.NaN) - (figure?.lower ?? Number.NaN)
    }
    const known = await width('xa-a', 2026)
    await record(platform, answersAt('xa-a', 1, { answers: '444444', month: '2026-02' }))
    expect(known).toBeLessThan(0.6 * (await width('xa-a', 2026)))
  })

  test('runs to the end of the current month in the year that is not over', async () => {
    const { years } = await yearsOf('tinh')
    expect(years.map(({ period }) => period)).toEqual([
      { from: firstDay(672), to: firstDay(683) },
      { from: firstDay(660), to: firstDay(672) },
    ])
  })

  test('is of one instrument alone: that which was answered last, or the one that is asked for', async () => {
    const { series, others, months } = await yearsOf('tinh')
    expect([series.latest.version, months]).toEqual([1, { first: 667, last: 679 }])
    expect(others.map((other) => [other.series.name, other.responses])).toEqual([['counter', 30]])
    const newer = await yearsOf('tinh', 'counter')
    expect(newer.years.map(({ year, shown }) => [year, shown.hidden ?? shown.figure.index])).toEqual([
      [2026, 'no-answers'],
      [2025, 100],
    ])
  })

  test('is hidden where too few answered', async () => {
    const { years } = await yearsOf('xa-b', 'counter/1')
    expect(years.map(({ year, shown }) => [year, shown.n, shown.hidden])).toEqual([
      [2026, 0, 'no-answers'],
      [2025, 3, 'too-few'],
    ])
  })

  test('has no years where nobody answered', async () => {
    await platform.storage.directory.apply({
      agencies: [{ ...(await platform.services.dashboard.agency(ADMIN, 'xa-a')), code: 'xa-c' }],
    })
    platform.moveClock(2000)
    expect(await yearsOf('xa-c')).toMatchObject({ years: [], others: [], months: null })
  })

  test('is for those who may see the agency, and of questionnaires that there are', async () => {
    const officer: Viewer = anAccount({ grants: agencyGrant('xa-b') })
    await expect(yearsOf('tinh', null, officer)).rejects.toThrow('may not see')
    await expect(yearsOf('nowhere')).rejects.toThrow('no agency')
    await expect(yearsOf('tinh', 'papi')).rejects.toThrow('no questionnaire')
  })
})
