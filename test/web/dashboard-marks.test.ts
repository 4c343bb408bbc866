import { describe, expect, test } from '@jest/globals'
import { figureOf } from '../../scoring/figure-of.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { axisFor, axisTarget, intervalMark } from '../../server/web/pages/interval-mark.ts'
import { levelBars } from '../../server/web/pages/level-bar.ts'

describe('an axis', () => {
  test('starts at the nearest ten below the lowest bound or target', () => {
    const high = figureOf(singleEstimate(960, 1000))
    const low = figureOf(singleEstimate(740, 1000))
    expect(axisFor([high], [95])).toEqual({ from: 90 })
    expect(axisFor([high, null], [85])).toEqual({ from: 80 })
    expect(axisFor([high, low], [95])).toEqual({ from: 70 })
  })

  test('has a length where everything is at 100, and where there is nothing to draw', () => {
    expect(axisFor([figureOf(singleEstimate(100_000, 100_000))], [])).toEqual({ from: 90 })
    expect(axisFor([], [])).toEqual({ from: 90 })
  })

  test('keeps the words of a target within the drawing', () => {
    const axis = { from: 90 }
    expect(axisTarget(95, '', axis, 20)).toMatchObject({ x: '50%', at: '50%', anchor: 'middle' })
    expect(axisTarget(99.5, '', axis, 20)).toMatchObject({ at: '100%', anchor: 'end' })
    expect(axisTarget(90, '', axis, 20)).toMatchObject({ x: '4%', at: '0%', anchor: 'start' })
  })
})

test('a mark lies between the ends of its interval, on the axis', () => {
  const figure = figureOf(singleEstimate(950, 1000))
  expect(intervalMark(figure, 95, { from: 90 })).toMatchObject({ x: '50%', target: '50%' })
  expect(intervalMark(figureOf(singleEstimate(0, 0)), 95, { from: 90 })).toBeNull()
  const { lower = '', x = '', upper = '' } = intervalMark(figure, null, { from: 90 }) ?? {}
  const [left, dot, right] = [lower, x, upper].map(Number.parseFloat)
  expect([left, dot, right]).toEqual([left, dot, right].toSorted((a = 0, b = 0) => a - b))
})

describe('bars of levels', () => {
  test('meet at a common zero: dissatisfied to its left, satisfied to its right, the middle level apart', () => {
    const [first, second, hidden] = levelBars([[10, 20, 30, 20, 20], [0, 0, 0, 50, 50], null])
    expect(first?.sides.zero).toBe(second?.sides.zero)
    expect(hidden).toBeNull()
    const zero = first?.sides.zero ?? 0
    const ends = first?.sides.parts.map(({ level, x, width }) => [level, x + width <= zero ? 'left' : 'right'])
    expect(ends).toEqual([
      [1, 'left'],
      [2, 'left'],
      [4, 'right'],
      [5, 'right'],
    ])
    expect(first?.middle.parts.map(({ level }) => level)).toEqual([3])
  })

  test('have parts as long as their shares, less a gap, on one scale', () => {
    const [bar] = levelBars([[0, 10, 20, 30, 40]])
    const lengths = [...(bar?.sides.parts ?? []), ...(bar?.middle.parts ?? [])].map(({ level, width }) => [
      level,
      width,
    ])
    expect(lengths).toEqual([
      [2, 19],
      [4, 59],
      [5, 79],
      [3, 39],
    ])
  })
})
