import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { firstDay } from '../../server/domain/calendar.ts'
import { questionnaireId, shapeOf } from '../../server/domain/questionnaire.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import { DEEPEST_FILTER, type AnswerFilter, type OpenCut } from '../../server/services/answer-filter.ts'
import { CellAxes, type GuardedCut } from '../../server/services/cell-axes.ts'
import { HiddenCells } from '../../server/services/hidden-cells.ts'
import { JoinedColumns } from '../../server/services/joined-columns.ts'
import { MonthGathering, monthOf } from '../../server/services/month-columns.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { MIX, randomResponses } from '../fixtures/random-responses.ts'

const LEAST = 5
const [one, two, ...others] = aQuestionnaire().questions
if (one?.kind !== 'scale' || two?.kind !== 'scale') throw new Error('no scale questions')
/** The first factor has two criteria, and both may be left out. */
const COUNTER = aQuestionnaire({ questions: [one, { ...two, factor: 'F1', code: 'F1.2' }, ...others] })
const SHAPE = shapeOf(COUNTER)

/** What each response has in each cut; several values where it has answered several factors. */
const VALUES: Readonly<Record<string, (response: SurveyResponse) => readonly string[]>> = {
  point: ({ point }) => [point],
  field: ({ field }) => [field],
  channel: ({ channel }) => [channel],
  language: ({ language }) => [language],
  flagged: ({ flags }) => [flags.length > 0 ? 'flagged' : 'not-flagged'],
  factor: (response) => [...new Set(criteriaGiven(response).map((code) => code.split('.')[0] ?? ''))],
  criterion: criteriaGiven,
}
const OPEN: readonly OpenCut[] = ['point', 'field', 'channel', 'language']
const SHOWN: readonly GuardedCut[] = [...OPEN, 'flagged', 'factor', 'criterion']

describe('hidden cells', () => {
  test('cannot be had by taking the shown parts of a cut from a shown whole, whatever pages they stand on', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 5, max: 160 }), (seed, count) => {
        const responses = respondents(count, seed)
        const cells = hiddenCells(responses)
        for (const filter of filtersOf(responses)) {
          const whole = responses.filter((response) => passes(response, filter))
          if (whole.length < LEAST || cells.isHidden(filter)) continue
          for (const cut of SHOWN.filter((cut) => filter.every((narrowed) => narrowed.cut !== cut))) {
            const hidden = cells.valuesHidden(filter, cut)
            for (const parts of linesOf(whole, cut, cells.valuesHidden(filter, 'factor'))) {
              assertNothingGivenAway(parts, hidden)
            }
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('are the same as a row of every page above and as a page of their own', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 5, max: 160 }), (seed, count) => {
        const responses = respondents(count, seed)
        const cells = hiddenCells(responses)
        for (const filter of filtersOf(responses)) {
          for (const { cut, value } of filter) {
            const others = filter.filter((one) => one.cut !== cut)
            expect(cells.valuesHidden(others, cut).has(value)).toBe(cells.isHidden(filter))
          }
        }
      }),
      { numRuns: 40 },
    )
  })

  test('hold every cell that is too small or within a hidden one, and none of a table without small cells', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 5, max: 160 }), (seed, count) => {
        const responses = respondents(count, seed)
        const cells = hiddenCells(responses)
        for (const filter of filtersOf(responses)) {
          const n = responses.filter((response) => passes(response, filter)).length
          if (n > 0 && n < LEAST) expect(cells.isHidden(filter)).toBe(true)
          for (const { cut } of filter) {
            if (n > 0 && cells.isHidden(filter.filter((one) => one.cut !== cut)))
              expect(cells.isHidden(filter)).toBe(true)
          }
        }
      }),
      { numRuns: 20 },
    )
    const even = ['a', 'b', 'c'].flatMap((point) =>
      respondents(40, 1).map(
        (response) => ({ ...response, point, field: 'f', channel: 'qr', language: 'vi', flags: [] }) as const,
      ),
    )
    const cells = hiddenCells(even)
    expect(filtersOf(even).filter((filter) => cells.isHidden(filter))).toEqual([])
  })

  test('take the only visible neighbour of a small cell with them, and its page', () => {
    const of = (point: string, count: number) => respondents(count, 3).map((response) => ({ ...response, point }))
    const cells = hiddenCells([...of('a', 50), ...of('b', 20), ...of('c', 3)])
    expect([...cells.valuesHidden([], 'point')].sort()).toEqual(['b', 'c'])
    expect(cells.isHidden([{ cut: 'point', value: 'b' }])).toBe(true)
    expect(cells.isHidden([{ cut: 'point', value: 'a' }])).toBe(false)
    expect(cells.isHidden([{ cut: 'point', value: 'nowhere' }])).toBe(false)
  })

  test('of a profile have at least ten respondents', () => {
    const gender = {
      code: 'gender',
      wording: { vi: '' },
      options: ['f', 'm'].map((value) => ({ value, label: { vi: '' } })),
    }
    const of = (profile: string, count: number) => respondents(count, 3).map((response) => ({ ...response, profile }))
    const responses = [...of('0', 40), ...of('1', 7)]
    const cells = hiddenCells(responses, { ...COUNTER, profile: [gender] })
    expect([...cells.valuesHidden([], 'profile-gender')].sort()).toEqual(['f', 'm'])
    expect(
      hiddenCells([...of('0', 40), ...of('1', 10)], { ...COUNTER, profile: [gender] }).valuesHidden(
        [],
        'profile-gender',
      ).size,
    ).toBe(0)
  })
})

