import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { methodFigure } from '../../scoring/method-figure.ts'
import { countResponse, emptyTally, type Tally } from '../../scoring/tally.ts'
import type { Viewer } from '../../server/domain/account.ts'
import { hourOfDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { shapeOf } from '../../server/domain/questionnaire.ts'
import { levelsOf, type SurveyResponse } from '../../server/domain/response.ts'
import type { AgencyDashboard, AgencyQuery } from '../../server/services/agency-dashboard.ts'
import type { AnswerFilter, OpenCut } from '../../server/services/answer-filter.ts'
import { DashboardService } from '../../server/services/dashboard-service.ts'
import { FilterRefusedError } from '../../server/services/opened-filter.ts'
import type { ShownFigure } from '../../server/services/shown-figure.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { drawing, randomResponses } from '../fixtures/random-responses.ts'
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

const AUTUMN: AgencyQuery = {
  period: { from: day('2026-09-01'), to: day('2026-12-01') },
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
        anAgency('my-phuc', { parent: 'tinh', successor: 'my-loc', validTo: day('2026-10-15') }),
        anAgency('tan-an', { parent: 'tinh' }),
      ],
      points: ['my-loc-01', 'my-loc-02', 'my-loc-03', 'my-phuc-01', 'my-phuc-02', 'my-phuc-03', 'tan-an-01'].map((id) =>
        aServicePoint(id, id.slice(0, -3)),
      ),
      fields: [{ code: 'chung-thuc', names: { vi: 'Chứng thực' } }],
      targets: [aTarget()],
    },
  })
})
afterEach(() => platform.close())

/** What a row of each cut tells, told by the response itself. */
const IS_IN: Readonly<Record<string, (response: SurveyResponse, value: string) => boolean>> = {
  point: ({ point }, value) => point === value,
  field: ({ field }, value) => field === value,
  channel: ({ channel }, value) => channel === value,
  language: ({ language }, value) => language === value,
  hour: ({ receivedHour }, value) => {
    const [from = 0, to = 0] = value.split('-').map(Number)
    return hourOfDay(receivedHour) >= from && hourOfDay(receivedHour) < to
  },
  'fact-visits': ({ facts }, value) => ['1', '2', '3+'][Number(facts)] === value,
}
const ROWS: readonly (readonly [OpenCut, string])[] = [
  ['point', 'my-loc-01'],
  ['point', 'my-loc-02'],
  ['field', 'dat-dai'],
  ['field', 'ho-tich'],
  ['channel', 'qr'],
  ['channel', 'kiosk'],
  ['language', 'vi'],
  ['hour', '7-9'],
  ['hour', '13-15'],
  ['fact-visits', '1'],
  ['fact-visits', '2'],
]

