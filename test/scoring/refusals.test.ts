import { describe, expect, test } from '@jest/globals'
import { compareIndex } from '../../scoring/compare-index.ts'
import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { exactQuotient } from '../../scoring/exact-quotient.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import { factorWeights } from '../../scoring/factor-weights.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS } from '../../scoring/methods.ts'
import { parSatisfaction } from '../../scoring/par-satisfaction.ts'
import { productSum } from '../../scoring/product-sum.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { countResponse, emptyTally, subtractTallies, tallyShape } from '../../scoring/tally.ts'

const criteria = [
  { code: 'F1.1', factor: 'F1' },
  { code: 'F1.2', factor: 'F1' },
  { code: 'F2.1', factor: 'F2' },
]
const tally = tallyOf(criteria, [
  [5, 4, 0],
  [3, 0, 0],
])

describe('what cannot be known is null', () => {
  test('no answers, no figure: never 0 and never 100', () => {
    for (const method of METHODS.filter((name) => name !== 'index.mean-questions')) {
      const figure = methodFigure(method, emptyTally(tallyShape(criteria)))
      expect(figure).toMatchObject({
        n: 0,
        answers: 0,
        exact: null,
        index: null,
        variance: null,
        lower: null,
        upper: null,
      })
    }
    expect(methodFigure('index.mean-questions', emptyTally(tallyShape([]))).index).toBeNull()
    expect(methodFigure('index.pooled', emptyTally(tallyShape([]))).index).toBeNull()
  })

  test('one respondent has an index and no interval', () => {
    expect(methodFigure('index.pooled', tallyOf(criteria, [[5, 4, 2]]))).toMatchObject({
      n: 1,
      answers: 3,
      variance: null,
      lower: null,
      upper: null,
      effective: null,
    })
  })

  test('a factor without answers is left out of a mean, but not of given weights', () => {
    expect(methodFigure('index.mean-factors', tally).index).toBe(factorFigure(tally, 'F1').index)
    expect(methodFigure('index.weighted-factors', tally, { weights: { F1: 0.5, F2: 0.5 } }).index).toBeNull()
    expect(methodFigure('index.weighted-factors', tally, { weights: { F1: 1, F2: 0 } }).index).not.toBeNull()
  })

  test('unanimous answers have no variance and the interval of as many people', () => {
    const figure = methodFigure(
      'index.pooled',
      tallyOf(criteria, [
        [5, 4, 4],
        [4, 0, 5],
        [5, 5, 5],
      ]),
    )
    expect(figure).toMatchObject({ index: 100, variance: 0, effective: 3, upper: 100 })
    expect(figure.lower).toBeCloseTo(100 * 0.025 ** (1 / 3), 12)
  })

  test('when everybody was asked, variance is 0 and the effective size is n', () => {
    expect(figureOf(singleEstimate(90, 100), 100)).toMatchObject({ variance: 0, effective: 100 })
  })
})

