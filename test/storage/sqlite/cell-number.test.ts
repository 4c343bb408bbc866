import { describe, expect, test } from '@jest/globals'
import {
  allCells,
  cellNumber,
  cellRange,
  monthOfCell,
  seriesOfCell,
} from '../../../server/storage/sqlite/cell-number.ts'

const HIGHEST = { agency: 2 ** 17 - 1, month: 2 ** 11 - 1, series: 2 ** 23 - 1 }

describe('the number of a tally cell', () => {
  test('is a whole number that a double holds, up to the highest parts', () => {
    const cell = cellNumber(HIGHEST.agency, HIGHEST.month, 'point', HIGHEST.series)
    expect(Number.isSafeInteger(cell)).toBe(true)
    expect(monthOfCell(cell)).toBe(HIGHEST.month)
    expect(seriesOfCell(cell)).toBe(HIGHEST.series)
  })

  test('lies in the range of its months and of its agency, and in no other', () => {
    const cells = [
      cellNumber(3, 683, 'channel', 0),
      cellNumber(3, 683, 'point', HIGHEST.series),
      cellNumber(3, 684, 'channel', 0),
      cellNumber(3, HIGHEST.month, 'point', HIGHEST.series),
      cellNumber(4, 0, 'channel', 0),
    ]
    const within = ({ first, end }: { first: number; end: number }) => cells.map((cell) => first <= cell && cell < end)
    expect(within(cellRange(3, 683, 684))).toEqual([true, true, false, false, false])
    expect(within(cellRange(3, 684, 5000))).toEqual([false, false, true, true, false])
    expect(within(cellRange(3, -5, 684))).toEqual([true, true, false, false, false])
    expect(within(allCells(3))).toEqual([true, true, true, true, false])
    expect(within(allCells(2))).toEqual([false, false, false, false, false])
  })

  test('is refused where a part is beyond its bits, instead of running into the next', () => {
    expect(() => cellNumber(HIGHEST.agency + 1, 0, 'channel', 0)).toThrow(RangeError)
    expect(() => cellNumber(0, HIGHEST.month + 1, 'channel', 0)).toThrow(RangeError)
    expect(() => cellNumber(0, -1, 'channel', 0)).toThrow(RangeError)
    expect(() => cellNumber(0, 0, 'channel', HIGHEST.series + 1)).toThrow(RangeError)
    expect(() => cellNumber(Number.NaN, 0, 'channel', 0)).toThrow(RangeError)
  })
})