describe('a filter', () => {
  test('counts exactly the answers that it lets through, for whole months and edge days, at both steps', async () => {
    const all = randomResponses(3000, 4)
    await record(all)
    const next = drawing(11)
    for (let i = 0; i < 25; i++) {
      const filter = randomFilter(next)
      const [from, to] = i % 2 ? [AUTUMN.period.from, AUTUMN.period.to] : [day('2026-09-07'), day('2026-11-19')]
      const step = i % 5 === 0 ? 'submission' : 'return'
      const wanted = all.filter(
        (response) => response.step === step && isWithin(response, from, to) && passes(response, filter),
      )
      const found = await ofAgency('my-loc', { filter, step, period: { from, to } })
      expect(found.responses).toBe(wanted.length)
      if (found.index.figure) expect(found.index.figure).toEqual(methodFigure('index.pooled', tallied(wanted)))
    }
  })

  test('opens the very row that it names', async () => {
    await record(randomResponses(3000, 5))
    const whole = await ofAgency('my-loc')
    const rows = [
      ...whole.points.map(({ point, shown }) => ({ cut: 'point', value: point.id, shown })),
      ...whole.fields.map(({ field, shown }) => ({ cut: 'field', value: field.code, shown })),
      ...whole.cuts.flatMap(({ cut, rows: own }) => own.map(({ value, shown }) => ({ cut, value, shown }))),
    ].filter(({ value, shown }) => value !== '' && shown.figure !== null)
    expect(new Set(rows.map(({ cut }) => cut)).size).toBe(6)
    for (const { cut, value, shown } of rows) {
      const page = await ofAgency('my-loc', { filter: [{ cut: cut as OpenCut, value }] })
      expect([cut, value, page.index.figure]).toEqual([cut, value, shown.figure])
    }
  })

  test('leaves out the cut that it opens, and holds a field against its own target', async () => {
    await platform.storage.directory.apply({ targets: [aTarget({ field: 'dat-dai', threshold: '90' })] })
    platform.moveClock(2000)
    await record(randomResponses(2000, 6))
    const { fields, points, cuts, target, filter } = await ofAgency('my-loc', {
      filter: [
        { cut: 'field', value: 'dat-dai' },
        { cut: 'hour', value: '7-9' },
      ],
    })
    expect([fields.length, points.length, target?.threshold]).toEqual([0, 3, '90'])
    expect(cuts.map(({ cut }) => cut)).toEqual(['channel', 'language', 'fact-visits'])
    expect(filter.map(({ cut, names }) => [cut, names?.vi])).toEqual([
      ['field', 'Đất đai'],
      ['hour', undefined],
    ])
  })

  test('is applied to merged agencies as they are and as they were', async () => {
    const all = randomResponses(3000, 7, { agencies: ['my-loc', 'my-phuc'] })
    await record(all)
    const filter = [{ cut: 'channel', value: 'qr' }] as const
    const atReturn = all.filter(({ step, channel }) => step === 'return' && channel === 'qr')
    expect((await ofAgency('my-loc', { filter })).responses).toBe(atReturn.length)
    const own = atReturn.filter(({ agency }) => agency === 'my-loc')
    expect((await ofAgency('my-loc', { filter, view: 'as-it-was' })).responses).toBe(own.length)
    const former = [{ cut: 'point', value: 'my-phuc-01' }] as const
    expect((await ofAgency('my-loc', { filter: former })).responses).toBeGreaterThan(0)
    await expect(ofAgency('my-loc', { filter: former, view: 'as-it-was' })).rejects.toThrow(FilterRefusedError)
  })

  test('shows nothing but its reason where it leaves too few, and nothing else of the page', async () => {
    await record([
      ...many(100),
      ...many(100, { field: 'ho-tich' }),
      ...many(3, { channel: 'paper', answers: '111101' }),
    ])
    const page = await ofAgency('my-loc', { filter: [{ cut: 'channel', value: 'paper' }] })
    expect(page.index).toEqual({ n: 3, hidden: 'too-few', figure: null, verdict: null })
    expect([page.factors, page.months, page.points, page.fields, page.cuts, page.comparisons, page.priorities]).toEqual(
      Array.from({ length: 7 }, () => []),
    )
  })

  test('is refused with what can be kept of it where a row is not there', async () => {
    await record(many(20))
    const kept = { cut: 'channel', value: 'qr' } as const
    for (const unknown of [
      { cut: 'point', value: 'nowhere' },
      { cut: 'point', value: 'tan-an-01' },
      { cut: 'field', value: 'nothing' },
      { cut: 'fact-visits', value: '4' },
      { cut: 'fact-weather', value: '1' },
    ] as const) {
      const asked = ofAgency('my-loc', { filter: [unknown, kept] })
      await expect(asked).rejects.toMatchObject({ kept: [kept], isUnknown: true, problems: [{ where: unknown.cut }] })
    }
  })
})

describe('beyond the number of responses that are looked at one by one', () => {
  const keptOnly = () => {
    const { storage, config, now, services } = platform
    return new DashboardService({ storage, config, now, directory: services.directory }, 100)
  }

  test('the figures are the same, without further cuts', async () => {
    await record(randomResponses(2000, 8, { agencies: ['my-loc', 'my-phuc'] }))
    for (const query of [AUTUMN, { ...AUTUMN, period: { from: day('2026-09-11'), to: day('2026-11-21') } }]) {
      for (const step of ['return', 'submission'] as const) {
        const asked = { ...query, step }
        const fromKept = await keptOnly().ofAgency(INSPECTOR, 'my-loc', asked)
        const fromResponses = await ofAgency('my-loc', asked)
        expect([fromKept.isCuttable, fromResponses.isCuttable]).toEqual([false, true])
        expect(fromKept.cuts.map(({ cut }) => cut)).toEqual(['channel'])
        const { cuts, isCuttable } = fromResponses
        expect(fromResponses).toEqual({ ...fromKept, cuts, isCuttable })
      }
    }
  })

  test('a filter is refused', async () => {
    await record(many(101))
    const filter = [{ cut: 'channel', value: 'qr' }] as const
    const asked = keptOnly().ofAgency(INSPECTOR, 'my-loc', { ...AUTUMN, filter })
    await expect(asked).rejects.toMatchObject({ isUnknown: false, problems: [{ where: 'filter' }] })
  })
})

