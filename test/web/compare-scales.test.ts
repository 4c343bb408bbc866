import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { pointTicks, roundTicks } from '../../server/web/pages/axis-ticks.ts'
import { heatClasses } from '../../server/web/pages/heat-classes.ts'

describe('the numbers of an axis', () => {
  test('of square roots are round, and closer ones come in where there are few', () => {
    const rootOf = (from: number, to: number) => (value: number) =>
      (700 * (Math.sqrt(value) - Math.sqrt(from))) / (Math.sqrt(to) - Math.sqrt(from))
    expect(roundTicks({ from: 16, to: 3100 }, rootOf(16, 3100), 52)).toEqual([20, 100, 200, 500, 1000, 2000])
    expect(roundTicks({ from: 400, to: 620 }, rootOf(400, 620), 52)).toEqual([400, 450, 500, 550, 600])
    expect(roundTicks({ from: 7, to: 7 }, () => 350, 52)).toEqual([7])
  })

  test('never touch each other', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 5, max: 500, noNaN: true }),
        fc.double({ min: 1.1, max: 400, noNaN: true }),
        (from, times) => {
          const to = from * times
          const place = (value: number): number =>
            (700 * (Math.sqrt(value) - Math.sqrt(from))) / (Math.sqrt(to) - Math.sqrt(from))
          const ticks = roundTicks({ from, to }, place, 52)
          for (const [i, tick] of ticks.slice(1).entries()) {
            expect(place(tick) - place(ticks[i] ?? 0)).toBeGreaterThanOrEqual(52)
          }
        },
      ),
    )
  })

  test('of points are evenly spaced up to 100', () => {
    expect(pointTicks(90)).toEqual([90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100])
    expect(pointTicks(80)).toEqual([80, 82, 84, 86, 88, 90, 92, 94, 96, 98, 100])
    expect(pointTicks(60)).toEqual([60, 65, 70, 75, 80, 85, 90, 95, 100])
    expect(pointTicks(0)).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
  })
})

describe('the classes of a heat map', () => {
  test('are five of equal width between round bounds, the outer ones open', () => {
    const { bounds, classOf } = heatClasses([84, 86, 88, 90, 91, 92, 93, 94, 95, 96, 97])
    expect(bounds).toEqual([88, 90, 92, 94])
    expect([20, 87.99, 88, 91.99, 93, 94, 100].map(classOf)).toEqual([1, 1, 2, 3, 4, 5, 5])
  })

  test('are not stretched by a few figures far out', () => {
    const most = Array.from({ length: 40 }, (_, i) => 90 + i / 10)
    expect(heatClasses([12, ...most]).bounds).toEqual(heatClasses(most).bounds)
  })

  test('end at 100 at the latest, and there are some where nothing is shown', () => {
    expect(heatClasses([99.9, 100, 100]).bounds).toEqual([96, 97, 98, 99])
    expect(heatClasses([]).bounds).toHaveLength(4)
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1 }), (values) => {
        const { bounds } = heatClasses(values)
        const [first = 0, second = 0] = bounds
        expect(bounds.every((bound, i) => bound === first + i * (second - first) && bound > 0 && bound < 100)).toBe(
          true,
        )
      }),
    )
  })
})
