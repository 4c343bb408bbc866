import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS } from '../../scoring/methods.ts'
import { priorities } from '../../scoring/priorities.ts'
import { silentBounds } from '../../scoring/silent-bounds.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { addTallies, subtractTallies, type Tally } from '../../scoring/tally.ts'
import { verdict } from '../../scoring/verdict.ts'

/** Three factors of one criterion each, so that every method can be had from one tally. */
const criteria = Object.freeze([
  { code: 'F1.1', factor: 'F1' },
  { code: 'F2.1', factor: 'F2' },
  { code: 'F3.1', factor: 'F3' },
])
/** Two factors, of two criteria and of one: people may give several answers in a factor. */
const wide = Object.freeze([
  { code: 'F1.1', factor: 'F1' },
  { code: 'F1.2', factor: 'F1' },
  { code: 'F2.1', factor: 'F2' },
])

/** The last level of a row is that of the overall item. */
const row = fc.array(fc.nat(5), { minLength: 4, maxLength: 4 }).map((levels) => Object.freeze(levels))
const rows = fc.array(row, { maxLength: 40 }).map((list) => Object.freeze(list))
const percent = fc.integer({ min: 0, max: 1000 }).map((tenths) => parseDecimal(String(tenths / 10)))

function tallied(list: readonly (readonly number[])[], of = criteria): Tally {
  const levels = list.map((levels) => levels.slice(0, 3))
  return tallyOf(
    of,
    levels,
    list.map((levels) => levels[3] ?? 0),
  )
}

function figures(tally: Tally, population?: number): Figure[] {
  return METHODS.map((method) => methodFigure(method, tally, population === undefined ? {} : { population }))
}

describe('a tally', () => {
  test('does not depend on the order of responses', () => {
    fc.assert(
      fc.property(rows, (list) => {
        expect(tallied([...list].reverse(), wide).sums).toEqual(tallied(list, wide).sums)
      }),
    )
  })

  test('of two halves added equals the whole, and what was added can be subtracted again', () => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const sum = addTallies(tallied(first, wide), tallied(second, wide))
        expect(sum.sums).toEqual(tallied([...first, ...second], wide).sums)
        expect(subtractTallies(sum, tallied(second, wide)).sums).toEqual(tallied(first, wide).sums)
      }),
    )
  })

  test('yields the same index and variance as residuals added up response by response', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const levels = list.map((response) => response.slice(0, 3).filter((level) => level > 0))
        const answered = levels.filter(({ length }) => length > 0)
        const x = answered.map(({ length }) => length)
        const y = answered.map((given) => given.filter((level) => level >= 4).length)
        const sum = (numbers: number[]): number => numbers.reduce((total, value) => total + value, 0)
        const { n, answers, index, variance } = methodFigure('index.pooled', tallied(list, wide))
        expect(n).toBe(answered.length)
        expect(answers).toBe(sum(x))
        if (n === 0) {
          expect(index).toBeNull()
          return
        }
        const share = sum(y) / sum(x)
        expect(index).toBeCloseTo(100 * share, 9)
        if (n < 2) {
          expect(variance).toBeNull()
          return
        }
        const squares = sum(y.map((own, r) => ((own - share * (x[r] ?? 0)) / sum(x)) ** 2))
        expect(variance).toBeCloseTo(10_000 * (n / (n - 1)) * squares, 9)
      }),
    )
  })
})

describe('a figure', () => {
  test('keeps lower <= index <= upper within its range, by every method', () => {
    fc.assert(
      fc.property(rows, fc.option(fc.nat(30), { nil: undefined }), (list, others) => {
        const population = others === undefined ? undefined : list.length + others
        for (const { n, index, lower, upper, variance, exact } of figures(tallied(list), population)) {
          expect(exact === null).toBe(index === null)
          expect(index === null).toBe(n === 0)
          expect(lower === null || upper === null || variance === null).toBe(n < 2)
          if (index === null || lower === null || upper === null) continue
          expect(0 <= lower && lower <= index && index <= upper && upper <= 100).toBe(true)
        }
      }),
    )
  })

  test('leaves the tally that it is made from as it was', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const tally = tallied(list)
        figures(tally)
        priorities(tally)
        expect(tally.sums).toEqual(tallied(list).sums)
      }),
    )
  })

  test('of one criterion a factor is the same by mean of questions and mean of factors, and by even weights', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const tally = tallied(list)
        const mean = methodFigure('index.mean-factors', tally)
        expect(methodFigure('index.mean-questions', tally)).toEqual(mean)
        expect(methodFigure('index.weighted-factors', tally)).toEqual(mean)
      }),
    )
  })

  test('of weights all on one factor has the index of that factor', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const tally = tallied(list, wide)
        const weighted = methodFigure('index.weighted-factors', tally, { weights: { F1: 1 } })
        expect(weighted.index).toBe(factorFigure(tally, 'F1').index)
      }),
    )
  })

  test('narrows when the population is known, and the more the smaller it is', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const tally = tallied(list, wide)
        const variances = [undefined, list.length * 10, list.length + 1].map(
          (population) =>
            methodFigure('index.pooled', tally, population === undefined ? {} : { population }).variance ?? 0,
        )
        expect(variances).toEqual([...variances].sort((a, b) => b - a))
      }),
    )
  })

  test('is not narrowed by people who answered nothing', () => {
    fc.assert(
      fc.property(rows, fc.nat(9), (list, silent) => {
        const more = [...list, ...Array.from({ length: silent }, () => [0, 0, 0, 0])]
        expect(figures(tallied(more))).toEqual(figures(tallied(list)))
      }),
    )
  })

  test('lies within its silent bounds', () => {
    fc.assert(
      fc.property(rows, fc.nat(50), (list, silent) => {
        const figure = methodFigure('index.pooled', tallied(list, wide))
        const bounds = silentBounds(figure, figure.n + silent)
        if (!bounds || figure.index === null) return
        expect(bounds.lower).toBeLessThanOrEqual(figure.index)
        expect(bounds.upper).toBeGreaterThanOrEqual(figure.index)
      }),
    )
  })
})

describe('a verdict', () => {
  test('that evidence meets the target reads reached, one that it does not reads not reached', () => {
    fc.assert(
      fc.property(rows, percent, (list, target) => {
        for (const figure of figures(tallied(list))) {
          const { reading, evidence, more } = verdict(figure, target)
          if (evidence === 'met') expect(reading).toBe('reached')
          if (evidence === 'not met') expect(reading).toBe('not reached')
          if (evidence === 'cannot tell yet') expect(more === null || more >= 1).toBe(true)
          else expect(more).toBe(0)
        }
      }),
    )
  })
})
