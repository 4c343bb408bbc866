import { describe, expect, test } from '@jest/globals'
import { decimalsOf, readCount, readParts } from '../../server/web/forms/typed-number.ts'

describe('a typed number', () => {
  test.each([
    ['83,94', 839_400],
    ['83.94', 839_400],
    ['0', 0],
    ['2', 20_000],
    ['1,6667', 16_667],
    ['007', 70_000],
  ])('%s is read with comma or point', (text, parts) => {
    expect(readParts(text)).toBe(parts)
  })

  test.each(['', '-1', '1,23456', '1.234,5', ',5', '5,', '1e2', '83,94 %', '٣', '1234567890'])('%j is none', (text) => {
    expect(readParts(text)).toBeNull()
  })

  test.each([
    [150_000, 0],
    [149_990, 3],
    [83_9400, 2],
    [16_667, 4],
    [0, 0],
  ])('of %d parts is printed in full with %d decimals', (parts, decimals) => {
    expect(decimalsOf(parts)).toBe(decimals)
  })
})

describe('a typed count', () => {
  test('is digits alone', () => {
    expect(['1234', '0', '1.234', '-1', '', '1,5'].map(readCount)).toEqual([1234, 0, null, null, null, null])
  })
})
