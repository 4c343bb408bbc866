import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { binomialTail } from '../../scoring/binomial-tail.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { funnel } from '../../scoring/funnel.ts'
import { funnelLimits } from '../../scoring/funnel-limits.ts'
import { groupMean } from '../../scoring/group-mean.ts'
import { groupPrior } from '../../scoring/group-prior.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { overDispersion, type Dispersion } from '../../scoring/over-dispersion.ts'
import { shrunkenIndex } from '../../scoring/shrunken-index.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { verdict } from '../../scoring/verdict.ts'
import { widenedSize } from '../../scoring/widened-size.ts'
import { aShare } from '../fixtures/share.ts'

type Ends = readonly [number, number]
const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'comparisons.json'), 'utf8')) as {
  readonly tails: readonly {
    readonly size: number
    readonly share: number
    readonly hits: number
    readonly tail: number
  }[]
  readonly funnel: readonly {
    readonly centre: number
    readonly effective: number
    readonly inner: Ends
    readonly outer: Ends
    readonly steps: { readonly inner: Ends; readonly outer: Ends } | null
  }[]
  readonly spread: readonly {
    readonly y: readonly number[]
    readonly n: readonly number[]
    readonly mean: number
    readonly phi: number
    readonly between: number
    readonly prior: number | null
    readonly shrunken: readonly number[] | null
  }[]
}

const score = methodFigure('score.percent-of-5', tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3]]))

describe('the binomial tail', () => {
  test('agrees with R at numbers that are not whole, to 1e-9', () => {
    for (const { size, share, hits, tail } of vectors.tails) {
      expect(Math.abs(binomialTail(hits, size, share) - tail)).toBeLessThan(1e-9)
    }
  })

  test('is refused beyond its bounds', () => {
    for (const [hits, size, share] of [
      [-1, 5, 0.5],
      [5, 5, 0.5],
      [1, 5, 0],
      [1, 5, 1],
      [Number.NaN, 5, 0.5],
    ] as const) {
      expect(() => binomialTail(hits, size, share)).toThrow(RangeError)
    }
  })
})

describe('funnel limits', () => {
  test.each(vectors.funnel)(
    'around $centre at $effective agree with R to 1e-7',
    ({ centre, effective, inner, outer }) => {
      const found = funnelLimits(centre, effective)
      const ends = [found.inner.lower, found.inner.upper, found.outer.lower, found.outer.upper]
      for (const [i, end] of [...inner, ...outer].entries()) expect(Math.abs((ends[i] ?? 0) - end)).toBeLessThan(1e-7)
    },
  )

  test('lie within one answer of the steps of the distribution, on the same side as interpolation puts them', () => {
    for (const { centre, effective, steps } of vectors.funnel) {
      if (!steps) continue
      const limits = funnelLimits(centre, effective)
      for (const key of ['inner', 'outer'] as const) {
        const [low, high] = [limits[key].lower, limits[key].upper].map((end) => (end * effective) / 100)
        const [lowStep, highStep] = steps[key]
        expect(low).toBeGreaterThanOrEqual(Math.max(0, lowStep - 1) - 1e-6)
        expect(low).toBeLessThanOrEqual(lowStep + 1e-6)
        expect(high).toBeLessThanOrEqual(Math.min(effective, highStep + 1) + 1e-6)
        expect(high).toBeGreaterThanOrEqual(highStep - 1e-6)
      }
    }
  })

  const centres = fc.integer({ min: 1, max: 999 }).map((tenths) => tenths / 10)
  const sizes = fc.double({ min: 0.1, max: 1e5, noNaN: true })

  test('hold the centre, the outer ones further out, and come closer the more answers there are', () => {
    fc.assert(
      fc.property(centres, sizes, (centre, effective) => {
        const [{ inner, outer }, more] = [funnelLimits(centre, effective), funnelLimits(centre, 4 * effective)]
        const ends = [0, outer.lower, inner.lower, centre, inner.upper, outer.upper, 100]
        expect(ends).toEqual([...ends].sort((a, b) => a - b))
        expect(more.inner.upper - more.inner.lower).toBeLessThanOrEqual(inner.upper - inner.lower + 1e-9)
      }),
    )
  })

  test('are the same seen from the unsatisfied', () => {
    fc.assert(
      fc.property(centres, sizes, (centre, effective) => {
        const [{ inner }, turned] = [funnelLimits(centre, effective), funnelLimits(100 - centre, effective)]
        expect(inner.lower + turned.inner.upper).toBeCloseTo(100, 7)
      }),
    )
  })

  test('around 0 and 100 leave room for nothing else', () => {
    expect(funnelLimits(100, 50).inner).toEqual({ lower: 100, upper: 100 })
    expect(funnelLimits(0, 50).outer).toEqual({ lower: 0, upper: 0 })
  })

  test('are refused beyond their bounds', () => {
    for (const [centre, effective] of [
      [-1, 9],
      [101, 9],
      [Number.NaN, 9],
      [95, 0],
      [95, Infinity],
    ] as const) {
      expect(() => funnelLimits(centre, effective)).toThrow(RangeError)
    }
  })
})