describe('wrong input throws a RangeError', () => {
  test.each<[string, () => unknown]>([
    ['an unknown factor', () => factorFigure(tally, 'F9')],
    ['an unknown criterion', () => criterionFigure(tally, 'F9.9')],
    ['an unknown criterion', () => levelCounts(tally, 'F9.9')],
    ['an unknown factor of a shape', () => questionsAsFactors(tally.shape, 'F9')],
    ['a factor beyond the last', () => productSum(tally, 0, 'x', 2, 'x')],
    ['the mean of questions of a tally by factor', () => methodFigure('index.mean-questions', tally)],
    ['a population below n', () => methodFigure('index.pooled', tally, { population: 1 })],
    ['a population with a fraction', () => methodFigure('index.pooled', tally, { population: 2.5 })],
    ['a population of no number', () => methodFigure('index.pooled', tally, { population: Number.NaN })],
    ['a negative population of an empty tally', () => methodFigure('index.direct', tally, { population: -1 })],
    ['weights that miss 1', () => factorWeights(['F1', 'F2'], { F1: 0.5, F2: 0.49 })],
    ['no weights at all', () => factorWeights(['F1', 'F2'], {})],
    ['a negative weight', () => factorWeights(['F1', 'F2'], { F1: 1.5, F2: -0.5 })],
    ['a weight that is no number', () => factorWeights(['F1', 'F2'], { F1: Number.NaN, F2: 1 })],
    ['a weight for an unknown factor', () => factorWeights(['F1', 'F2'], { F1: 0.5, F3: 0.5 })],
    ['more satisfied than asked', () => singleEstimate(3, 2)],
    ['half a person', () => singleEstimate(0.5, 2)],
    ['a division by nothing', () => exactQuotient(1n, 0n)],
    ['an index above 100', () => parSatisfaction(100.5)],
    [
      'the order of a figure without index',
      () => compareIndex(criterionFigure(tally, 'F2.1'), criterionFigure(tally, 'F1.1')),
    ],
    [
      'a level of 6',
      () => {
        countResponse(emptyTally(tallyShape(criteria)), [6, 1, 1], 0)
      },
    ],
    [
      'an overall level of 1.5',
      () => {
        countResponse(emptyTally(tallyShape(criteria)), [1, 1, 1], 1.5)
      },
    ],
    [
      'two levels for three criteria',
      () => {
        countResponse(emptyTally(tallyShape(criteria)), [1, 1], 0)
      },
    ],
    ['two criteria of one code', () => tallyShape([...criteria, { code: 'F1.1', factor: 'F3' }])],
    ['taking out more than there is', () => subtractTallies(emptyTally(tally.shape), tally)],
    ['taking out other criteria', () => subtractTallies(tally, emptyTally(questionsAsFactors(tally.shape)))],
  ])('%s', (_, act) => {
    expect(act).toThrow(RangeError)
  })

  test('a tally with a count that is not whole', () => {
    const broken = { shape: tally.shape, sums: tally.sums.map((sum) => sum + 0.5) }
    expect(() => methodFigure('index.pooled', broken)).toThrow(RangeError)
    expect(() => methodFigure('index.mean-factors', broken)).toThrow(RangeError)
    expect(() => criterionFigure(broken, 'F1.1')).toThrow(RangeError)
  })

  test.each(['', 'abc', '-1', ' 95', '95 ', '9,5', '.5', '5.', '0x10', 'Infinity', 'NaN', '1e9999'])(
    'the decimal "%s"',
    (text) => {
      expect(() => parseDecimal(text)).toThrow(RangeError)
    },
  )
})

describe('arithmetic is exact', () => {
  test('a quotient of large whole numbers is the nearest double', () => {
    const large = 10n ** 60n
    expect(exactQuotient(large + 1n, 3n * large)).toBe(1 / 3)
    expect(exactQuotient(-large, 4n * large)).toBe(-0.25)
    expect(exactQuotient(large, 1n)).toBe(1e60)
    expect(exactQuotient(1n, large)).toBe(1e-60)
    expect(exactQuotient(0n, large)).toBe(0)
    // a hair above the tie between two doubles rounds up, the tie itself to even
    expect(exactQuotient((2n ** 53n + 1n) * large, large)).toBe(2 ** 53)
    expect(exactQuotient((2n ** 53n + 1n) * large + 1n, large)).toBe(2 ** 53 + 2)
  })

  test('weights typed as decimals are taken as typed', () => {
    expect(factorWeights(['a', 'b', 'c'], { a: 0.1, b: 0.2, c: 0.7 })).toEqual([1n, 2n, 7n])
    expect(factorWeights(['a', 'b'], { a: 1e-7, b: 0.9999999 })).toEqual([1n, 9_999_999n])
    const thirds = { F1: 0.3333333333, F2: 0.6666666667 }
    const satisfied = tallyOf(criteria, [
      [5, 5, 5],
      [4, 4, 4],
    ])
    expect(methodFigure('index.weighted-factors', satisfied, { weights: thirds }).index).toBe(100)
  })

  test('variance does not cancel away with a hundred million answers', () => {
    const half = emptyTally(tallyShape([{ code: 'F1.1', factor: 'F1' }]))
    const { shape } = half
    const sums = half.sums.map(() => 0)
    const [n, y] = [1e8, 1e8 - 1]
    sums[0] = n
    sums[1] = n
    sums[2] = y
    sums[shape.countsAt] = 1
    sums[shape.countsAt + 4] = y
    sums[shape.factorResponsesAt] = n
    sums.set([n, y, 5 * y + 1, y, 5 * y, 25 * y + 1], shape.productsAt)
    const figure = methodFigure('index.pooled', { shape, sums })
    expect(figure.variance).toBe(criterionFigure({ shape, sums }, 'F1.1').variance)
    expect((figure.variance ?? 0) / (1e4 * ((1e-8 * y) / n / (n - 1)))).toBeCloseTo(1, 12)
  })
})
