import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { figureOf } from '../../scoring/figure-of.ts'
import type { Figure } from '../../scoring/figure.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { complementarySuppression, suppression } from '../../scoring/suppression.ts'

const figure = (of: Partial<Figure>): Figure => ({ ...figureOf(singleEstimate(50, 100)), ...of })

describe('a figure is not shown', () => {
  test('below five responses, or below ten where it could point at one officer', () => {
    expect(suppression(figure({ n: 4 }))).toBe('too-few')
    expect(suppression(figure({ n: 5, lower: 45, upper: 55 }))).toBeNull()
    expect(suppression(figure({ n: 9, lower: 45, upper: 55 }), 10)).toBe('too-few')
  })

  test('when its interval is wider than 30 points', () => {
    expect(suppression(figure({ lower: 35, upper: 65 }))).toBeNull()
    expect(suppression(figure({ lower: 35, upper: 65.01 }))).toBe('too-wide')
  })

  test('when its interval is wider than 130 % of it, unless it is at most 5 points wide', () => {
    expect(suppression(figure({ index: 5, lower: 2, upper: 8.5 }))).toBeNull()
    expect(suppression(figure({ index: 5, lower: 2, upper: 8.51 }))).toBe('too-wide')
    expect(suppression(figure({ index: 1, lower: 0, upper: 5 }))).toBeNull()
  })

  test('without an interval', () => {
    expect(suppression(figureOf(singleEstimate(1, 1)))).toBe('too-few')
    expect(suppression(figureOf(singleEstimate(1, 1)), 1)).toBe('too-wide')
    expect(suppression(figureOf(singleEstimate(0, 0)), 0)).toBe('too-wide')
  })
})

describe('a second cell is hidden', () => {
  const hide = (cells: [number, boolean][]): boolean[] =>
    complementarySuppression(cells.map(([n, suppressed]) => ({ n, suppressed })))

  test('where one hidden cell could be had by subtraction: the smallest other', () => {
    expect(
      hide([
        [40, false],
        [3, true],
        [9, false],
        [12, false],
      ]),
    ).toEqual([false, true, true, false])
    expect(
      hide([
        [40, false],
        [20, true],
        [9, false],
      ]),
    ).toEqual([false, true, true])
  })

  test('not where two are hidden already', () => {
    expect(
      hide([
        [40, false],
        [3, true],
        [4, true],
      ]),
    ).toEqual([false, true, true])
  })

  test('where the hidden ones together are still fewer than a shown figure needs', () => {
    expect(
      hide([
        [40, false],
        [1, true],
        [2, true],
        [9, false],
      ]),
    ).toEqual([false, true, true, true])
  })

  test('not for the sake of a cell without responses, nor one that has none', () => {
    expect(
      hide([
        [40, false],
        [0, true],
        [9, false],
      ]),
    ).toEqual([false, true, false])
    expect(
      hide([
        [40, false],
        [3, true],
        [0, false],
      ]),
    ).toEqual([true, true, false])
  })

  test('not where there is no other', () => {
    expect(hide([[3, true]])).toEqual([true])
    expect(hide([])).toEqual([])
  })

  test('never shows what was hidden, and leaves nothing to subtract while there is more to hide', () => {
    const cell = fc.record({ n: fc.nat(30), suppressed: fc.boolean() })
    fc.assert(
      fc.property(fc.array(cell, { maxLength: 8 }), (cells) => {
        const hidden = complementarySuppression(Object.freeze(cells))
        const filled = cells.filter(({ n }, i) => n > 0 && hidden[i] === true)
        const left = cells.some(({ n }, i) => n > 0 && hidden[i] === false)
        expect(cells.every(({ suppressed }, i) => !suppressed || hidden[i] === true)).toBe(true)
        if (filled.length > 0 && left) {
          expect(filled.length).toBeGreaterThan(1)
          expect(filled.reduce((sum, { n }) => sum + n, 0)).toBeGreaterThanOrEqual(5)
        }
      }),
    )
  })
})
