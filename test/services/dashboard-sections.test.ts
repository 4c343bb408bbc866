import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import type { Viewer } from '../../server/domain/account.ts'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import type { TransactionCount } from '../../server/domain/transaction-count.ts'
import type { AgencyDashboard, AgencyQuery } from '../../server/services/agency-dashboard.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { aTarget } from '../fixtures/target.ts'
import { aTransactionCount } from '../fixtures/transaction-count.ts'

const INSPECTOR: Viewer = {
  id: '1',
  name: 'thanh-tra',
  displayName: 'Thanh tra',
  grants: [{ role: 'inspector', agency: null }],
  mayReadComments: false,
}
const OCTOBER = 681
const NOVEMBER = 682

let platform: Platform
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [anAgency('tinh', { level: 'province' }), anAgency('my-loc', { parent: 'tinh' })],
      points: [aServicePoint('my-loc-01', 'my-loc'), aServicePoint('my-loc-02', 'my-loc')],
      targets: [aTarget()],
    },
  })
})
afterEach(() => platform.close())

describe('the response rate', () => {
  test('is told of the agency, and of each point, field and month that has counts', async () => {
    await record([
      ...many(60),
      ...many(40, { point: 'my-loc-02', field: 'ho-tich' }),
      ...many(30, { receivedHour: firstHour(day('2026-10-05')) }),
    ])
    await put({ count: 200 }, { point: 'my-loc-02', field: 'ho-tich', count: 100 }, { month: OCTOBER, count: 90 })
    const { population, points, fields, months } = await ofAgency('my-loc')
    expect(population).toEqual({ count: 390, why: null })
    expect(points.map((row) => [row.point.id, row.responses, row.population.count])).toEqual([
      ['my-loc-01', 90, 290],
      ['my-loc-02', 40, 100],
    ])
    expect(fields.map((row) => [row.field.code, row.population.count])).toEqual([
      ['dat-dai', 290],
      ['ho-tich', 100],
    ])
    expect(months.map((row) => row.population.count)).toEqual([90, 300])
    expect((await ofAgency('tinh')).children.map((row) => row.population.count)).toEqual([390])
  })

  test('narrows intervals and bounds what the silent could change', async () => {
    await record([...many(80), ...many(20, { answers: '222202' })])
    await put({ count: 160 })
    const { index, silent, factors } = await ofAgency('my-loc')
    const alone = await ofAgency('my-loc', { period: { from: day('2026-10-02'), to: day('2026-12-01') } })
    expect(alone.index.figure?.variance).toBeCloseTo((index.figure?.variance ?? 0) / (1 - 100 / 160), 9)
    expect(silent).toEqual({ lower: 50, upper: 87.5 })
    expect(factors[0]?.shown.figure?.variance).toBeLessThan(alone.factors[0]?.shown.figure?.variance ?? 0)
  })

  test('is not told, for a reason', async () => {
    await record([...many(60), ...many(30, { receivedHour: firstHour(day('2026-10-05')) })])
    expect((await ofAgency('my-loc')).population).toEqual({ count: null, why: 'none' })
    await put({ count: 200 })
    expect((await ofAgency('my-loc')).population).toEqual({ count: null, why: 'months-missing', months: [OCTOBER] })
    const period = { from: day('2026-11-02'), to: day('2026-12-01') }
    expect((await ofAgency('my-loc', { period })).population).toEqual({ count: null, why: 'not-whole-months' })
    const filter = [{ cut: 'channel', value: 'qr' }] as const
    expect((await ofAgency('my-loc', { filter })).population).toEqual({ count: null, why: 'narrowed' })
    await put({ month: OCTOBER, count: 10 }, { count: 60 })
    const over = await ofAgency('my-loc')
    expect([over.population, over.silent]).toEqual([{ count: 70, why: 'more-responses' }, null])
    expect(over.index.figure?.n).toBe(90)
  })

  test('is told of a page that is narrowed to a point and a field', async () => {
    await record([...many(60), ...many(40, { field: 'ho-tich' })])
    await put({ count: 200 }, { field: 'ho-tich', count: 100 }, { point: 'my-loc-02', count: 5 })
    const point = { cut: 'point', value: 'my-loc-01' } as const
    expect((await ofAgency('my-loc', { filter: [point] })).population.count).toBe(300)
    const both = [point, { cut: 'field', value: 'ho-tich' }] as const
    expect((await ofAgency('my-loc', { filter: both })).population.count).toBe(100)
    expect((await ofAgency('my-loc', { filter: [point] })).fields.map((row) => row.population.count)).toEqual([
      200, 100,
    ])
  })

  test('counts the transactions of the step that is looked at', async () => {
    await record(many(20, { step: 'submission', answers: '454-04' }))
    await put({ count: 200 }, { step: 'submission', count: 80 })
    expect((await ofAgency('my-loc', { step: 'submission' })).population.count).toBe(80)
  })
})

