import { describe, expect, test } from '@jest/globals'
import { firstDay, monthOfDay, parseIsoDay } from '../../server/domain/calendar.ts'
import {
  isPeriodOver,
  latestPeriods,
  parseReportPeriod,
  quarterOf,
  REPORT_SPANS,
  reportPeriodOf,
  reportPeriodText,
} from '../../server/domain/report-period.ts'

const day = (text: string): number => parseIsoDay(text) ?? Number.NaN
const month = (text: string): number => monthOfDay(day(`${text}-01`))

describe('a period of a report', () => {
  test.each([
    ['2026-11', 'month', '2026-11', '2026-12'],
    ['2026-01', 'month', '2026-01', '2026-02'],
    ['2026-Q1', 'quarter', '2026-01', '2026-04'],
    ['2026-Q4', 'quarter', '2026-10', '2027-01'],
    ['2026', 'year', '2026-01', '2027-01'],
    ['1999-Q2', 'quarter', '1999-04', '1999-07'],
    ['1969', 'year', '1969-01', '1970-01'],
  ])('is named %s', (text, span, from, to) => {
    const period = parseReportPeriod(text)
    expect(period).toEqual({ span, from: month(from), to: month(to) })
    expect(period && reportPeriodText(period)).toBe(text)
    expect(period && reportPeriodOf(period)).toEqual(period)
  })

  test.each(['', '2026-13', '2026-00', '2026-Q5', '2026-Q0', '2026-q1', '26', '2026-1', '2026-11-01', ' 2026', '3026'])(
    'is not named “%s”',
    (text) => {
      expect(parseReportPeriod(text)).toBeNull()
    },
  )

  test('is found by its months, and none by others', () => {
    expect(reportPeriodOf({ from: month('2026-07'), to: month('2026-10') })?.span).toBe('quarter')
    for (const [from, to] of [
      ['2026-08', '2026-11'],
      ['2026-02', '2027-02'],
      ['2026-01', '2026-03'],
      ['2026-01', '2026-01'],
    ] as const) {
      expect(reportPeriodOf({ from: month(from), to: month(to) })).toBeNull()
    }
  })

  test('is over on the day after its last one, and no day earlier', () => {
    const period = { span: 'quarter', from: month('2026-07'), to: month('2026-10') } as const
    expect(isPeriodOver(period, day('2026-09-30'))).toBe(false)
    expect(isPeriodOver(period, day('2026-10-01'))).toBe(true)
  })
})

describe('the latest periods', () => {
  test.each([
    ['month', '2026-01-01', ['2025-12', '2025-11']],
    ['month', '2026-01-31', ['2025-12', '2025-11']],
    ['quarter', '2026-03-31', ['2025-Q4', '2025-Q3']],
    ['quarter', '2026-04-01', ['2026-Q1', '2025-Q4']],
    ['year', '2026-12-31', ['2025', '2024']],
    ['year', '2027-01-01', ['2026', '2025']],
  ] as const)('of a %s on %s', (span, today, texts) => {
    expect(latestPeriods(span, day(today), 2).map(reportPeriodText)).toEqual(texts)
  })

  test('are all over, the first of them just so, on any day', () => {
    for (let today = day('2025-11-28'); today < day('2026-02-03'); today++) {
      for (const span of REPORT_SPANS) {
        const [last, before] = latestPeriods(span, today, 2)
        if (!last || !before) throw new Error('two were asked for')
        expect(isPeriodOver(last, today)).toBe(true)
        expect(firstDay(last.to + (last.to - last.from))).toBeGreaterThan(today)
        expect(before.to).toBe(last.from)
      }
    }
  })
})

test('a quarter has three months', () => {
  const quarters = Array.from({ length: 12 }, (_, i) => quarterOf(month('2026-01') + i))
  expect(quarters).toEqual([1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4])
})
