import { describe, expect, test } from '@jest/globals'
import { firstDay, isoDay, isoMonth, parseIsoDay, type Period } from '../../server/domain/calendar.ts'
import { NAMED_PERIODS, namedPeriod, monthsOf, partsOf } from '../../server/domain/period.ts'

describe('the parts of a period', () => {
  test.each([
    ['whole months', '2026-01-01', '2026-04-01', ['2026-01', '2026-04'], []],
    [
      'days at both ends',
      '2026-01-15',
      '2026-04-03',
      ['2026-02', '2026-04'],
      ['2026-01-15/2026-02-01', '2026-04-01/2026-04-03'],
    ],
    ['a start within a month', '2026-01-02', '2026-02-01', ['2026-02', '2026-02'], ['2026-01-02/2026-02-01']],
    ['an end within a month', '2026-01-01', '2026-01-31', ['2026-01', '2026-01'], ['2026-01-01/2026-01-31']],
    ['days within one month', '2026-01-10', '2026-01-20', ['2026-01', '2026-01'], ['2026-01-10/2026-01-20']],
    [
      'two half months',
      '2025-12-20',
      '2026-01-05',
      ['2026-01', '2026-01'],
      ['2025-12-20/2026-01-01', '2026-01-01/2026-01-05'],
    ],
    ['no day at all', '2026-01-10', '2026-01-10', ['2026-01', '2026-01'], []],
  ])('are told apart for %s', (_, from, to, whole, edges) => {
    const parts = partsOf(period(from, to))
    expect([isoMonth(parts.whole.from), isoMonth(parts.whole.to)]).toEqual(whole)
    expect(parts.edges.map((edge) => `${isoDay(edge.from)}/${isoDay(edge.to)}`)).toEqual(edges)
  })

  test('hold every day of the period once', () => {
    for (let from = day('2025-12-28'); from < day('2026-01-04'); from++) {
      for (let to = from; to < day('2026-03-04'); to += 3) {
        const { whole, edges } = partsOf({ from, to })
        const days = edges.flatMap((edge) => daysOf(edge))
        days.push(...daysOf({ from: firstDay(whole.from), to: firstDay(whole.to) }))
        expect(days.sort((a, b) => a - b)).toEqual(daysOf({ from, to }))
      }
    }
  })
})

test('the months of a period include the one of its last day, and none follows it', () => {
  expect(monthsOf(period('2025-12-31', '2026-02-01')).map(isoMonth)).toEqual(['2025-12', '2026-01'])
  expect(monthsOf(period('2026-01-01', '2026-01-01'))).toEqual([])
})

test.each([
  ['this-month', '2026-11-01', '2026-12-01'],
  ['last-month', '2026-10-01', '2026-11-01'],
  ['this-quarter', '2026-10-01', '2026-12-01'],
  ['twelve-months', '2025-12-01', '2026-12-01'],
  ['this-year', '2026-01-01', '2026-12-01'],
] as const)('%s, seen on 23 November 2026, is made of whole months with that day in them', (name, from, to) => {
  expect(namedPeriod(name, day('2026-11-23'))).toEqual(period(from, to))
})

test('every named period is made of whole months on any day of a year', () => {
  for (let today = day('2025-12-30'); today < day('2027-01-03'); today++) {
    for (const name of NAMED_PERIODS) expect(partsOf(namedPeriod(name, today)).edges).toEqual([])
  }
})

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === null) throw new Error(text)
  return found
}

function period(from: string, to: string): Period {
  return { from: day(from), to: day(to) }
}

function daysOf({ from, to }: Period): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}
