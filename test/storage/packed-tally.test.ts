import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { packSums, unpackSums } from '../../server/storage/packed-tally.ts'

const sum = fc.oneof(
  fc.nat(300),
  fc.nat(),
  fc.maxSafeNat(),
  fc.constantFrom(0, 127, 128, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1),
)

describe('a packed tally', () => {
  test('comes back as it was, up to the largest whole number', () => {
    fc.assert(
      fc.property(fc.array(sum, { maxLength: 200 }), (sums) => {
        const list = Float64Array.from(sums)
        expect(unpackSums(packSums(list), list.length)).toEqual(list)
      }),
    )
  })

  test('takes a byte for each number below 128 and one more for every further seven bits', () => {
    expect([...packSums(Float64Array.of(0, 1, 127))]).toEqual([0, 1, 127])
    expect([...packSums(Float64Array.of(128, 300))]).toEqual([128, 1, 172, 2])
    expect(packSums(Float64Array.of(2 ** 53 - 1))).toHaveLength(8)
  })

  test.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('cannot hold %d', (number) => {
    expect(() => packSums(Float64Array.of(1, number))).toThrow(RangeError)
  })

  test('is damaged when it ends too early, within a number, or too late', () => {
    const packed = packSums(Float64Array.of(1, 300))
    expect(() => unpackSums(packed, 3)).toThrow('ends too early')
    expect(() => unpackSums(packed.subarray(0, -1), 2)).toThrow('ends too early')
    expect(() => unpackSums(packed, 1)).toThrow('holds more numbers')
    expect(() => unpackSums(new Uint8Array(), 1)).toThrow('ends too early')
  })
})