/** The parts that are hidden are none, or at least two with at least as many respondents as a shown figure has. */
function assertNothingGivenAway(parts: ReadonlyMap<string, number>, hidden: ReadonlySet<string>): void {
  const filled = [...parts].filter(([, n]) => n > 0)
  const given = filled.filter(([value]) => hidden.has(value))
  for (const [value, n] of filled) if (n < LEAST) expect(hidden.has(value)).toBe(true)
  const pooled = given.reduce((sum, [, n]) => sum + n, 0)
  const isSafe = given.length === 0 || given.length === filled.length || (given.length > 1 && pooled >= LEAST)
  expect({ parts: [...parts], hidden: [...hidden], isSafe }).toMatchObject({ isSafe: true })
}

/** How many respondents each value has: criteria are parts of their factor, so those of each shown one are a line. */
function linesOf(
  responses: readonly SurveyResponse[],
  cut: GuardedCut,
  hiddenFactors: ReadonlySet<string>,
): readonly ReadonlyMap<string, number>[] {
  const counts = new Map<string, number>()
  for (const response of responses) {
    for (const value of VALUES[cut]?.(response) ?? []) counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  if (cut !== 'criterion') return [counts]
  const byFactor = Map.groupBy(counts, ([code]) => code.split('.')[0] ?? '')
  return [...byFactor].filter(([factor]) => !hiddenFactors.has(factor)).map(([, entries]) => new Map(entries))
}

/** Every filter of up to the deepest one that lets through any of the responses. */
function filtersOf(responses: readonly SurveyResponse[]): readonly AnswerFilter[] {
  let filters: AnswerFilter[] = [[]]
  for (const cut of OPEN) {
    const values = [...new Set(responses.flatMap((response) => VALUES[cut]?.(response) ?? []))]
    filters = filters.flatMap((filter) => [
      filter,
      ...(filter.length < DEEPEST_FILTER ? values.map((value) => [...filter, { cut, value }]) : []),
    ])
  }
  return filters
}

function passes(response: SurveyResponse, filter: AnswerFilter): boolean {
  return filter.every(({ cut, value }) => VALUES[cut]?.(response).includes(value))
}

function criteriaGiven({ answers }: SurveyResponse): readonly string[] {
  return SHAPE.criteria.flatMap(({ code }, i) => (/[1-5]/.test(answers.charAt(i)) ? [code] : []))
}

/** Responses at the return step, some of whose criteria are blank or not applicable, each with at least one level. */
function respondents(count: number, seed: number): SurveyResponse[] {
  return randomResponses(count * 2, seed, { levels: '12345555--00' })
    .filter((response) => response.step === 'return' && criteriaGiven(response).length > 0)
    .slice(0, count)
}

function hiddenCells(responses: readonly SurveyResponse[], questionnaire = COUNTER): HiddenCells {
  const months = [...Map.groupBy(responses, monthOf)].map(([month, group], serial) => {
    const gathering = new MonthGathering('my-loc', month)
    for (const response of group) gathering.add(response)
    return gathering.columns(serial)
  })
  const [first = 0, , last = 0] = MIX.months
  const columns = new JoinedColumns(months, {
    step: 'return',
    versions: new Set(['counter/1']),
    period: { from: firstDay(first), to: firstDay(last + 1) },
    questionnaires: new Map([[questionnaireId(questionnaire), questionnaire]]),
    placeOf: SHAPE.criteria.map(() => 0),
  })
  return new HiddenCells(new CellAxes(columns, SHAPE, 'index.pooled'), { shape: SHAPE, least: LEAST })
}
