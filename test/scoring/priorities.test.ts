import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { methodFigure } from '../../scoring/method-figure.ts'
import { priorities } from '../../scoring/priorities.ts'
import { tallyOf } from '../../scoring/tally-of.ts'

const { gains } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'comparisons.json'), 'utf8')) as {
  readonly gains: {
    readonly levels: readonly string[]
    readonly expected: readonly { readonly gain: number; readonly lower: number; readonly upper: number }[]
  }
}

/** As many criteria as codes; the factor is what stands before the point. */
function criteriaOf(...codes: readonly string[]) {
  return codes.map((code) => ({ code, factor: code.slice(0, code.indexOf('.')) }))
}
const apart = criteriaOf('F1.1', 'F2.1', 'F3.1')
const mixed = criteriaOf('F1.1', 'F1.2', 'F2.1')
const rows = fc.array(fc.array(fc.nat(5), { minLength: 3, maxLength: 3 }), { maxLength: 40 })

describe('priorities', () => {
  test('and their intervals agree with the survey package of R to 1e-9', () => {
    const criteria = criteriaOf('F1.1', 'F2.1', 'F3.1', 'F4.1', 'F5.1')
    const tally = tallyOf(
      criteria,
      gains.levels.map((row) => row.split('').map(Number)),
    )
    const found = priorities(tally)
    expect(found).toHaveLength(5)
    for (const { criterion, gain, interval } of found) {
      const expected = gains.expected[criteria.findIndex(({ code }) => code === criterion)]
      for (const key of ['lower', 'upper'] as const) {
        expect(Math.abs((interval?.[key] ?? Number.NaN) - (expected?.[key] ?? 0))).toBeLessThan(1e-9)
      }
      expect(Math.abs(gain - (expected?.gain ?? 0))).toBeLessThan(1e-9)
    }
  })

  test('add up to half of what the pooled index lacks, largest first, each within its interval', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const tally = tallyOf(apart, list)
        const found = priorities(tally)
        const { index, n } = methodFigure('index.pooled', tally)
        const sizes = found.map(({ gain }) => gain)
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a))
        if (index !== null) expect(sizes.reduce((sum, gain) => sum + gain, 0)).toBeCloseTo((100 - index) / 2, 9)
        for (const { gain, interval, withoutInterval } of found) {
          expect(interval === null).toBe(withoutInterval !== null)
          if (n < 2) expect(withoutInterval).toBe('too-few')
          if (interval) expect(0 <= interval.lower && interval.lower <= gain && gain <= interval.upper).toBe(true)
        }
      }),
    )
  })

  test('go to the same criteria when responses come in another order', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(priorities(tallyOf(apart, [...list].reverse()))).toEqual(priorities(tallyOf(apart, list)))
      }),
    )
  })

  test('leave out criteria without answers, and say why a criterion that shares its factor has no interval', () => {
    const tally = tallyOf(mixed, [
      [1, 5, 0],
      [5, 5, 0],
    ])
    expect(priorities(tally)).toEqual([
      { criterion: 'F1.1', factor: 'F1', gain: 12.5, interval: null, withoutInterval: 'shares-factor' },
      { criterion: 'F1.2', factor: 'F1', gain: 0, interval: null, withoutInterval: 'shares-factor' },
    ])
    expect(priorities(tallyOf(mixed, []))).toEqual([])
  })

  test('have the same interval for a criterion alone in its factor, whether or not others share theirs', () => {
    const list = [
      [5, 4, 2],
      [3, 5, 5],
      [4, 4, 1],
      [5, 0, 4],
      [2, 2, 3],
      [5, 5, 5],
    ]
    const alone = (criteria: typeof mixed) => priorities(tallyOf(criteria, list)).find(({ gain }) => gain > 7)
    expect(alone(mixed)).toMatchObject({ criterion: 'F2.1', withoutInterval: null })
    expect(alone(mixed)?.interval).toEqual(alone(criteriaOf('F1.1', 'F3.1', 'F2.1'))?.interval)
  })

  test('do not call a gain of 0 certain because nobody of a few was unsatisfied', () => {
    const list = Array.from({ length: 20 }, (_, i) => [5, 4, i < 10 ? 5 : 2])
    const [, first] = priorities(tallyOf(apart, list))
    expect(first).toMatchObject({ criterion: 'F1.1', gain: 0 })
    // of 20 people none: up to 16.84 % may be, of a third of all answers, halved
    expect(first?.interval?.upper).toBeCloseTo((100 * (1 - 0.025 ** (1 / 20))) / 6, 9)
  })

  test('promise no more than a criterion can bring', () => {
    const [first] = priorities(
      tallyOf(apart, [
        [1, 5, 5],
        [2, 5, 5],
        [1, 4, 4],
        [3, 5, 0],
      ]),
    )
    expect(first?.gain).toBeCloseTo(50 * (4 / 11), 12)
    expect(first?.interval?.upper).toBe(first?.gain)
  })
})
