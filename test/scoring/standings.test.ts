import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import { competitionRanks } from '../../scoring/competition-ranks.ts'
import { criticalZ } from '../../scoring/critical-z.ts'
import { difference } from '../../scoring/difference.ts'
import type { Figure } from '../../scoring/figure.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { pairsOf } from '../../scoring/pairs.ts'
import { standings } from '../../scoring/standings.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { randomNumbers } from '../fixtures/random-numbers.ts'
import { aShare } from '../fixtures/share.ts'

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', 'comparisons.json'), 'utf8')) as {
  readonly adjusted: readonly {
    readonly p: readonly (number | null)[]
    readonly adjusted: readonly (number | null)[]
  }[]
  readonly standings: readonly {
    readonly rate: number
    readonly y: readonly number[]
    readonly n: readonly number[]
    readonly significant: number
    readonly rank: readonly number[]
    readonly best: readonly number[]
    readonly worst: readonly number[]
    readonly group: readonly number[]
  }[]
}

const score = methodFigure('score.percent-of-5', tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3]]))

const pValue = fc.oneof(fc.constantFrom(0, 0.01, 0.05, 0.5, 1), fc.double({ min: 0, max: 1, noNaN: true }))
const pValues = fc.array(fc.option(pValue, { nil: null }), { maxLength: 30 })
const unit = fc.integer({ min: 2, max: 200 }).chain((n) => fc.nat(n).map((y) => aShare(y, n)))
/** Also suppressed units, and units of one respondent or none. */
const units = fc.array(
  fc.option(fc.oneof({ weight: 9, arbitrary: unit }, fc.constantFrom(aShare(1, 1), aShare(0, 0))), { nil: null }),
  {
    maxLength: 25,
  },
)

describe('adjusted p-values', () => {
  test.each(vectors.adjusted)('agree with p.adjust of R: case %#', ({ p, adjusted }) => {
    const found = benjaminiHochberg(p)
    expect(found.map((value) => value === null)).toEqual(adjusted.map((value) => value === null))
    for (const [i, value] of found.entries()) expect(Math.abs((value ?? 0) - (adjusted[i] ?? 0))).toBeLessThan(1e-12)
  })

  test('are probabilities, no smaller than before, in the same order, and do not depend on the order given', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        const found = benjaminiHochberg(p)
        const both = p.flatMap((value, i) => (value === null ? [] : [{ value, adjusted: found[i] ?? Number.NaN }]))
        expect(both.every(({ value, adjusted }) => value <= adjusted && adjusted <= 1)).toBe(true)
        both.sort((a, b) => a.value - b.value || a.adjusted - b.adjusted)
        for (const [i, { adjusted }] of both.entries()) {
          if (i > 0) expect(adjusted).toBeGreaterThanOrEqual(both[i - 1]?.adjusted ?? 0)
        }
        expect(benjaminiHochberg([...p].reverse())).toEqual([...found].reverse())
      }),
    )
  })

  test('do not change when a test that could not be made is added', () => {
    fc.assert(
      fc.property(pValues, (p) => {
        expect(benjaminiHochberg([...p, null])).toEqual([...benjaminiHochberg(p), null])
      }),
    )
  })

  test('are refused for what is no probability', () => {
    for (const wrong of [-0.1, 1.1, Number.NaN]) expect(() => benjaminiHochberg([0.5, wrong])).toThrow(RangeError)
  })
})

describe('ranks', () => {
  test('compare exactly, where doubles are equal too', () => {
    const large = 10n ** 30n
    const near = { ...aShare(1, 2), exact: { num: large + 1n, den: 2n * large } }
    expect(competitionRanks([aShare(1, 2), near, aShare(50, 100)])).toEqual([2, 1, 2])
    expect(competitionRanks([near, aShare(1, 2)])).toEqual([1, 2])
  })

  test('leave out units that are suppressed or without answers', () => {
    expect(competitionRanks([null, aShare(0, 0), aShare(9, 10), aShare(0, 10)])).toEqual([null, null, 1, 2])
    expect(competitionRanks([])).toEqual([])
  })

  test('of shares and scores together are refused', () => {
    expect(() => competitionRanks([aShare(9, 10), score])).toThrow(RangeError)
    expect(() => standings([aShare(9, 10), score])).toThrow(RangeError)
  })
})

