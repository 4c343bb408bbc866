import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { indexShape } from '../../scoring/index-shape.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS } from '../../scoring/methods.ts'
import { priorities } from '../../scoring/priorities.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { countResponse, emptyTally, tallyShape, type TallyShape } from '../../scoring/tally.ts'
import { dayOfHour, firstDay, firstHour, hourOfDay } from '../../server/domain/calendar.ts'
import { questionnaireId, shapeOf } from '../../server/domain/questionnaire.ts'
import { levelsOf, type SurveyResponse } from '../../server/domain/response.ts'
import type { AnswerFilter, OpenCut } from '../../server/services/answer-filter.ts'
import { countColumns } from '../../server/services/count-columns.ts'
import type { CountedCut } from '../../server/services/counted-cut.ts'
import { JoinedColumns, type JoinedScope } from '../../server/services/joined-columns.ts'
import { MonthGathering, monthOf, type MonthColumns } from '../../server/services/month-columns.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { MIX, randomResponses } from '../fixtures/random-responses.ts'

const COUNTER = aQuestionnaire()
const SHAPE = shapeOf(COUNTER)
const [FIRST = 0, , LAST = 0] = MIX.months
const SCOPE: JoinedScope = {
  step: 'return',
  versions: new Set(['counter/1']),
  period: { from: firstDay(FIRST), to: firstDay(LAST + 1) },
  questionnaires: new Map([[questionnaireId(COUNTER), COUNTER]]),
  placeOf: indexShape('index.pooled', SHAPE).placeOf,
}
const CUTS: readonly CountedCut[] = [
  ...(['point', 'field', 'channel', 'language', 'hour', 'fact-visits'] as const),
  ...(['flagged', 'month', 'agency', 'place'] as const),
]

/** What a response has in a cut, told by the response itself. */
const VALUES: Readonly<Record<string, (response: SurveyResponse) => string>> = {
  point: ({ point }) => point,
  field: ({ field }) => field,
  channel: ({ channel }) => channel,
  language: ({ language }) => language,
  hour: ({ receivedHour }) => {
    const hour = hourOfDay(receivedHour)
    return hour < 9 ? '7-9' : hour < 11 ? '9-11' : hour < 15 ? '13-15' : hour < 17 ? '15-17' : '17-24'
  },
  'fact-visits': ({ facts }) => ({ 0: '1', 1: '2', 2: '3+' })[facts] ?? '',
  flagged: ({ flags }) => (flags.length > 0 ? 'flagged' : 'not-flagged'),
  month: (response) => String(monthOf(response)),
  agency: ({ agency }) => agency,
  place: ({ agency, point }) => `${agency}\t${point}`,
}

/** Some filters: for each cut whether it is opened, and the value of one of the responses. */
const FILTERS = fc
  .uniqueArray(fc.constantFrom(...CUTS.slice(0, 6)), { maxLength: 3 })
  .chain((cuts) => fc.tuple(fc.constant(cuts), fc.nat()))

describe('columns', () => {
  test('count what a filter and a count of the responses themselves give, in every cut', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 200 }), FILTERS, (seed, count, [cuts, like]) => {
        const responses = randomResponses(count, seed, { agencies: ['my-loc', 'tan-an'] })
        const filter = filterLike(responses[like % (count || 1)], cuts)
        const { total, answersOfUnsatisfied, cuts: counted } = countColumns(joined(responses), asked(filter))
        const wanted = responses.filter((one) => one.step === 'return' && passes(one, filter))
        expect(total.sums).toEqual(sumsOf(wanted, SHAPE))
        for (const [i, { code }] of SHAPE.criteria.entries()) {
          const unsatisfied = wanted.filter(({ answers }) => '123'.includes(answers.charAt(i)))
          const given = unsatisfied.map(({ answers }) => answers.slice(0, -1).replace(/[^1-5]/g, '').length)
          expect([code, answersOfUnsatisfied.get(code)]).toEqual([code, given.reduce((sum, n) => sum + n, 0)])
        }
        const pooled = indexShape('index.pooled', SHAPE)
        for (const cut of CUTS) {
          const expected = [...Map.groupBy(wanted, (one) => VALUES[cut]?.(one) ?? '')]
          const found = [...(counted.get(cut) ?? [])].map(([value, { sums }]) => [value, sums])
          expect(found).toEqual(
            expected.map(([value, group]) => [value, sumsOf(group, pooled.shape, pooled.placeOf)]).sort(byFirst),
          )
        }
      }),
      { numRuns: 60 },
    )
  })

  test('hold the hours of a period and no others, whatever days it starts and ends on', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 90 }), fc.nat({ max: 90 }), (seed, a, b) => {
        const responses = randomResponses(80, seed)
        const period = { from: firstDay(FIRST) + Math.min(a, b), to: firstDay(FIRST) + Math.max(a, b) }
        const within = responses.filter(({ step, receivedHour }) => {
          const day = dayOfHour(receivedHour)
          return step === 'return' && day >= period.from && day < period.to
        })
        expect(new JoinedColumns(columnsOf(responses), { ...SCOPE, period }).size).toBe(within.length)
      }),
    )
  })

  test('leave out other questionnaires, and tell options by the questionnaire that was answered', () => {
    const [visits] = COUNTER.questions.filter((question) => question.kind === 'choice')
    if (!visits) throw new Error('no choice question')
    const turned = { ...visits, options: visits.options.toReversed() }
    const second = aQuestionnaire({
      version: 2,
      questions: COUNTER.questions.map((one) => (one.kind === 'choice' ? turned : one)),
    })
    const responses = [
      ...randomResponses(40, 1).map((one) => ({ ...one, step: 'return' as const, facts: '0' })),
      ...randomResponses(30, 2).map((one) => ({
        ...one,
        step: 'return' as const,
        facts: '0',
        questionnaire: 'counter/2',
      })),
      ...randomResponses(20, 3).map((one) => ({ ...one, step: 'return' as const, questionnaire: 'other/1' })),
    ]
    const columns = new JoinedColumns(columnsOf(responses), {
      ...SCOPE,
      versions: new Set(['counter/1', 'counter/2']),
      questionnaires: new Map([COUNTER, second].map((one) => [questionnaireId(one), one])),
    })
    const { cuts } = countColumns(columns, asked([]))
    const counts = [...(cuts.get('fact-visits') ?? [])].map(([value, { sums }]) => [value, sums[0]])
    expect(counts).toEqual([
      ['1', 40],
      ['3+', 30],
    ])
  })

  test('hold rows of before an hour when they are gathered anew', () => {
    const responses = randomResponses(200, 5)
    const [columns] = columnsOf(responses)
    if (!columns) throw new Error('no columns')
    const hour = firstHour(firstDay(columns.month)) + 300
    const gathering = new MonthGathering(columns.agency, columns.month)
    gathering.addBefore(hour, columns)
    const before = responses.filter((one) => monthOf(one) === columns.month && one.receivedHour < hour)
    const { sums } = countColumns(new JoinedColumns([gathering.columns(1)], SCOPE), asked([])).total
    const atReturn = before.filter(({ step }) => step === 'return')
    expect(sums).toEqual(sumsOf(atReturn, SHAPE))
  })
})

