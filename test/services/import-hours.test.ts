import { expect, test } from '@jest/globals'
import { readOpeningHours } from '../../server/services/import-hours.ts'

test('reads stretches of several days, in English or Vietnamese', () => {
  const morning = { from: 450, to: 690 }
  const afternoon = { from: 810, to: 1020 }
  const expected = [1, 2, 3, 4, 5].flatMap((weekday) => [
    { weekday, ...morning },
    { weekday, ...afternoon },
  ])
  const withSaturday = [...expected, { weekday: 6, ...morning }]
  expect(readOpeningHours('Mon-Fri 07:30-11:30,13:30-17:00; Sat 07:30-11:30')).toEqual(withSaturday)
  expect(readOpeningHours('T7 7:30 – 11:30 ; t2–t6 7:30-11:30, 13:30-17:00')).toEqual(withSaturday)
  expect(readOpeningHours('mon,wed 08:00-09:00')).toEqual([
    { weekday: 1, from: 480, to: 540 },
    { weekday: 3, from: 480, to: 540 },
  ])
  expect(readOpeningHours('T2-CN 00:00-24:00')).toHaveLength(7)
})

test('takes a blank for hours that nobody has said', () => {
  expect(readOpeningHours('')).toEqual([])
  expect(readOpeningHours(' ; ')).toEqual([])
})

test.each([
  '07:30-11:30',
  'Mon',
  'Mon 07:30',
  'Mon 11:30-07:30',
  'Mon 07:30-07:30',
  'Mon 07:60-11:30',
  'Mon 20:00-25:00',
  'Fri-Mon 07:30-11:30',
  'Mon-Tue-Wed 07:30-11:30',
  'Someday 07:30-11:30',
  'Mon 07:30-11:30,11:00-12:00',
  'Mon-Fri 07:30-11:30; Wed 11:00-12:00',
])('refuses %p', (text) => {
  expect(readOpeningHours(text)).toBeNull()
})

test('lets a stretch start when another ends', () => {
  expect(readOpeningHours('Mon 07:00-09:00,09:00-11:00')).toHaveLength(2)
})
