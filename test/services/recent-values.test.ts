import { expect, test } from '@jest/globals'
import { RecentValues } from '../../server/services/recent-values.ts'

test('what was used last is kept, and what was not is let go', () => {
  const values = new RecentValues<number>(3)
  for (let i = 0; i < 6; i++) {
    values.put(`of ${i}`, i)
    expect(values.get('of 0')).toBe(0)
  }
  expect(values.get('of 5')).toBe(5)
  for (let i = 6; i < 20; i++) values.put(`of ${i}`, i)
  expect(values.get('of 0')).toBeUndefined()
  expect([17, 18, 19].map((i) => values.get(`of ${i}`))).toEqual([17, 18, 19])
})

test('a value takes the place of the one before', () => {
  const values = new RecentValues<string>(2)
  values.put('it', 'before')
  values.put('it', 'now')
  expect(values.get('it')).toBe('now')
})