describe('a funnel plot', () => {
  test('puts a unit below or above the inner limits just where its verdict against the target is settled', () => {
    const target = parseDecimal('95')
    const unit = fc
      .integer({ min: 2, max: 900 })
      .chain((n) => fc.integer({ min: Math.floor(n * 0.8), max: n }).map((y) => aShare(y, n)))
    fc.assert(
      fc.property(unit, (figure) => {
        const place = funnel([figure], 95, 'none').units[0]?.place
        const { evidence } = verdict(figure, target)
        expect(place?.startsWith('below')).toBe(evidence === 'not met')
        expect(place?.startsWith('above')).toBe(evidence === 'met')
      }),
      { numRuns: 300 },
    )
  })

  test('leaves a small unit with 100 % inside, and looks at a large one beyond the outer limit', () => {
    const { units } = funnel([aShare(20, 20), aShare(400, 400), aShare(4, 5), null, aShare(1, 1)], 95)
    expect(units.map((unit) => unit?.place)).toEqual(['within', 'above outer', 'within', undefined, undefined])
  })

  test('draws limits evenly spaced by the root of the size, through those of the smallest and the largest unit', () => {
    const { curve, units } = funnel([aShare(45, 50), aShare(700, 800), aShare(90, 100)], 90)
    expect(curve).toHaveLength(60)
    expect(curve[0]?.effective).toBeCloseTo(49, 9)
    expect(curve.at(-1)?.effective).toBeCloseTo(799, 9)
    expect(curve.at(-1)?.limits.inner.lower).toBeCloseTo(units[1]?.limits.inner.lower ?? 0, 9)
    const roots = curve.map(({ effective }) => Math.sqrt(effective))
    expect((roots[30] ?? 0) - (roots[29] ?? 0)).toBeCloseTo((roots[1] ?? 0) - (roots[0] ?? 0), 9)
    expect(funnel([null], 90).curve).toEqual([])
    expect(funnel([aShare(45, 50), aShare(40, 50)], 90).curve).toHaveLength(1)
  })

  test('is refused for scores, and around what is no percentage', () => {
    expect(() => funnel([score], 95)).toThrow(RangeError)
    expect(() => funnel([aShare(9, 10)], 101)).toThrow(RangeError)
  })
})

describe('over-dispersion', () => {
  test.each(vectors.spread.slice(0, 2))(
    'of $n.length units agrees with R, its between-unit part with metafor',
    (vector) => {
      const figures = vector.y.map((y, i) => aShare(y, vector.n[i] ?? 0))
      const found = overDispersion(figures)
      for (const key of ['mean', 'phi', 'between'] as const) {
        expect(Math.abs((found?.[key] ?? Number.NaN) - vector[key])).toBeLessThan(1e-9)
      }
    },
  )

  test('by hand: z scores, their tenth at either end drawn in', () => {
    // ten units of 101 people, so n_eff = 100 each; one z score of 1 is 3 points at a mean of 90
    const figures = [78, 84, 87, 90, 90, 90, 90, 93, 96, 102].map((points) => ({
      ...aShare(90, 100),
      index: points,
      effective: 100,
    }))
    expect(groupMean(figures)?.mean).toBeCloseTo(90, 12)
    // sorted z: -4 -2 -1 0 0 0 0 1 2 4; quantile 0.1 lies 0.9 of the way from -4 to -2, which is -2.2; that of 0.9 is 2.2
    expect(overDispersion(figures)?.phi).toBeCloseTo((2 * 2.2 ** 2 + 2 * 2 ** 2 + 2 * 1 ** 2) / 10, 12)
  })

  test('is not estimated below ten units, nor where all are at 100', () => {
    const some = Array.from({ length: 10 }, (_, i) => aShare(80 + i, 100))
    expect(overDispersion(some.slice(1))).toBeNull()
    expect(overDispersion([...some.slice(1), aShare(1, 1), null])).toBeNull()
    expect(overDispersion(Array.from({ length: 10 }, (_, i) => aShare(10 + i, 10 + i)))).toBeNull()
    expect(() => overDispersion([score])).toThrow(RangeError)
  })

  test('does not depend on the order of units, and is not moved by how wild the wildest is', () => {
    const some = Array.from({ length: 20 }, (_, i) => aShare(85 + (i % 10), 100))
    expect(overDispersion([...some].reverse())?.phi).toBeCloseTo(overDispersion(some)?.phi ?? 0, 12)
    const wild = (index: number) => [...some, { ...aShare(85, 100), index, effective: 1e-6 }]
    expect(overDispersion(wild(0))?.phi).toBeCloseTo(overDispersion(wild(40))?.phi ?? 0, 4)
  })

  test('widens limits and never narrows them', () => {
    const spread = (over: Partial<Dispersion>): Dispersion => ({ units: 30, mean: 90, phi: 4, between: 9, ...over })
    expect(widenedSize(400, 90, null, 'additive')).toBe(400)
    expect(widenedSize(400, 90, spread({}), 'none')).toBe(400)
    expect(widenedSize(400, 90, spread({ phi: 0.7, between: 0 }), 'multiplicative')).toBe(400)
    expect(widenedSize(400, 90, spread({ phi: 0.7, between: 0 }), 'additive')).toBeCloseTo(400, 9)
    expect(widenedSize(400, 100, spread({}), 'additive')).toBe(400)
    expect(widenedSize(1e9, 90, spread({}), 'additive')).toBeCloseTo(100, 4)
  })

  test('lets a unit that is far out among alike ones stand out still, and none of a group that spreads', () => {
    const alike = [...Array.from({ length: 20 }, () => aShare(900, 1000)), aShare(840, 1000)]
    expect(funnel(alike, 90).units.at(-1)?.place).toBe('below outer')
    const spread = Array.from({ length: 21 }, (_, i) => aShare(800 + 10 * i, 1000))
    expect(funnel(spread, 90, 'none').units.filter((unit) => unit?.place !== 'within').length).toBeGreaterThan(10)
    expect(funnel(spread, 90).units.every((unit) => unit?.place === 'within')).toBe(true)
    expect(funnel(spread, 90, 'multiplicative').units.every((unit) => unit?.place === 'within')).toBe(true)
  })
})

