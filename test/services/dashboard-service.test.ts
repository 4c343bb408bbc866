import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import { questionsAsFactors } from '../../scoring/questions-as-factors.ts'
import { countResponse, emptyTally, type Tally, type TallyShape } from '../../scoring/tally.ts'
import type { Viewer } from '../../server/domain/account.ts'
import { firstHour, isoMonth, parseIsoDay } from '../../server/domain/calendar.ts'
import { ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import { shapeOf } from '../../server/domain/questionnaire.ts'
import { levelsOf, type SurveyResponse } from '../../server/domain/response.ts'
import type { AgencyDashboard, AgencyQuery } from '../../server/services/agency-dashboard.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aPublicCode } from '../fixtures/public-code.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { aTarget } from '../fixtures/target.ts'

const INSPECTOR: Viewer = {
  id: '1',
  name: 'thanh-tra',
  displayName: 'Thanh tra',
  grants: [{ role: 'inspector', agency: null }],
  mayReadComments: false,
}

const NOVEMBER: AgencyQuery = {
  period: { from: day('2026-11-01'), to: day('2026-12-01') },
  view: 'as-it-is',
  questionnaire: null,
  step: 'return',
  filter: [],
}

let platform: Platform
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province' }),
        anAgency('my-loc', { parent: 'tinh' }),
        anAgency('my-phuc', { parent: 'tinh', successor: 'my-loc', validTo: day('2026-11-15') }),
        anAgency('tan-an', { parent: 'tinh' }),
      ],
      points: [
        aServicePoint('my-loc-01', 'my-loc'),
        aServicePoint('my-loc-02', 'my-loc'),
        aServicePoint('my-loc-03', 'my-loc'),
        aServicePoint('my-phuc-01', 'my-phuc'),
        aServicePoint('tan-an-01', 'tan-an'),
      ],
      targets: [aTarget()],
    },
  })
})
afterEach(async () => {
  await platform.close()
})

describe('the index', () => {
  test('is that of the responses themselves, for whole months and for edge days alike', async () => {
    const all = scattered(600)
    await record(all)
    for (const [from, to] of [
      ['2026-09-01', '2026-12-01'],
      ['2026-09-11', '2026-11-21'],
      ['2026-10-05', '2026-10-09'],
      ['2026-10-31', '2026-11-02'],
    ] as const) {
      const within = all.filter(
        ({ receivedHour }) => receivedHour >= firstHour(day(from)) && receivedHour < firstHour(day(to)),
      )
      expect(within.length).toBeGreaterThan(10)
      const { index, months } = await ofAgency('my-loc', { period: { from: day(from), to: day(to) } })
      expect(index).toMatchObject({ n: within.length, figure: methodFigure('index.pooled', await tallied(within)) })
      expect(months.reduce((sum, { shown }) => sum + shown.n, 0)).toBe(within.length)
    }
  })

  test('counts the first hour of the first day and leaves out the first hour after the last', async () => {
    const at = (text: string, hour: number) => firstHour(day(text)) + hour
    const hours = [at('2026-11-10', -1), at('2026-11-10', 0), at('2026-11-12', 23), at('2026-11-13', 0)]
    await record(hours.map((receivedHour) => aResponse({ receivedHour, openedHour: receivedHour })))
    const { index } = await ofAgency('my-loc', { period: { from: day('2026-11-10'), to: day('2026-11-13') } })
    expect(index.n).toBe(2)
  })

  test('pools the answers of merged agencies, or leaves them out where it is seen as it was', async () => {
    await record([
      ...many(50, { answers: '444424' }),
      ...many(200, { answers: '222242', agency: 'my-phuc', point: 'my-phuc-01' }),
    ])
    const merged = await ofAgency('my-loc')
    expect(merged.index.figure).toMatchObject({ n: 250, index: 32 })
    expect(merged.formers.map(({ code }) => code)).toEqual(['my-phuc'])
    expect(merged.points.map(({ point, agency }) => [point.id, agency.code])).toContainEqual(['my-phuc-01', 'my-phuc'])
    const before = await ofAgency('my-loc', { view: 'as-it-was' })
    expect(before.index.figure).toMatchObject({ n: 50, index: 80 })
  })

  test('leaves out answers given at submission, and tells how many there are', async () => {
    await record([...many(20), ...many(7, { step: 'submission', answers: '111-11' })])
    const { index, atOtherStep } = await ofAgency('my-loc')
    expect([index.n, atOtherStep]).toEqual([20, 7])
  })

  test('is null, not zero, where nobody has answered', async () => {
    const { index, months, points } = await ofAgency('my-loc')
    expect(index).toEqual({ n: 0, hidden: 'no-answers', figure: null, verdict: null })
    expect(months).toHaveLength(1)
    expect(points.map(({ shown }) => shown.hidden)).toEqual(['no-answers', 'no-answers', 'no-answers'])
  })

  test('by the mean of questions is counted from the responses where a factor has several criteria', async () => {
    await platform.close()
    platform = await openPlatform({
      env: { METHOD: 'index.mean-questions' },
      directory: { agencies: [anAgency('my-loc')], points: [aServicePoint('my-loc-01', 'my-loc')] },
    })
    const [one, two, ...others] = aQuestionnaire().questions
    if (one?.kind !== 'scale' || two?.kind !== 'scale') throw new Error('no scale questions')
    const questions = [one, { ...two, code: 'F1.2', factor: 'F1' }, ...others]
    await platform.storage.questionnaires.publish(aQuestionnaire({ key: 'long', questions }))
    platform.moveClock(2000)
    const all = scattered(200).map((response) => ({ ...response, questionnaire: 'long/1' }))
    await record(all)
    const { index, factors } = await ofAgency('my-loc', { period: { from: day('2026-09-01'), to: day('2026-12-01') } })
    const tally = await tallied(all, questionsAsFactors)
    expect(index.figure).toEqual(methodFigure('index.mean-questions', tally))
    expect(factors[0]?.criteria.map(({ levels }) => levels)).toEqual([
      levelCounts(tally, 'F1.1'),
      levelCounts(tally, 'F1.2'),
    ])
  })
})

