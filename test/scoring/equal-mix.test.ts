import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { equalMix } from '../../scoring/equal-mix.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { mixedFigure } from '../../scoring/mixed-figure.ts'
import { suppression } from '../../scoring/suppression.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { aShare } from '../fixtures/share.ts'

const { mix } = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'comparisons.json'), 'utf8')) as {
  readonly mix: readonly {
    readonly y: readonly number[]
    readonly n: readonly number[]
    readonly weight: readonly number[]
    readonly index: number
    readonly variance: number
    readonly lower: number
    readonly upper: number
  }[]
}

const oneCriterion = [{ code: 'F1.1', factor: 'F1' }]
const score = methodFigure('score.percent-of-5', tallyOf(oneCriterion, [[5], [3]]))

describe('equal mix', () => {
  test.each(mix)('agrees with the survey package of R to 1e-9: weights $weight', (vector) => {
    const parts = vector.y.map((y, i) => ({
      code: String(i),
      reference: vector.weight[i] ?? 0,
      figure: aShare(y, vector.n[i] ?? 0),
    }))
    const { figure, coverage, lacking } = equalMix(parts)
    expect([coverage, lacking]).toEqual([1, []])
    for (const key of ['index', 'variance', 'lower', 'upper'] as const) {
      expect(Math.abs((figure?.[key] ?? Number.NaN) - vector[key])).toBeLessThan(1e-9)
    }
  })

  test('keeps its index as an exact fraction', () => {
    const parts = [
      { code: 'land', reference: 1, figure: aShare(1, 3) },
      { code: 'civil', reference: 2, figure: aShare(5, 7) },
    ]
    const exact = equalMix(parts).figure?.exact ?? { num: 0n, den: 1n }
    expect(exact.num * 63n).toBe(37n * exact.den)
  })

  test('of like mixes compares like with like, where crude figures turn round', () => {
    // both better in each field, yet worse in sum, because of more land cases
    const of = (land: readonly [number, number], civil: readonly [number, number]) => [
      { code: 'land', reference: 500, figure: aShare(...land) },
      { code: 'civil', reference: 500, figure: aShare(...civil) },
    ]
    const hard = equalMix(of([640, 800], [198, 200])).figure?.index ?? 0
    const easy = equalMix(of([150, 200], [776, 800])).figure?.index ?? 0
    expect([hard, easy]).toEqual([89.5, 86])
    expect(aShare(838, 1000).index).toBeLessThan(aShare(926, 1000).index ?? 0)
  })

  test('names what is lacking, scales the rest up, and refuses below 80 % of the mix', () => {
    const known = { code: 'civil', reference: 800, figure: aShare(90, 100) }
    const without = (reference: number) => equalMix([known, { code: 'land', reference, figure: null }])
    expect(without(200)).toMatchObject({ coverage: 0.8, lacking: ['land'], figure: { index: 90, n: 100 } })
    expect(without(201)).toMatchObject({ figure: null, lacking: ['land'] })
    expect(without(201).coverage).toBeLessThan(0.8)
    expect(without(0)).toMatchObject({ coverage: 1, lacking: [] })
    const single = equalMix([known, { code: 'land', reference: 50, figure: aShare(1, 1) }])
    expect(single.lacking).toEqual(['land'])
    expect(equalMix([{ code: 'land', reference: 5, figure: aShare(0, 0) }])).toEqual({
      figure: null,
      coverage: 0,
      lacking: ['land'],
    })
  })

  test('of one part is the figure of that part', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 300 }).chain((n) => fc.nat(n).map((y) => aShare(y, n))),
        fc.integer({ min: 1, max: 1000 }),
        (figure, reference) => {
          const found = equalMix([{ code: 'land', reference, figure }]).figure
          for (const key of ['n', 'answers', 'index', 'variance', 'lower', 'upper', 'effective'] as const) {
            expect(found?.[key]).toBeCloseTo(figure[key] ?? Number.NaN, 9)
          }
        },
      ),
    )
  })

  test('lies between the figures of its parts and within its interval, whatever the order of parts', () => {
    const part = fc.record({
      reference: fc.integer({ min: 1, max: 1000 }),
      figure: fc.integer({ min: 2, max: 300 }).chain((n) => fc.nat(n).map((y) => aShare(y, n))),
    })
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 8 }), (list) => {
        const parts = list.map((entry, i) => ({ code: String(i), ...entry }))
        const figure = equalMix(parts).figure
        if (!figure) throw new Error('no figure')
        const { index, lower, upper, exact } = figure
        const indices = parts.map((entry) => entry.figure.index ?? 0)
        expect(index).toBeGreaterThanOrEqual(Math.min(...indices) - 1e-9)
        expect(index).toBeLessThanOrEqual(Math.max(...indices) + 1e-9)
        expect((lower ?? 101) <= (index ?? 0) && (index ?? 0) <= (upper ?? -1)).toBe(true)
        const turned = equalMix([...parts].reverse()).figure
        expect((turned?.exact?.num ?? 0n) * (exact?.den ?? 0n)).toBe((exact?.num ?? 1n) * (turned?.exact?.den ?? 1n))
        expect(turned?.variance).toBeCloseTo(figure.variance ?? Number.NaN, 9)
      }),
    )
  })

  test('is not made certain by two people of one mind in a part of weight', () => {
    const parts = (satisfied: number) => [
      { code: 'land', reference: 500, figure: aShare(2, 2) },
      { code: 'civil', reference: 500, figure: aShare(satisfied, 500) },
    ]
    for (const satisfied of [500, 499]) {
      const { figure } = equalMix(parts(satisfied))
      expect(figure?.effective).toBeLessThan(8)
      expect(figure && suppression(figure)).toBe('too-wide')
    }
  })

  test('takes scores too, with the interval of a score', () => {
    const { figure } = equalMix([
      {
        code: 'land',
        reference: 1,
        figure: methodFigure('score.percent-of-range', tallyOf(oneCriterion, [[5], [3], [4]])),
      },
      {
        code: 'civil',
        reference: 1,
        figure: methodFigure('score.percent-of-range', tallyOf(oneCriterion, [[4], [4], [2]])),
      },
    ])
    expect(figure).toMatchObject({ kind: 'score', index: 66.66666666666667, n: 6, effective: null })
    const reach = 2.7764451051977934 * Math.sqrt((625 / 3 + (10_000 * 1) / 36) / 4)
    expect(figure?.lower).toBeCloseTo(66.66666666666667 - reach, 9)
    expect(figure?.upper).toBeCloseTo(66.66666666666667 + reach, 9)
  })

  test('refuses a mix of nothing, twice the same part, and shares with scores', () => {
    const land = { code: 'land', reference: 10, figure: aShare(8, 10) }
    expect(() => equalMix([])).toThrow(RangeError)
    expect(() => equalMix([{ ...land, reference: 0 }])).toThrow(RangeError)
    expect(() => equalMix([{ ...land, reference: 1.5 }])).toThrow(RangeError)
    expect(() => equalMix([land, land])).toThrow(RangeError)
    expect(() => equalMix([land, { code: 'civil', reference: 10, figure: score }])).toThrow(RangeError)
    expect(() => mixedFigure([])).toThrow(RangeError)
    expect(() => mixedFigure([{ weight: 0n, figure: aShare(8, 10) }])).toThrow(RangeError)
    expect(() => mixedFigure([{ weight: 1n, figure: aShare(1, 1) }])).toThrow(RangeError)
  })
})
