import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { localHour } from '../../server/domain/calendar.ts'
import { LocalClock } from '../../server/services/local-clock.ts'

const ZONES = ['Asia/Ho_Chi_Minh', 'Asia/Kathmandu', 'America/New_York', 'Australia/Lord_Howe']

test('says the same hour as the calendar, whatever was asked before', () => {
  for (const zone of ZONES) {
    const clock = new LocalClock(zone)
    const instants = fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(instants, (instant) => {
        expect(clock.hour(instant)).toBe(localHour(instant, zone))
      }),
    )
  }
})

test('turns the minute and the hour at the same instant', () => {
  const clock = new LocalClock('Asia/Ho_Chi_Minh')
  const before = new Date('2026-11-22T16:59:59.999Z')
  const after = new Date('2026-11-22T17:00:00Z')
  expect(clock.minute(before) % 1440).toBe(1439)
  expect(clock.minute(after) % 1440).toBe(0)
  expect(clock.hour(after) - clock.hour(before)).toBe(1)
})