describe('flagged responses', () => {
  test('stay in the index, and the index without them stands beside it', async () => {
    await record([...many(40), ...many(10, { answers: '111101', flags: ['burst'] })])
    const { index, flagged } = await ofAgency('my-loc')
    expect(index.figure).toMatchObject({ n: 50, index: 80 })
    expect(flagged.n).toBe(10)
    expect(flagged.without.figure).toMatchObject({ n: 40, index: 100 })
  })

  test('too few to tell apart hide the index without them, from which their answers could be had', async () => {
    await record([...many(40), ...many(4, { answers: '111111', flags: ['burst'] })])
    const { index, flagged } = await ofAgency('my-loc')
    expect(index.figure).not.toBeNull()
    expect(flagged).toEqual({ n: 4, without: { n: 40, hidden: 'by-subtraction', figure: null, verdict: null } })
  })
})

describe('a row', () => {
  test('with too few responses is hidden, and the smallest other one with it', async () => {
    await record([
      ...many(60, { point: 'my-loc-01' }),
      ...many(30, { point: 'my-loc-02' }),
      ...many(4, { point: 'my-loc-03' }),
    ])
    const { points } = await ofAgency('my-loc')
    expect(points.map(({ shown }) => [shown.n, shown.hidden, shown.figure === null])).toEqual([
      [60, null, false],
      [30, 'by-subtraction', true],
      [4, 'too-few', true],
    ])
  })

  test('of a factor that is hidden takes its criteria and their levels with it', async () => {
    await record([...many(50, { answers: '454504' }), ...many(3, { answers: '454544' })])
    const { factors } = await ofAgency('my-loc')
    const hidden = factors.filter(({ shown }) => shown.hidden !== null)
    expect(hidden.map(({ code }) => code)).toHaveLength(2)
    expect(hidden.map(({ shown }) => shown.hidden)).toEqual(['by-subtraction', 'too-few'])
    for (const { criteria } of hidden) {
      expect(criteria.map(({ levels, shown }) => [levels, shown.figure])).toEqual([[null, null]])
    }
  })

  test('stands for each service point, silent ones included, with the codes that are in use', async () => {
    await platform.storage.directory.apply({
      codes: [
        aPublicCode('AAAAAAAA', 'my-loc-02'),
        aPublicCode('BBBBBBBB', 'my-loc-02', { withdrawnOn: day('2026-11-23') }),
        aPublicCode('CCCCCCCC', 'my-loc-02', { withdrawnOn: day('2026-11-24') }),
      ],
    })
    platform.moveClock(2000)
    await record(many(20))
    const { points } = await ofAgency('my-loc')
    expect(points.map(({ point, shown, codes }) => [point.id, shown.n, codes.map(({ code }) => code.code)])).toEqual([
      ['my-loc-01', 20, []],
      ['my-loc-02', 0, ['AAAAAAAA', 'CCCCCCCC']],
      ['my-loc-03', 0, []],
    ])
  })

  test('stands for each agency below, with what was merged into it, and all add up to the whole', async () => {
    await record([
      ...many(20),
      ...many(30, { agency: 'my-phuc', point: 'my-phuc-01' }),
      ...many(40, { agency: 'tan-an', point: 'tan-an-01' }),
      ...many(10, { agency: 'tinh', point: 'tinh-01' }),
    ])
    const now = await ofAgency('tinh')
    expect(now.children.map(({ agency, shown }) => [agency.code, shown.n])).toEqual([
      ['my-loc', 50],
      ['tan-an', 40],
    ])
    expect(now.points.map(({ point, shown }) => [point.id, shown.n])).toEqual([['tinh-01', 10]])
    const then = await ofAgency('tinh', { view: 'as-it-was' })
    expect(then.children.map(({ agency, shown }) => [agency.code, shown.n])).toEqual([
      ['my-loc', 20],
      ['my-phuc', 30],
      ['tan-an', 40],
    ])
  })

  test('stands for each procedure field with answers, the busiest first, against its own target', async () => {
    await platform.storage.directory.apply({ targets: [aTarget({ field: 'dat-dai', threshold: '90' })] })
    platform.moveClock(2000)
    await record([...many(20), ...many(30, { field: 'ho-tich' })])
    const { fields } = await ofAgency('my-loc')
    expect(fields.map(({ field, shown, target }) => [field.code, shown.n, target?.threshold])).toEqual([
      ['ho-tich', 30, '95'],
      ['dat-dai', 20, '90'],
    ])
  })

  test('stands for each month of the period, against the target of its own time', async () => {
    await platform.storage.directory.apply({
      targets: [aTarget({ from: day('2026-10-15'), threshold: '97.5' })],
    })
    platform.moveClock(2000)
    await record(scattered(200))
    const { months, target } = await ofAgency('my-loc', { period: { from: day('2026-08-01'), to: day('2026-10-16') } })
    expect(months.map((row) => [isoMonth(row.month), row.target?.threshold, row.shown.n > 0])).toEqual([
      ['2026-08', '95', false],
      ['2026-09', '95', true],
      ['2026-10', '97.5', true],
    ])
    expect(target?.threshold).toBe('97.5')
  })
})

