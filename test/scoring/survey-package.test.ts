import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS } from '../../scoring/methods.ts'
import { betaQuantile, tQuantile } from '../../scoring/quantiles.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { tallyShape, type TallyShape } from '../../scoring/tally.ts'

/** A figure as R's survey package has it; no interval where the share is 0 or 1 or the variance 0, which that package does not treat. */
interface Expected {
  readonly n: number
  readonly answers: number
  readonly index: number
  readonly variance: number
  readonly lower: number | null
  readonly upper: number | null
}
type Figures = Readonly<Record<string, Expected | null>>
interface Vectors {
  readonly criteria: readonly string[]
  readonly weights: Readonly<Record<string, number>>
  readonly vectors: readonly {
    readonly name: string
    readonly population: number | null
    readonly levels: string
    readonly overall: string
    readonly methods: Figures
    readonly factors: Figures
    readonly factorMeans: Figures
    readonly criteria: Figures
  }[]
}

const { criteria, weights, vectors } = read('survey-package.json') as Vectors
const factorOf = (code: string): string => code.slice(0, code.indexOf('.'))
const shape = tallyShape(criteria.map((code) => ({ code, factor: factorOf(code) })))

describe.each(vectors)('figures agree with the survey package of R to 1e-9: $name', (vector) => {
  const options = { weights, ...(vector.population === null ? {} : { population: vector.population }) }
  const rows = vector.levels.split(' ').map((row) => row.split('').map(Number))
  const overall = vector.overall.split('').map(Number)
  const tally = tallyOf(shape.criteria, rows, overall)
  const tallyIn = (other: TallyShape): typeof tally => {
    const places = other.criteria.map(({ code }) => criteria.indexOf(code))
    const chosen = rows.map((row) => places.map((place) => row[place] ?? 0))
    return tallyOf(other.criteria, chosen, overall)
  }

  test.each(METHODS)('%s', (method) => {
    const counted = method === 'index.mean-questions' ? tallyIn(questionsAsFactors(shape)) : tally
    agree(methodFigure(method, counted, options), vector.methods[method])
  })

  test.each(shape.factors)('factor.pooled of %s', (factor) => {
    agree(factorFigure(tally, factor, options), vector.factors[factor])
  })

  test.each(shape.factors)('factor.mean-questions of %s', (factor) => {
    const questions = tallyIn(questionsAsFactors(shape, factor))
    agree(methodFigure('index.mean-questions', questions, options), vector.factorMeans[factor])
  })

  test.each(criteria)('question.top2 of %s', (code) => {
    agree(criterionFigure(tally, code, options), vector.criteria[code])
  })
})

describe('quantiles agree with those of R to 1e-12, at extremes too', () => {
  const { beta, t } = read('quantiles.json') as {
    beta: { p: number; a: number; b: number; fromZero: number | null; fromOne: number | null }[]
    t: { freedom: number; quantile: number }[]
  }

  test.each(beta)('beta quantile $p of $a, $b', ({ p, a, b, fromZero, fromOne }) => {
    expect(Math.abs(betaQuantile(p, a, b) - (fromZero ?? 1 - (fromOne ?? Number.NaN)))).toBeLessThan(1e-12)
  })

  test.each(t)('t quantile at $freedom', ({ freedom, quantile }) => {
    expect(Math.abs(tQuantile(0.975, freedom) / quantile - 1)).toBeLessThan(1e-13)
  })

  test.each([
    [0, 1, 1],
    [1, 1, 1],
    [0.5, 0, 1],
    [0.5, 1, Number.NaN],
  ])('there is no beta quantile %d of %d, %d', (p, a, b) => {
    expect(() => betaQuantile(p, a, b)).toThrow(RangeError)
  })

  test('there is no t quantile without degrees of freedom', () => {
    expect(() => tQuantile(0.975, 0)).toThrow(RangeError)
  })
})

function agree(figure: Figure, expected: Expected | null | undefined): void {
  if (!expected) {
    expect(figure.variance).toBeNull()
    return
  }
  expect(figure.n).toBe(expected.n)
  expect(figure.answers).toBe(expected.answers)
  for (const key of ['index', 'variance', 'lower', 'upper'] as const) {
    if (expected[key] !== null) expect(Math.abs((figure[key] ?? Number.NaN) - expected[key])).toBeLessThan(1e-9)
  }
}

function read(name: string): unknown {
  return JSON.parse(readFileSync(join(import.meta.dirname, '..', 'vectors', name), 'utf8'))
}
