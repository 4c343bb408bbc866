import { describe, expect, test } from '@jest/globals'
import { isoDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { readAgencyQuery } from '../../server/web/forms/agency-query.ts'
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

describe('what an address narrows a page to', () => {
  const read = (query: Record<string, unknown>) => readAgencyQuery(query, TODAY)

  test('is the index, narrowed by nothing, where nothing is said', () => {
    expect(read({})).toMatchObject({ ok: true, value: { step: 'return', filter: [] } })
    expect(read({ point: '', hour: ' ', lang: 'en' })).toMatchObject({ ok: true, value: { filter: [] } })
  })

  test('is read in the order of the address', () => {
    expect(read({ step: 'submission', field: 'dat-dai', 'fact-visits': '3+', hour: '7-9' })).toMatchObject({
      value: {
        step: 'submission',
        filter: [
          { cut: 'field', value: 'dat-dai' },
          { cut: 'fact-visits', value: '3+' },
          { cut: 'hour', value: '7-9' },
        ],
      },
    })
  })

  test.each([
    [{ step: 'all' }, ['step error-step']],
    [{ channel: 'telepathy' }, ['channel error-no-channel']],
    [{ channel: ['qr', 'kiosk'] }, ['channel error-no-channel']],
    [{ hour: '8-9' }, ['hour error-no-hour']],
    [{ language: '<b>' }, ['language error-no-language']],
    [{ colour: 'red', 'fact-': '1' }, ['colour error-unknown-cut', 'fact- error-unknown-cut']],
    [{ point: 'a', field: 'b', channel: 'qr', hour: '7-9' }, ['filter error-too-deep']],
    [{ from: 'x', hour: 'y' }, ['from error-from-not-a-day', 'hour error-no-hour']],
  ])('%j is refused', (query, problems) => {
    const reading = read(query)
    if (reading.ok) throw new Error('was read')
    expect(reading.problems.map(({ where, message }) => `${where} ${message.replace('dashboard:', '')}`)).toEqual(
      problems,
    )
  })

  test('keeps what is right of an address that is refused', () => {
    const reading = read({
      from: '2026-11-01',
      view: 'as-it-was',
      questionnaire: 'counter',
      step: 'submission',
      field: 'dat-dai',
      hour: '25',
    })
    expect(reading).toMatchObject({
      ok: false,
      kept: {
        view: 'as-it-was',
        questionnaire: 'counter',
        step: 'submission',
        filter: [{ cut: 'field', value: 'dat-dai' }],
      },
    })
    expect(!reading.ok && reading.kept.period?.from).toBe(parseIsoDay('2026-11-01'))
    expect(read({ from: 'x', view: 'y' })).toMatchObject({ kept: { period: null, view: 'as-it-is' } })
  })
})
