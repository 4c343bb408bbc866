import { describe, expect, test } from '@jest/globals'
import { isoDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { readDashboardQuery } from '../../server/web/forms/dashboard-query.ts'

const TODAY = parseIsoDay('2026-11-23') ?? 0

describe('the period of an address', () => {
  test.each([
    [{}, '2025-12-01', '2026-12-01'],
    [{ from: '', to: ' ' }, '2025-12-01', '2026-12-01'],
    [{ from: '2026-11-10', to: '2026-11-20' }, '2026-11-10', '2026-11-21'],
    [{ from: '1/9/2026', to: '05.09.2026' }, '2026-09-01', '2026-09-06'],
    [{ from: '2026-03-04' }, '2026-03-04', '2026-12-01'],
    [{ to: '2026-03-04' }, '2025-04-01', '2026-03-05'],
    [{ from: '2026-11-23', to: '2026-11-30' }, '2026-11-23', '2026-12-01'],
  ])('%j is from %s up to, not including, %s', (query, from, to) => {
    const reading = readDashboardQuery(query, TODAY)
    if (!reading.ok) throw new Error(JSON.stringify(reading.problems))
    const { period } = reading.value
    expect([isoDay(period.from), isoDay(period.to)]).toEqual([from, to])
  })

  test.each([
    [{ from: '2026-11-20', to: '2026-11-10' }, ['from error-reversed']],
    [{ from: '2026-02-30' }, ['from error-from-not-a-day']],
    [{ from: 'hôm qua', to: '31/11/2026' }, ['to error-to-not-a-day', 'from error-from-not-a-day']],
    [{ from: ['2026-11-01', '2026-11-02'] }, ['from error-from-not-a-day']],
    [{ from: '2026-11-24', to: '2026-11-30' }, ['from error-from-future']],
    [{ from: '2026-11-01', to: '2026-12-01' }, ['to error-to-future']],
    [{ from: '2006-11-30' }, ['from error-too-long']],
    [{ view: 'as-it-will-be' }, ['view error-view']],
  ])('%j is refused', (query, problems) => {
    const reading = readDashboardQuery(query, TODAY)
    if (reading.ok) throw new Error('was read')
    expect(reading.problems.map(({ where, message }) => `${where} ${message.replace('dashboard:', '')}`)).toEqual(
      problems,
    )
  })

  test('is kept as it was typed where it is refused', () => {
    expect(readDashboardQuery({ from: '30/02/2026', to: 'mai' }, TODAY)).toMatchObject({
      typed: { from: '30/02/2026', to: 'mai' },
    })
  })

  test('may be twenty years long', () => {
    expect(readDashboardQuery({ from: '2006-12-01' }, TODAY).ok).toBe(true)
  })
})

test('the view and the questionnaire are read, and left out they are the present view and any questionnaire', () => {
  expect(readDashboardQuery({ view: 'as-it-was', questionnaire: 'counter/1' }, TODAY)).toMatchObject({
    value: { view: 'as-it-was', questionnaire: 'counter/1' },
  })
  expect(readDashboardQuery({}, TODAY)).toMatchObject({ value: { view: 'as-it-is', questionnaire: null } })
})