test('what a page hides cannot be had by subtracting pages from each other, row by row', async () => {
  const small = { field: 'ho-tich', channel: 'paper' } as const
  await record([
    ...many(400, { answers: '454504' }),
    ...many(300, { field: 'ho-tich' }),
    ...many(200, { point: 'my-loc-02' }),
    ...many(150, { point: 'my-loc-02', field: 'ho-tich', channel: 'kiosk' }),
    ...many(90, { point: 'my-loc-02', channel: 'kiosk', language: 'km' }),
    ...many(40, { point: 'my-loc-03', channel: 'kiosk' }),
    ...many(3, { point: 'my-loc-03', answers: '111101', ...small }),
    ...many(2, { point: 'my-loc-02', answers: '111101', channel: 'paper', flags: ['burst'] }),
    ...many(40, { channel: 'paper', flags: ['burst'] }),
  ])
  const pages = new Map<string, AgencyDashboard>()
  const values: Readonly<Record<string, readonly string[]>> = {
    point: ['my-loc-01', 'my-loc-02', 'my-loc-03'],
    field: ['dat-dai', 'ho-tich'],
    channel: ['qr', 'kiosk', 'paper'],
    language: ['vi', 'km'],
  }
  let filters: AnswerFilter[] = [[]]
  for (const [cut, own] of Object.entries(values)) {
    filters = filters.flatMap((filter) => [
      filter,
      ...own.map((value) => [...filter, { cut: cut as OpenCut, value }]).filter(({ length }) => length <= 2),
    ])
  }
  for (const filter of filters) pages.set(nameOf(filter), await ofAgency('my-loc', { filter }))

  let tried = 0
  for (const filter of filters.filter(({ length }) => length < 2)) {
    const page = pages.get(nameOf(filter))
    if (!page?.index.figure) continue
    for (const [cut, own] of Object.entries(values).filter(([name]) => filter.every((one) => one.cut !== name))) {
      // A cell is known where any page shows it: its own, or one that has it as a row.
      const cells = own.map((value) => {
        const cell = [...filter, { cut: cut as OpenCut, value }]
        const shown = [pages.get(nameOf(cell))?.index, ...cell.map((one) => rowOf(pages, cell, one.cut))]
        return { n: shown[0]?.n ?? 0, isKnown: shown.some((one) => one?.figure) }
      })
      const unknown = cells.filter(({ n, isKnown }) => n > 0 && !isKnown)
      // Where all answers of a page have one value, that row is the page, hidden as part of what another page hides.
      const isWholePage = cells.filter(({ n }) => n > 0).length === 1
      if (unknown.length === 0 || isWholePage) continue
      tried++
      expect([filter, cut, unknown.length > 1, unknown.reduce((sum, { n }) => sum + n, 0) >= 5]).toEqual([
        filter,
        cut,
        true,
        true,
      ])
    }
  }
  expect(tried).toBeGreaterThan(3)
})

/** The row of a cell in the page that lacks one of its cuts. */
function rowOf(pages: ReadonlyMap<string, AgencyDashboard>, cell: AnswerFilter, cut: string): ShownFigure | undefined {
  const page = pages.get(nameOf(cell.filter((one) => one.cut !== cut)))
  const value = cell.find((one) => one.cut === cut)?.value
  if (cut === 'point') return page?.points.find(({ point }) => point.id === value)?.shown
  if (cut === 'field') return page?.fields.find(({ field }) => field.code === value)?.shown
  return page?.cuts.find((table) => table.cut === cut)?.rows.find((row) => row.value === value)?.shown
}

function nameOf(filter: AnswerFilter): string {
  return filter
    .map(({ cut, value }) => `${cut}=${value}`)
    .sort()
    .join(' ')
}

function day(text: string): number {
  const found = parseIsoDay(text)
  if (found === null) throw new Error(text)
  return found
}

function ofAgency(code: string, over: Partial<AgencyQuery> = {}): Promise<AgencyDashboard> {
  return platform.services.dashboard.ofAgency(INSPECTOR, code, { ...AUTUMN, ...over })
}

/** Up to three rows of different cuts. */
function randomFilter(next: (below: number) => number): AnswerFilter {
  const filter = new Map(Array.from({ length: next(4) }, () => ROWS[next(ROWS.length)] ?? (['channel', 'qr'] as const)))
  return [...filter].map(([cut, value]) => ({ cut, value }))
}

function passes(response: SurveyResponse, filter: AnswerFilter): boolean {
  return filter.every(({ cut, value }) => IS_IN[cut]?.(response, value))
}

function isWithin({ receivedHour }: SurveyResponse, from: number, to: number): boolean {
  return receivedHour >= from * 24 && receivedHour < to * 24
}

function tallied(responses: readonly SurveyResponse[]): Tally {
  const tally = emptyTally(shapeOf(aQuestionnaire()))
  for (const { answers } of responses) {
    const levels = levelsOf(answers)
    countResponse(tally, levels.subarray(0, -1), levels.at(-1) ?? 0)
  }
  return tally
}

async function record(responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

function many(count: number, over: Partial<SurveyResponse> = {}): SurveyResponse[] {
  return Array.from({ length: count }, () => aResponse(over))
}