test('what is counted beside a tally gives each criterion the interval that a factor of its own would', () => {
  const wide = tallyShape(SHAPE.criteria.map(({ code }) => ({ code, factor: code < 'F3' ? 'F1' : 'F3' })))
  fc.assert(
    fc.property(fc.nat(), fc.nat({ max: 120 }), (seed, count) => {
      const responses = randomResponses(count, seed)
      const cutShape = indexShape('index.pooled', wide)
      const counted = countColumns(joined(responses), { filter: [], cuts: [], shape: wide, cutShape })
      const atReturn = responses.filter(({ step }) => step === 'return')
      const apart = questionsAsFactors(wide)
      const found = priorities(counted.total, { answersOfUnsatisfied: counted.answersOfUnsatisfied })
      expect(found.map(({ criterion, gain, interval }) => ({ criterion, gain, interval }))).toEqual(
        priorities({ shape: apart, sums: sumsOf(atReturn, apart) }).map(({ criterion, gain, interval }) => ({
          criterion,
          gain,
          interval,
        })),
      )
    }),
  )
})

test('the shape for an index gives the very index of the whole shape, by every method', () => {
  const responses = randomResponses(300, 9).filter(({ step }) => step === 'return')
  for (const method of METHODS) {
    const { shape, placeOf } = indexShape(method, SHAPE)
    const whole = method === 'index.mean-questions' ? questionsAsFactors(SHAPE) : SHAPE
    const small = { shape, sums: sumsOf(responses, shape, placeOf) }
    expect(methodFigure(method, small)).toEqual(methodFigure(method, { shape: whole, sums: sumsOf(responses, whole) }))
  }
})

function asked(filter: AnswerFilter): Parameters<typeof countColumns>[1] {
  return { filter, cuts: CUTS, shape: SHAPE, cutShape: indexShape('index.pooled', SHAPE) }
}

function joined(responses: readonly SurveyResponse[]): JoinedColumns {
  return new JoinedColumns(columnsOf(responses), SCOPE)
}

function columnsOf(responses: readonly SurveyResponse[]): readonly MonthColumns[] {
  const months = Map.groupBy(responses, (one) => `${one.agency} ${monthOf(one)}`)
  return [...months.values()].flatMap((group, serial) => {
    const [first] = group
    if (!first) return []
    const gathering = new MonthGathering(first.agency, monthOf(first))
    for (const response of group) gathering.add(response)
    return [gathering.columns(serial)]
  })
}

function filterLike(response: SurveyResponse | undefined, cuts: readonly CountedCut[]): AnswerFilter {
  if (!response) return []
  return cuts.flatMap((cut) => {
    const value = VALUES[cut]?.(response) ?? ''
    return value === '' ? [] : [{ cut: cut as OpenCut, value }]
  })
}

function passes(response: SurveyResponse, filter: AnswerFilter): boolean {
  return filter.every(({ cut, value }) => VALUES[cut]?.(response) === value)
}

function sumsOf(
  responses: readonly SurveyResponse[],
  shape: TallyShape,
  placeOf: readonly number[] | null = null,
): Float64Array {
  const tally = emptyTally(shape)
  for (const { answers } of responses) {
    const levels = levelsOf(answers)
    countResponse(tally, levels.subarray(0, -1), levels.at(-1) ?? 0, 1, placeOf)
  }
  return tally.sums
}

function byFirst(a: readonly unknown[], b: readonly unknown[]): number {
  return String(a[0]) < String(b[0]) ? -1 : 1
}
