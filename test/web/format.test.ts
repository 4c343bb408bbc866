import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { parseIsoDay, monthOfDay } from '../../server/domain/calendar.ts'
import { formatsOf } from '../../server/web/format.ts'

const vi = formatsOf('vi')
const en = formatsOf('en')

describe('numbers', () => {
  test('have a decimal comma and points between thousands in Vietnamese', () => {
    expect(vi.percent({ num: 9643n, den: 10_000n })).toBe('96,43 %')
    expect(vi.count(1_234_567)).toBe('1.234.567')
    expect(en.percent({ num: 9643n, den: 10_000n })).toBe('96.43 %')
    expect(en.count(1234)).toBe('1,234')
  })

  test('are rounded half up on the exact fraction, where floating point would round down', () => {
    expect(vi.points({ num: 18_999n, den: 20_000n })).toBe('95,00')
    expect(vi.points({ num: 1n, den: 3n })).toBe('33,33')
    expect(vi.points({ num: 1n, den: 1n })).toBe('100,00')
    expect(vi.points({ num: 0n, den: 7n })).toBe('0,00')
  })

  test('are never further from the fraction than half a hundredth of a point', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 15n }), (a, b) => {
        const [num, den] = a < b ? [a, b] : [b, b]
        const printed = BigInt(en.points({ num, den }).replace('.', ''))
        const twiceOff = 2n * (printed * den - num * 10_000n)
        expect(twiceOff <= den && twiceOff > -den).toBe(true)
      }),
    )
  })
})

test('days and months are printed as people write them', () => {
  const day = parseIsoDay('2026-11-22') ?? NaN
  expect(vi.day(day)).toBe('22/11/2026')
  expect(vi.month(monthOfDay(day))).toBe('11/2026')
})
