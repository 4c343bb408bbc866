import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import {
  dayOfHour,
  firstDay,
  firstHour,
  hourOfDay,
  isoDay,
  isoHour,
  isoMonth,
  localDay,
  localHour,
  monthOfDay,
  parseIsoDay,
  weekday,
} from '../../server/domain/calendar.ts'

const HANOI = 'Asia/Ho_Chi_Minh'

describe('local time', () => {
  test('puts 06:00 in Hà Nội on that day, although it is the day before in UTC', () => {
    const instant = new Date('2026-11-22T23:00:00Z')
    expect(isoDay(localDay(instant, HANOI))).toBe('2026-11-23')
    expect(isoHour(localHour(instant, HANOI))).toBe('2026-11-23T06')
  })

  test('starts a month at local midnight', () => {
    expect(isoMonth(monthOfDay(localDay(new Date('2026-06-30T16:59:59.999Z'), HANOI)))).toBe('2026-06')
    expect(isoMonth(monthOfDay(localDay(new Date('2026-06-30T17:00:00Z'), HANOI)))).toBe('2026-07')
  })

  test('follows a zone with half hours and summer time', () => {
    expect(isoHour(localHour(new Date('2026-01-01T00:00:00Z'), 'Asia/Kolkata'))).toBe('2026-01-01T05')
    expect(isoHour(localHour(new Date('2026-07-01T00:00:00Z'), 'Europe/Berlin'))).toBe('2026-07-01T02')
    expect(isoHour(localHour(new Date('2026-01-01T00:00:00Z'), 'Europe/Berlin'))).toBe('2026-01-01T01')
  })

  test('agrees with adding seven hours at every instant since 1976', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1976-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }),
        (instant) => {
          expect(localHour(instant, HANOI)).toBe(Math.floor((instant.getTime() + 7 * 3_600_000) / 3_600_000))
        },
      ),
    )
  })
})

describe('calendar arithmetic', () => {
  test('reads days as ISO prints them, and nothing else', () => {
    expect(parseIsoDay('1970-01-02')).toBe(1)
    for (const wrong of ['2026-02-30', '2026-13-01', '2026-1-1', '01/02/2026', '', '2026-01-01T00', '2026-02-29']) {
      expect(parseIsoDay(wrong)).toBeNull()
    }
    expect(isoDay(parseIsoDay('2028-02-29') ?? NaN)).toBe('2028-02-29')
  })

  test('goes from day to month and back at every border', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1200, max: 3000 }), (month) => {
        expect(monthOfDay(firstDay(month))).toBe(month)
        expect(monthOfDay(firstDay(month) - 1)).toBe(month - 1)
      }),
    )
  })

  test('knows hours of a day and days of a week', () => {
    const monday = parseIsoDay('2026-11-23') ?? NaN
    expect(weekday(monday)).toBe(1)
    expect(weekday(monday + 6)).toBe(7)
    expect(weekday(-4)).toBe(7)
    expect(dayOfHour(firstHour(monday) + 23)).toBe(monday)
    expect(hourOfDay(firstHour(monday) + 23)).toBe(23)
    expect(hourOfDay(-1)).toBe(23)
  })
})
