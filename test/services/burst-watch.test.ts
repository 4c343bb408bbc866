import { describe, expect, test } from '@jest/globals'
import type { Flag } from '../../server/domain/response.ts'
import { AFTER_HOURS_BURST_LIMIT, BURST_LIMIT, BURST_WINDOW_MS, BurstWatch } from '../../server/services/burst-watch.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

const WEEK = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from: 7 * 60 + 30, to: 17 * 60 }))
const counter = aServicePoint('q1', 'a', { hours: WEEK })
const unknownHours = aServicePoint('q2', 'a')

/** Monday 23 November 2026 in Hà Nội. */
function monday(time: string): Date {
  return new Date(`2026-11-23T${time}+07:00`)
}

function later(instant: Date, ms: number): Date {
  return new Date(instant.getTime() + ms)
}

/** The flags of so many answers, each so many milliseconds after the one before. */
function flags(watch: BurstWatch, point: typeof counter, from: Date, answers: number, stepMs = 0): (Flag | null)[] {
  return Array.from({ length: answers }, (_, i) => watch.count(point, later(from, i * stepMs))[0] ?? null)
}

function newWatch(): BurstWatch {
  return new BurstWatch('Asia/Ho_Chi_Minh')
}

describe('within opening hours', () => {
  test('the first answers pass, those beyond the limit are flagged, none is refused', () => {
    const found = flags(newWatch(), counter, monday('09:00:00'), BURST_LIMIT + 3)
    expect(found.slice(0, BURST_LIMIT).every((flag) => flag === null)).toBe(true)
    expect(found.slice(BURST_LIMIT)).toEqual(['burst', 'burst', 'burst'])
  })

  test('as many as the limit allows in each window pass all day', () => {
    const stepMs = BURST_WINDOW_MS / BURST_LIMIT
    expect(new Set(flags(newWatch(), counter, monday('07:30:00'), 1000, stepMs))).toEqual(new Set([null]))
  })

  test('the window slides: after ten quiet minutes nothing is held against the counter', () => {
    const watch = newWatch()
    flags(watch, counter, monday('09:00:00'), BURST_LIMIT + 20)
    expect(watch.count(counter, later(monday('09:00:00'), BURST_WINDOW_MS - 1))).toEqual(['burst'])
    expect(watch.count(counter, later(monday('09:00:00'), 2 * BURST_WINDOW_MS))).toEqual([])
  })
})

describe('outside opening hours', () => {
  test('fewer are expected', () => {
    const found = flags(newWatch(), counter, monday('20:00:00'), AFTER_HOURS_BURST_LIMIT + 1)
    expect(found).toEqual([...Array.from({ length: AFTER_HOURS_BURST_LIMIT }, () => null), 'after-hours-burst'])
  })

  test('edges: opening time is within, closing time is not, nor is Sunday', () => {
    for (const [time, flag] of [
      ['07:29:59', 'after-hours-burst'],
      ['07:30:00', null],
      ['16:59:59', null],
      ['17:00:00', 'after-hours-burst'],
    ] as const) {
      expect(flags(newWatch(), counter, monday(time), AFTER_HOURS_BURST_LIMIT + 1).at(-1)).toBe(flag)
    }
    const sunday = later(monday('09:00:00'), -86_400_000)
    expect(flags(newWatch(), counter, sunday, AFTER_HOURS_BURST_LIMIT + 1).at(-1)).toBe('after-hours-burst')
  })

  test('a full counter at closing time does not make the next ones suspect', () => {
    const watch = newWatch()
    flags(watch, counter, monday('16:58:00'), BURST_LIMIT)
    expect(flags(watch, counter, monday('17:01:00'), AFTER_HOURS_BURST_LIMIT)).toEqual(
      Array.from({ length: AFTER_HOURS_BURST_LIMIT }, () => null),
    )
  })

  test('a counter whose hours nobody has said is always open', () => {
    const found = flags(newWatch(), unknownHours, monday('23:00:00'), BURST_LIMIT + 1)
    expect(found.at(-2)).toBeNull()
    expect(found.at(-1)).toBe('burst')
  })
})

test('each counter is counted by itself, and time may run differently at each', () => {
  const watch = newWatch()
  flags(watch, counter, monday('10:00:00'), BURST_LIMIT)
  expect(watch.count(unknownHours, monday('08:00:00'))).toEqual([])
  expect(watch.count(counter, monday('10:00:01'))).toEqual(['burst'])
})

test('an answer that was not stored after all does not count', () => {
  const watch = newWatch()
  flags(watch, counter, monday('09:00:00'), BURST_LIMIT - 1)
  for (let again = 0; again < 5; again++) {
    expect(watch.count(counter, monday('09:01:00'))).toEqual([])
    watch.takeBack(counter, monday('09:01:00'))
  }
  expect(watch.count(counter, monday('09:02:00'))).toEqual([])
  expect(watch.count(counter, monday('09:02:00'))).toEqual(['burst'])
})
