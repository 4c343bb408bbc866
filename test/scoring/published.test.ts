import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import type { Figure } from '../../scoring/figure.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { qd766Petitions } from '../../scoring/qd766-petitions.ts'
import { qd766Reception } from '../../scoring/qd766-reception.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { roundedPercent } from '../../scoring/rounded-percent.ts'
import { sampleYamane } from '../../scoring/sample-yamane.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { tallyOf } from '../../scoring/tally-of.ts'
import { addTallies, tallyShape } from '../../scoring/tally.ts'
import { tt01Band } from '../../scoring/tt01-band.ts'
import { verdict } from '../../scoring/verdict.ts'

const file = join(import.meta.dirname, '..', 'vectors', 'published.json')
const { vectors } = JSON.parse(readFileSync(file, 'utf8')) as { vectors: { id: string }[] }

type IndexKey =
  'overallPooled' | 'overallMeanQuestions' | 'overallMeanFactorsPooled' | 'meanPct5' | 'meanPct01' | 'respondentFull'

function vector(id: string): unknown {
  const found = vectors.find((candidate) => candidate.id === id)
  if (!found) throw new Error(`no vector ${id}`)
  return found
}

function printed({ exact }: Figure): string | null {
  return exact && roundedPercent(exact)
}

describe('figures print as they were published', () => {
  test.each(['TV1-danang-2014-service', 'TV2-danang-2014-officer'])('%s', (id) => {
    const { n, counts, percent } = vector(id) as {
      n: number
      counts: Record<string, number>
      percent: Record<string, string>
    }
    for (const [level, count] of Object.entries(counts)) {
      expect(printed(figureOf(singleEstimate(count, n)))).toBe(percent[level])
    }
  })

  test('TV10: 18,999 of 20,000 print 95.00 and are below a target of 95', () => {
    const { s, n, display, target, met } = vector('TV10-rounding') as {
      s: number
      n: number
      display: string
      target: number
      met: boolean
    }
    const figure = figureOf(singleEstimate(s, n))
    expect(printed(figure)).toBe(display)
    expect(verdict(figure, parseDecimal(String(target))).reading === 'reached').toBe(met)
  })

  test('TV11: merged units pool their answers and never their percentages', () => {
    const { parts, pooled, wrongMeanOfPercents } = vector('TV11-merge') as {
      parts: [number, number][]
      pooled: string
      wrongMeanOfPercents: string
    }
    const tallies = parts.map(([yes, all]) =>
      tallyOf(
        [{ code: 'F1.1', factor: 'F1' }],
        Array.from({ length: all }, (_, i) => [i < yes ? 5 : 3]),
      ),
    )
    const [first] = tallies
    if (!first) throw new Error('nothing to merge')
    expect(printed(methodFigure('index.pooled', sumTallies(first.shape, tallies)))).toBe(pooled)
    expect(tallies.reduce(addTallies)).toEqual(sumTallies(first.shape, tallies))
    expect(pooled).not.toBe(wrongMeanOfPercents)
  })
})

describe('TV9 tells all methods apart', () => {
  const {
    factors,
    answers,
    expect: expected,
  } = vector('TV9-synthetic-methods') as {
    factors: Record<string, string>
    answers: (number | null)[][]
    expect: Record<'questionTop2' | 'factorPooled' | 'factorMeanQuestions', string[]> & Record<IndexKey, string>
  }
  const codes = Object.keys(factors)
  const rows = answers.map((row) => row.map((level) => level ?? 0))
  const shape = tallyShape(codes.map((code) => ({ code, factor: factors[code] ?? '' })))
  const tally = tallyOf(shape.criteria, rows)
  const questions = tallyOf(questionsAsFactors(shape).criteria, rows)

  test.each<[MethodName, IndexKey]>([
    ['index.pooled', 'overallPooled'],
    ['index.mean-factors', 'overallMeanFactorsPooled'],
    ['index.weighted-factors', 'overallMeanFactorsPooled'],
    ['score.percent-of-5', 'meanPct5'],
    ['score.percent-of-range', 'meanPct01'],
    ['respondent.fully-satisfied', 'respondentFull'],
  ])('%s', (method, key) => {
    expect(printed(methodFigure(method, tally))).toBe(expected[key])
  })

  test('index.mean-questions', () => {
    expect(printed(methodFigure('index.mean-questions', questions))).toBe(expected.overallMeanQuestions)
  })

  test('index.direct, which has no answers here', () => {
    expect(methodFigure('index.direct', tally).index).toBeNull()
  })

  test('question.top2, factor.pooled, factor.mean-questions', () => {
    expect(codes.map((code) => printed(criterionFigure(tally, code)))).toEqual(expected.questionTop2)
    expect(shape.factors.map((factor) => printed(factorFigure(tally, factor)))).toEqual(expected.factorPooled)
    const means = shape.factors.map((factor) => {
      const places = questionsAsFactors(shape, factor).criteria
      const chosen = rows.map((row) => places.map(({ code }) => row[codes.indexOf(code)] ?? 0))
      return printed(methodFigure('index.mean-questions', tallyOf(places, chosen)))
    })
    expect(means).toEqual(expected.factorMeanQuestions)
  })
})

describe('other schemes', () => {
  test('TV3: reception points of QĐ 766', () => {
    const { cases } = vector('TV3-qd766-5.4') as { cases: [number, number, string][] }
    for (const [good, dossiers, points] of cases) {
      const overdue = dossiers - good
      expect(qd766Reception({ dossiers, overdue, complained: 0 }).toFixed(2)).toBe(points)
      expect(qd766Reception({ dossiers, overdue: 0, complained: overdue }).toFixed(2)).toBe(points)
    }
  })

  test('reception points do not fall below 0, and faults cannot exceed dossiers', () => {
    expect(qd766Reception({ dossiers: 10, overdue: 8, complained: 8 })).toBe(0)
    expect(() => qd766Reception({ dossiers: 10, overdue: 11, complained: 0 })).toThrow(RangeError)
    expect(() => qd766Reception({ dossiers: 10, overdue: 0, complained: 0.5 })).toThrow(RangeError)
  })

  test('TV3: petition points of QĐ 766', () => {
    const { cases } = vector('TV3-qd766-5.2-5.3') as { cases: [number, number, string][] }
    for (const [good, all, points] of cases) expect(qd766Petitions(good, all).toFixed(2)).toBe(points)
    expect(() => qd766Petitions(2, 1)).toThrow(RangeError)
  })

  test('TV4: sample sizes by the rule of Yamane', () => {
    const { e, ceil } = vector('TV4-yamane') as { e: number; ceil: Record<string, number> }
    for (const [population, size] of Object.entries(ceil)) expect(sampleYamane(Number(population), e)).toBe(size)
    expect(sampleYamane(0)).toBe(0)
    expect(() => sampleYamane(1.5)).toThrow(RangeError)
    expect(() => sampleYamane(100, 0)).toThrow(RangeError)
    expect(() => sampleYamane(100, 1)).toThrow(RangeError)
  })

  test('TV12: a band of Thông tư 01 includes its lower end', () => {
    const words = { excellent: 'Xuất sắc', good: 'Tốt', fair: 'Khá', average: 'Trung bình', weak: 'Yếu' }
    const { cases } = vector('TV12-tt01-bands') as { cases: [number, string][] }
    for (const [points, word] of cases) expect(words[tt01Band(points)]).toBe(word)
    expect(() => tt01Band(18.5)).toThrow(RangeError)
    expect(() => tt01Band(-1)).toThrow(RangeError)
  })
})