describe('the verdict', () => {
  test('holds the exact index against the target in force on the last day', async () => {
    await record(many(100, { answers: '444444' }))
    const { index, target } = await ofAgency('my-loc')
    expect(target?.threshold).toBe('95')
    expect(index.verdict).toEqual({ reading: 'reached', evidence: 'met', more: 0 })
  })

  test('is missing where no target was set', async () => {
    await record(many(100, { receivedHour: firstHour(day('2025-11-20')) }))
    const period = { from: day('2025-11-01'), to: day('2025-12-01') }
    const { index, target } = await ofAgency('my-loc', { period })
    expect([target, index.verdict, index.figure?.n]).toEqual([null, null, 100])
  })
})

describe('the questionnaire', () => {
  beforeEach(async () => {
    await platform.storage.questionnaires.publish(aQuestionnaire({ key: 'online' }))
    await platform.storage.questionnaires.publish(aQuestionnaire({ key: 'online', version: 2 }))
    platform.moveClock(2000)
    const october = { receivedHour: firstHour(day('2026-10-05')) }
    await record([
      ...many(10, october),
      ...many(20, { ...october, questionnaire: 'online/1' }),
      ...many(30, { questionnaire: 'online/2' }),
    ])
  })
  const period = { from: day('2026-10-01'), to: day('2026-12-01') }

  test('is the one answered last, and others are told apart, never pooled', async () => {
    const { series, index, others, breakAt } = await ofAgency('my-loc', { period })
    expect([series.name, index.n]).toEqual(['online', 30])
    expect(others.map((other) => [other.series.name, other.responses])).toEqual([
      ['counter', 10],
      ['online/1', 20],
    ])
    expect(breakAt !== null && isoMonth(breakAt)).toBe('2026-11')
  })

  test('can be asked for by its key or by a version', async () => {
    expect((await ofAgency('my-loc', { period, questionnaire: 'counter' })).index.n).toBe(10)
    const former = await ofAgency('my-loc', { period, questionnaire: 'online/1' })
    expect([former.index.n, former.breakAt]).toEqual([20, null])
  })

  test('that nobody published is not found', async () => {
    await expect(ofAgency('my-loc', { questionnaire: 'sipas' })).rejects.toThrow(NotFoundError)
  })
})