describe('standings', () => {
  test.each(vectors.standings)('agree with R, all pairs adjusted: $significant significant at $rate', (vector) => {
    const figures = vector.y.map((y, i) => aShare(y, vector.n[i] ?? 0))
    const found = standings(figures, vector.rate)
    for (const key of ['rank', 'best', 'worst', 'group'] as const) {
      expect(found.map((standing) => standing?.[key])).toEqual(vector[key])
    }
    const worse = found.reduce((sum, standing) => sum + vector.y.length - (standing?.worst ?? 0), 0)
    expect(worse).toBe(vector.significant)
  })

  test('find the same pairs as adjusting the p-values of all differences, one by one', () => {
    fc.assert(
      fc.property(units, fc.constantFrom(0.01, 0.05, 0.3), (figures, rate) => {
        const pairs = figures.flatMap((a, i) =>
          figures.slice(0, i).map((b, j) => ({ i, j, found: a && b && difference(a, b) })),
        )
        const adjusted = benjaminiHochberg(pairs.map(({ found }) => found?.p ?? null))
        const isSignificant = pairs.map((_, at) => (adjusted[at] ?? 1) <= rate)
        const ranked = figures.filter((figure) => figure?.exact).length
        for (const [unit, standing] of standings(figures, rate).entries()) {
          if (!standing) continue
          const count = (sign: number): number =>
            pairs.filter(({ i, j, found }, at) => {
              const points = found?.points ?? 0
              return isSignificant[at] && ((i === unit && points * sign > 0) || (j === unit && points * sign < 0))
            }).length
          expect([standing.best, standing.worst]).toEqual([1 + count(-1), ranked - count(1)])
        }
      }),
    )
  })

  test('hold the rank within its interval, within 1 and the number ranked', () => {
    fc.assert(
      fc.property(units, (figures) => {
        const found = standings(figures)
        const ranked = found.filter((standing) => standing !== null).length
        for (const [i, standing] of found.entries()) {
          expect(standing === null).toBe(!figures[i]?.exact)
          if (!standing) continue
          const { rank, best, worst, group } = standing
          expect(1 <= best && best <= rank && rank <= worst && worst <= ranked).toBe(true)
          expect(1 <= group && group <= best).toBe(true)
        }
      }),
    )
  })

  test('do not depend on the order of units', () => {
    fc.assert(
      fc.property(units, (figures) => {
        expect(standings([...figures].reverse())).toEqual(standings(figures).reverse())
      }),
    )
  })

  test('give a unit of unknown spread a rank and every rank as its interval', () => {
    const found = standings([aShare(390, 400), aShare(1, 1), aShare(100, 400), null])
    expect(found[1]).toEqual({ rank: 1, best: 1, worst: 3, group: 1 })
    expect(found[0]).toEqual({ rank: 2, best: 1, worst: 2, group: 1 })
    expect(found[2]).toEqual({ rank: 3, best: 2, worst: 3, group: 2 })
    expect(found[3]).toBeNull()
  })

  test('let six answers neither top nor close a table', () => {
    const found = standings([aShare(6, 6), aShare(380, 400), aShare(360, 400), aShare(300, 400), aShare(4, 6)])
    expect(found[0]).toEqual({ rank: 1, best: 1, worst: 5, group: 1 })
    expect(found[4]).toEqual({ rank: 5, best: 1, worst: 5, group: 1 })
  })

  test('let a unit be level with two that differ, as being level does not carry over', () => {
    const found = standings([aShare(385, 400), aShare(55, 60), aShare(330, 400)])
    expect(found.map((standing) => standing?.group)).toEqual([1, 1, 2])
    expect(found[1]).toMatchObject({ best: 1, worst: 3 })
  })

  test('refuse a rate that is none', () => {
    for (const rate of [0, 1, Number.NaN]) expect(() => criticalZ(pairsOf([]), rate)).toThrow(RangeError)
  })

  test('call fewer than one in twenty of the differences that they find when there is none', () => {
    const draw = randomNumbers(7)
    const provinces = 40
    let shareOfFalse = 0
    for (let province = 0; province < provinces; province++) {
      const truths = Array.from({ length: 60 }, (_, i) => [0.86, 0.93, 0.97][i % 3] ?? 0)
      const figures = truths.map((truth) => {
        const people = 20 + Math.floor(400 * draw() ** 2)
        return aShare(Array.from({ length: people }, draw).filter((number) => number < truth).length, people)
      })
      shareOfFalse += falseShare(figures, truths) / provinces
    }
    expect(shareOfFalse).toBeLessThan(0.05)
    expect(shareOfFalse).toBeGreaterThan(0)
  })
})

/** Of the pairs found to differ, the share of those that do not. */
function falseShare(figures: readonly Figure[], truths: readonly number[]): number {
  const critical = criticalZ(pairsOf(figures), 0.05)
  let found = 0
  let wrong = 0
  for (const [i, a] of figures.entries()) {
    for (const [j, b] of figures.slice(0, i).entries()) {
      if (Math.abs(difference(a, b)?.z ?? 0) < critical) continue
      found++
      if (truths[i] === truths[j]) wrong++
    }
  }
  return found === 0 ? 0 : wrong / found
}