describe('a shrunken index', () => {
  test.each(vectors.spread)('and its prior agree with R: $n.length units', ({ y, n, mean, prior, shrunken }) => {
    const figures = y.map((satisfied, i) => aShare(satisfied, n[i] ?? 0))
    const found = groupPrior(figures)
    if (!found) throw new Error('no prior')
    expect(found.mean).toBeCloseTo(mean, 9)
    if (prior === null) expect(found.size).toBe(Infinity)
    else expect(Math.abs(found.size / prior - 1)).toBeLessThan(1e-9)
    for (const [i, figure] of figures.entries()) {
      expect(shrunkenIndex(figure, found)).toBeCloseTo(shrunken?.[i] ?? mean, 9)
    }
  })

  const group = fc.array(
    fc.integer({ min: 2, max: 300 }).chain((people) => fc.nat(people).map((yes) => aShare(yes, people))),
    { minLength: 2, maxLength: 20 },
  )

  test('lies between the index and the mean, nearer the mean the fewer answers there are', () => {
    fc.assert(
      fc.property(group, (figures) => {
        const prior = groupPrior(figures)
        if (!prior) throw new Error('no prior')
        expect(prior.size).toBeGreaterThanOrEqual(0)
        for (const figure of figures) {
          const index = figure.index ?? 0
          const drawn = shrunkenIndex(figure, prior) ?? Number.NaN
          expect(drawn).toBeGreaterThanOrEqual(Math.min(index, prior.mean) - 1e-9)
          expect(drawn).toBeLessThanOrEqual(Math.max(index, prior.mean) + 1e-9)
          const fewer = shrunkenIndex({ ...figure, effective: (figure.effective ?? 0) / 2 }, prior) ?? Number.NaN
          expect(Math.abs(fewer - prior.mean)).toBeLessThanOrEqual(Math.abs(drawn - prior.mean) + 1e-9)
        }
      }),
    )
  })

  test('is the mean where units differ by no more than chance, and the index where they have nothing in common', () => {
    expect(groupPrior([aShare(10, 10), aShare(20, 20)])).toEqual({ mean: 100, size: Infinity })
    expect(shrunkenIndex(aShare(10, 10), { mean: 80, size: Infinity })).toBe(80)
    expect(groupPrior([aShare(0, 400), aShare(400, 400)])?.size).toBe(0)
    expect(shrunkenIndex(aShare(10, 10), { mean: 80, size: 0 })).toBeCloseTo(100, 12)
  })

  test('is nothing without a group or an effective size', () => {
    expect(groupPrior([aShare(9, 10), null, aShare(1, 1)])).toBeNull()
    expect(groupMean([null])).toBeNull()
    expect(shrunkenIndex(aShare(0, 0), { mean: 80, size: 30 })).toBeNull()
    expect(() => shrunkenIndex(score, { mean: 80, size: 30 })).toThrow(RangeError)
    expect(() => groupPrior([score, score])).toThrow(RangeError)
  })
})