describe('against earlier periods', () => {
  test('an index is held with its interval, and told apart from chance', async () => {
    await record([
      ...many(300),
      ...of('2026-09-10', [...many(150), ...many(150, { answers: '222202' })]),
      ...of('2025-10-10', [...many(280), ...many(2, { answers: '222202' })]),
    ])
    const { comparisons } = await ofAgency('my-loc')
    expect(comparisons.map((one) => [one.with, one.shown.n, one.why])).toEqual([
      ['former', 300, null],
      ['year-before', 282, null],
    ])
    const [former, year] = comparisons.map((one) => one.difference)
    expect(former).toMatchObject({ points: 50 })
    expect(former?.lower).toBeGreaterThan(40)
    expect(year?.lower).toBeLessThan(0)
    expect(year?.upper).toBeGreaterThan(0)
  })

  test('twelve months are held against one period, and a longer one against none that shares its days', async () => {
    await record(many(20))
    const whole = { from: day('2025-12-01'), to: day('2026-12-01') }
    expect((await ofAgency('my-loc', { period: whole })).comparisons.map((one) => one.with)).toEqual(['former'])
    const long = { from: day('2025-06-01'), to: day('2026-12-01') }
    expect((await ofAgency('my-loc', { period: long })).comparisons.map((one) => one.with)).toEqual(['former'])
  })

  test('nothing is compared with other questions, with silence, with what is hidden, or from what is hidden', async () => {
    await record([...many(50), ...of('2026-09-10', many(3))])
    expect((await ofAgency('my-loc')).comparisons.map((one) => [one.why, one.shown.figure])).toEqual([
      ['hidden', null],
      ['no-answers', null],
    ])
    const { questionnaires } = await platform.services.directory.current()
    const counter = questionnaires.get('counter/1')
    if (!counter) throw new Error('no counter survey')
    await platform.storage.questionnaires.publish({ ...counter, version: 2, comparableWith: null })
    platform.moveClock(2000)
    await record(many(40, { questionnaire: 'counter/2' }))
    const broken = await ofAgency('my-loc', { questionnaire: 'counter/2' })
    expect(broken.comparisons.map((one) => one.why)).toEqual(['break', 'no-answers'])
    expect(
      (await ofAgency('my-loc', { period: { from: day('2026-09-01'), to: day('2026-10-01') } })).comparisons,
    ).toEqual([])
  })

  test('a narrowed page is held against what the same filter lets through then', async () => {
    await record([
      ...many(100),
      ...many(100, { field: 'ho-tich', answers: '222202' }),
      ...of('2026-09-10', [...many(100), ...many(90, { field: 'ho-tich' })]),
    ])
    const filter = [{ cut: 'field', value: 'ho-tich' }] as const
    const [former] = (await ofAgency('my-loc', { filter })).comparisons
    expect([former?.shown.n, former?.difference?.points]).toEqual([90, -100])
  })
})

describe('a month', () => {
  test('is marked where the questions, the target or the agencies changed', async () => {
    await platform.storage.directory.apply({
      agencies: [anAgency('my-phuc', { parent: 'tinh', successor: 'my-loc', validTo: day('2026-10-01') })],
      targets: [aTarget({ from: day('2026-11-01'), threshold: '97' })],
    })
    platform.moveClock(2000)
    await record(many(20))
    const period = { from: day('2026-09-01'), to: day('2026-12-01') }
    const events = async (over: Partial<AgencyQuery> = {}) =>
      (await ofAgency('my-loc', { period, ...over })).months.map((row) => row.events.map(({ kind }) => kind))
    expect(await events()).toEqual([[], ['merger'], ['target']])
    expect(await events({ view: 'as-it-was' })).toEqual([[], [], ['target']])
    expect(await events({ step: 'submission' })).toEqual([[], ['merger'], []])
  })
})

