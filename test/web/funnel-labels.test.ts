import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { placedLabels, type Box, type LabelPlace, type LabelWish } from '../../server/web/pages/label-places.ts'
import { spreadPlaces } from '../../server/web/pages/spread-places.ts'

const ROOM: Box = { left: 48, right: 776, top: 34, bottom: 500 }
const HEIGHT = 18

const wishes = (most: number) =>
  fc.array(
    fc.record({
      x: fc.integer({ min: 56, max: 768 }),
      y: fc.integer({ min: 42, max: 492 }),
      width: fc.integer({ min: 30, max: 300 }),
    }),
    { minLength: 1, maxLength: most },
  )
const around = ({ x, y }: LabelWish): Box => ({ left: x - 7, right: x + 7, top: y - 7, bottom: y + 7 })
const areApart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top
const places = (points: readonly LabelWish[]): readonly (LabelPlace | null)[] =>
  placedLabels(points, { room: ROOM, height: HEIGHT, taken: points.map(around) })

describe('the names of points', () => {
  test('overlap no other name and no point, and stay within the drawing, however many there are', () => {
    fc.assert(
      fc.property(wishes(120), (points) => {
        const boxes = places(points).flatMap((place) => place?.box ?? [])
        for (const [i, box] of boxes.entries()) {
          expect(boxes.slice(i + 1).filter((other) => !areApart(box, other))).toEqual([])
          expect(points.filter((point) => !areApart(box, around(point)))).toEqual([])
          expect([box.left >= ROOM.left, box.right <= ROOM.right]).toEqual([true, true])
          expect([box.top >= ROOM.top, box.bottom <= ROOM.bottom]).toEqual([true, true])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('are not crossed by the lines that lead to others', () => {
    fc.assert(
      fc.property(wishes(60), (points) => {
        const placed = places(points)
        const steps = Array.from({ length: 41 }, (_, i) => i / 40)
        for (const [i, place] of placed.entries()) {
          const { leader } = place ?? {}
          if (!leader) continue
          const { x1, y1, x2, y2 } = leader
          for (const [j, other] of placed.entries()) {
            if (i === j || !other) continue
            const { left, right, top, bottom } = other.box
            const isInside = (share: number): boolean => {
              const [x, y] = [x1 + share * (x2 - x1), y1 + share * (y2 - y1)]
              return x > left + 0.01 && x < right - 0.01 && y > top + 0.01 && y < bottom - 0.01
            }
            expect(steps.some(isInside)).toBe(false)
          }
        }
      }),
      { numRuns: 60 },
    )
  })

  test('stand right beside a point that has room, and begin where the first of them has it', () => {
    const [one] = places([{ x: 400, y: 200, width: 100 }])
    expect(one).toEqual({ box: { left: 410, right: 510, top: 191, bottom: 209 }, leader: null })
    const near = { x: 400, y: 200, width: 300 }
    const crowd = Array.from({ length: 40 }, (_, i) => ({
      ...near,
      x: 390 + (i % 8) * 3,
      y: 190 + Math.floor(i / 8) * 4,
    }))
    expect(places([near, ...crowd])[0]).not.toBeNull()
    expect(places([near, ...crowd]).at(-1)).toBeNull()
  })

  test('that stand apart from their point are led to', () => {
    const ring = Array.from({ length: 12 }, (_, i) => {
      const turn = (i * Math.PI) / 6
      return { x: 400 + 20 * Math.cos(turn), y: 200 + 20 * Math.sin(turn), width: 60 }
    })
    const points = [{ x: 400, y: 200, width: 60 }, ...ring]
    const [led] = places(points)
    expect(led?.leader).toMatchObject({ x1: 400, y1: 200 })
  })
})

describe('the words at the ends of the curves', () => {
  test('keep their order and their distance, and move as little as they must', () => {
    expect(spreadPlaces([10, 12, 50], 10, { from: 0, to: 100 })).toEqual([6, 16, 50])
    expect(spreadPlaces([10, 30, 50], 10, { from: 0, to: 100 })).toEqual([10, 30, 50])
    expect(spreadPlaces([0, 0, 0, 99], 10, { from: 5, to: 100 })).toEqual([5, 15, 25, 99])
    expect(spreadPlaces([98, 99, 100], 10, { from: 0, to: 100 })).toEqual([80, 90, 100])
    expect(spreadPlaces([1, 2, 3], 10, { from: 0, to: 15 })).toEqual([0, 10, 20])
    expect(spreadPlaces([], 10, { from: 0, to: 15 })).toEqual([])
  })

  test('lie within their range wherever they were wanted', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 550 }), { minLength: 1, maxLength: 6 }), (wanted) => {
        const spread = spreadPlaces(
          wanted.toSorted((a, b) => a - b),
          18,
          { from: 9, to: 500 },
        )
        for (const [i, place] of spread.entries()) {
          expect(place - (spread[i - 1] ?? place - 18)).toBeGreaterThanOrEqual(18 - 1e-9)
          expect(place).toBeGreaterThanOrEqual(9)
          expect(place).toBeLessThanOrEqual(500 + 1e-9)
        }
      }),
    )
  })
})