describe('a viewer', () => {
  const officer: Viewer = { ...INSPECTOR, grants: [{ role: 'agency', agency: 'my-loc' }] }

  test('of one agency sees it and what was merged into it, and no other', async () => {
    const { dashboard } = platform.services
    expect((await dashboard.ofAgency(officer, 'my-loc', NOVEMBER)).agency.code).toBe('my-loc')
    expect((await dashboard.ofAgency(officer, 'my-phuc', NOVEMBER)).agency.code).toBe('my-phuc')
    await expect(dashboard.ofAgency(officer, 'tan-an', NOVEMBER)).rejects.toThrow(ForbiddenError)
    await expect(dashboard.agency(officer, 'tinh')).rejects.toThrow(ForbiddenError)
    await expect(dashboard.ofAgency(officer, 'nowhere', NOVEMBER)).rejects.toThrow(NotFoundError)
  })

  test('is shown the tree of the agencies that may be seen', async () => {
    const listed = async (viewer: Viewer, search = '') =>
      (await platform.services.dashboard.agencies(viewer, search)).map(({ agency, depth }) => [agency.code, depth])
    expect(await listed(INSPECTOR)).toEqual([
      ['tinh', 0],
      ['my-loc', 1],
      ['my-phuc', 1],
      ['tan-an', 1],
    ])
    expect(await listed(officer)).toEqual([
      ['my-loc', 0],
      ['my-phuc', 0],
    ])
    expect(await listed(INSPECTOR, 'MY xa')).toEqual([
      ['my-loc', 0],
      ['my-phuc', 0],
    ])
    expect(await listed(INSPECTOR, 'hue')).toEqual([])
  })
})

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === null) throw new Error(text)
  return found
}

function ofAgency(code: string, over: Partial<AgencyQuery> = {}): Promise<AgencyDashboard> {
  return platform.services.dashboard.ofAgency(INSPECTOR, code, { ...NOVEMBER, ...over })
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}

/** Responses at one agency over September to November, with levels, days and flags in an order without a pattern. */
function scattered(count: number): SurveyResponse[] {
  let state = 1
  const next = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % below
  }
  const level = () => '1234445555'.charAt(next(10))
  return Array.from({ length: count }, () =>
    aResponse({
      receivedHour: firstHour(day('2026-09-01')) + next(91 * 24),
      point: `my-loc-0${1 + next(3)}`,
      answers: Array.from({ length: 4 }, level).join('') + '04-5'.charAt(next(4)) + level(),
      flags: next(5) === 0 ? ['burst'] : [],
    }),
  )
}

/** The tally of responses to one questionnaire, counted here and now. */
async function tallied(
  responses: readonly SurveyResponse[],
  reshaped: (shape: TallyShape) => TallyShape = (shape) => shape,
): Promise<Tally> {
  const { questionnaires } = await platform.services.directory.current()
  const questionnaire = questionnaires.get(responses[0]?.questionnaire ?? '')
  if (!questionnaire) throw new Error('no such questionnaire')
  const tally = emptyTally(reshaped(shapeOf(questionnaire)))
  for (const { answers } of responses) {
    const levels = levelsOf(answers)
    countResponse(tally, levels.subarray(0, -1), levels.at(-1) ?? 0)
  }
  return tally
}