describe('answers at submission', () => {
  test('have figures of their own, without target, and without what is not asked then', async () => {
    await record([
      ...many(30),
      ...many(50, { step: 'submission', answers: '454-04' }),
      ...many(10, { step: 'submission', answers: '222-02' }),
    ])
    const found = await ofAgency('my-loc', { step: 'submission' })
    expect([found.responses, found.atOtherStep, found.target, found.index.verdict]).toEqual([60, 30, null, null])
    expect(found.factors.map(({ code }) => code)).toEqual(['F1', 'F2', 'F3', 'F5'])
    expect(found.months.every(({ target }) => target === null)).toBe(true)
    expect((await ofAgency('my-loc')).responses).toBe(30)
  })
})

describe('what each criterion would bring', () => {
  test('is sorted by what it brings, and left out for criteria that are hidden', async () => {
    await record([...many(60), ...many(20, { answers: '425404' }), ...many(3, { answers: '454544' })])
    const { priorities, factors } = await ofAgency('my-loc')
    expect(factors.filter(({ shown }) => shown.hidden).map(({ code }) => code)).toEqual(['F1', 'F5'])
    expect(priorities.map(({ criterion, gain }) => [criterion, gain > 0])).toEqual([
      ['F2.1', true],
      ['F3.1', false],
      ['F4.1', false],
    ])
    const [first] = priorities
    expect(first?.gain).toBeCloseTo((50 * 20) / (83 * 4 + 3), 9)
    expect(first?.interval?.lower).toBeLessThan(first?.gain ?? 0)
    expect(first?.interval?.upper).toBeGreaterThan(first?.gain ?? 0)
  })

  test('has its interval too where a factor has several criteria, as the responses tell it', async () => {
    const { questionnaires } = await platform.services.directory.current()
    const counter = questionnaires.get('counter/1')
    if (!counter) throw new Error('no counter survey')
    const questions = counter.questions.map((one) =>
      one.kind === 'scale' && one.factor === 'F2' ? { ...one, factor: 'F1' } : one,
    )
    await platform.storage.questionnaires.publish({ ...counter, key: 'long', questions })
    platform.moveClock(2000)
    const asked = { questionnaire: 'long/1' }
    await record([...many(80, asked), ...many(20, { ...asked, answers: '422404' })])
    const { priorities, index } = await ofAgency('my-loc')
    expect(priorities.slice(0, 2).map(({ criterion, interval }) => [criterion, interval !== null])).toEqual([
      ['F2.1', true],
      ['F3.1', true],
    ])
    expect(index.figure?.n).toBe(100)
  })
})

describe('by what respondents told about themselves', () => {
  test('figures rest on at least ten of them, and nothing is given away by those who told nothing', async () => {
    const { questionnaires } = await platform.services.directory.current()
    const counter = questionnaires.get('counter/1')
    if (!counter) throw new Error('no counter survey')
    const options = ['female', 'male'].map((value) => ({ value, label: { vi: value } }))
    const profile = [{ code: 'gender', wording: { vi: 'Giới tính' }, options }]
    await platform.storage.questionnaires.publish({ ...counter, key: 'asking', profile })
    platform.moveClock(2000)
    const asking = { questionnaire: 'asking/1' }
    await record([
      ...many(60, { ...asking, profile: '0' }),
      ...many(8, { ...asking, profile: '1' }),
      ...many(40, asking),
    ])
    const [gender] = (await ofAgency('my-loc')).profile
    expect(gender?.rows.map(({ value, shown }) => [value, shown.n, shown.hidden])).toEqual([
      ['female', 60, null],
      ['male', 8, 'too-few'],
      ['', 40, 'by-subtraction'],
    ])
    expect((await ofAgency('my-loc', { questionnaire: 'counter' })).profile).toEqual([])
  })
})

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === null) throw new Error(text)
  return found
}

/** October and November 2026, unless said otherwise. */
function ofAgency(code: string, over: Partial<AgencyQuery> = {}): Promise<AgencyDashboard> {
  return platform.services.dashboard.ofAgency(INSPECTOR, code, {
    period: { from: day('2026-10-01'), to: day('2026-12-01') },
    view: 'as-it-is',
    questionnaire: null,
    step: 'return',
    filter: [],
    ...over,
  })
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

async function put(...counts: Partial<TransactionCount>[]): Promise<void> {
  await platform.storage.transactions.put(counts.map((over) => aTransactionCount({ month: NOVEMBER, ...over })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}

/** The same responses, received on another day. */
function of(text: string, responses: readonly SurveyResponse[]): SurveyResponse[] {
  const receivedHour = firstHour(day(text)) + 8
  return responses.map((response) => ({ ...response, receivedHour, openedHour: receivedHour }))
}
