import { describe, expect, test } from '@jest/globals'
import { isoDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { ByteLimitedCache } from '../../server/services/byte-limited-cache.ts'
import { comparedPeriods } from '../../server/services/dashboard-comparisons.ts'
import { formerPeriod, yearBefore } from '../../server/services/former-periods.ts'
import { bandOf, HOUR_BANDS } from '../../server/services/hour-bands.ts'

/** Both days included, as a page has them. */
function period(from: string, last: string): { from: number; to: number } {
  return { from: parseIsoDay(from) ?? 0, to: (parseIsoDay(last) ?? 0) + 1 }
}

function days({ from, to }: { from: number; to: number }): string {
  return `${isoDay(from)} ${isoDay(to - 1)}`
}

describe('the period before', () => {
  test.each([
    ['2026-11-01', '2026-11-30', '2026-10-01 2026-10-31'],
    ['2026-03-01', '2026-03-31', '2026-02-01 2026-02-28'],
    ['2026-07-01', '2026-09-30', '2026-04-01 2026-06-30'],
    ['2025-12-01', '2026-11-30', '2024-12-01 2025-11-30'],
    ['2026-11-10', '2026-11-12', '2026-11-07 2026-11-09'],
    ['2026-10-15', '2026-11-14', '2026-09-14 2026-10-14'],
  ])('of %s to %s is %s', (from, last, before) => {
    expect(days(formerPeriod(period(from, last)))).toBe(before)
  })
})

describe('the same days a year before', () => {
  test.each([
    ['2026-11-01', '2026-11-30', '2025-11-01 2025-11-30'],
    ['2025-02-01', '2025-02-28', '2024-02-01 2024-02-29'],
    ['2024-02-01', '2024-02-29', '2023-02-01 2023-02-28'],
    ['2024-02-29', '2024-03-10', '2023-03-01 2023-03-10'],
    ['2024-02-10', '2024-02-28', '2023-02-10 2023-02-28'],
  ])('of %s to %s are %s', (from, last, before) => {
    expect(days(yearBefore(period(from, last)))).toBe(before)
  })

  test('are left out where they are the period before, or share days with this one', () => {
    const named = (from: string, last: string) => comparedPeriods(period(from, last)).map((one) => one.with)
    expect(named('2026-11-01', '2026-11-30')).toEqual(['former', 'year-before'])
    expect(named('2025-12-01', '2026-11-30')).toEqual(['former'])
    expect(named('2025-11-30', '2026-11-30')).toEqual(['former'])
    expect(named('2025-12-02', '2026-11-30')).toEqual(['former', 'year-before'])
  })
})

test('every hour of the day lies in one band', () => {
  const bands = Array.from({ length: 24 }, (_, hour) => bandOf(24 * 20_000 + hour))
  for (const { name, from, to } of HOUR_BANDS) {
    expect(bands.slice(from, to)).toEqual(Array.from({ length: to - from }, () => name))
  }
  expect(HOUR_BANDS.map(({ to }) => to).at(-1)).toBe(24)
})

describe('what is kept at hand', () => {
  const sized = (bytes: number) => ({ bytes })

  test('is what was used last, within so many bytes', () => {
    const kept = new ByteLimitedCache<{ bytes: number }>(10)
    kept.put('a', sized(4))
    kept.put('b', sized(4))
    kept.get('a')
    kept.put('c', sized(4))
    expect([kept.get('a'), kept.get('b'), kept.get('c'), kept.bytes]).toEqual([sized(4), null, sized(4), 8])
  })

  test('takes the place of what had its key, and is not kept where it is too large by itself', () => {
    const kept = new ByteLimitedCache<{ bytes: number }>(10)
    kept.put('a', sized(4))
    kept.put('a', sized(9))
    expect(kept.bytes).toBe(9)
    kept.put('a', sized(11))
    expect([kept.get('a'), kept.bytes]).toEqual([null, 0])
  })
})
