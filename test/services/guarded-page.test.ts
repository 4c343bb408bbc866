import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { firstDay } from '../../server/domain/calendar.ts'
import type { AgencyDashboard, AgencyQuery } from '../../server/services/agency-dashboard.ts'
import { DashboardService } from '../../server/services/dashboard-service.ts'
import { resultRows } from '../../server/services/result-rows.ts'
import { anAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

const INSPECTOR = anAccount()
/** August 2026. */
const AUGUST = { from: firstDay(679), to: firstDay(680) }
const SEPTEMBER = { from: firstDay(680), to: firstDay(681) }
const YES = { answers: '555555' }

let platform: Platform
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('tinh', { level: 'province' }),
        ...['a', 'b', 'c'].map((code) => anAgency(code, { parent: 'tinh' })),
        anAgency('cu', { parent: 'tinh', successor: 'a', validTo: AUGUST.from + 20 }),
      ],
      points: ['tinh', 'a', 'b', 'c', 'cu'].flatMap((code) => [1, 2].map((i) => aServicePoint(`${code}-0${i}`, code))),
      fields: [aField('dat-dai'), aField('ho-tich')],
    },
  })
})
afterEach(() => platform.close())

describe('the page of an agency beside a small one', () => {
  beforeEach(() =>
    record(platform, [...answersAt('a', 90, YES), ...answersAt('b', 40, YES), ...answersAt('c', 3, YES)]),
  )

  test('shows nothing but what it leads to, and no other page shows its figure', async () => {
    const page = await pageOf('b')
    expect(page.index).toMatchObject({ n: 40, hidden: 'by-subtraction', figure: null })
    expect(page.flagged.without.figure).toBeNull()
    expect(figuresOf(page)).toEqual([])
    expect(page.points.map(({ point }) => point.id)).toEqual(['b-01', 'b-02'])
    expect([page.fields, page.cuts, page.factors, page.comparisons]).toEqual([[], [], [], []])
    const above = await pageOf('tinh')
    expect(above.children.map(({ agency, shown }) => [agency.code, shown.hidden])).toEqual([
      ['a', null],
      ['b', 'by-subtraction'],
      ['c', 'too-few'],
    ])
    expect((await pageOf('a')).index.hidden).toBeNull()
  })

  test('is not given away by narrowing it', async () => {
    for (const filter of [
      [{ cut: 'field', value: 'dat-dai' }],
      [{ cut: 'channel', value: 'qr' }],
      [{ cut: 'language', value: 'vi' }],
      [{ cut: 'point', value: 'b-01' }],
    ] as const) {
      expect((await pageOf('b', { filter })).index.hidden).toBe('by-subtraction')
      expect((await pageOf('a', { filter: filter.filter(({ cut }) => cut !== 'point') })).index.hidden).toBeNull()
    }
    expect((await pageOf('tinh', { filter: [{ cut: 'point', value: 'b-01' }] })).index.hidden).toBe('by-subtraction')
  })

  test('is hidden as a former period and as a year, too', async () => {
    await record(
      platform,
      ['a', 'b', 'c'].flatMap((code) => answersAt(code, 60, { ...YES, month: '2026-09' })),
    )
    const later = await pageOf('b', { period: SEPTEMBER })
    expect(later.index.hidden).toBeNull()
    expect(later.comparisons[0]).toMatchObject({ with: 'former', shown: { hidden: 'by-subtraction' }, why: 'hidden' })
    const year = async (code: string) => (await platform.services.dashboard.years(INSPECTOR, code, null)).years[0]
    expect((await year('b'))?.shown.hidden).toBeNull()
    await record(platform, answersAt('tinh', 4, { ...YES, month: '2026-10' }))
    // Services of their own know what has come since.
    const { storage, services, config, now } = platform
    const anew = new DashboardService({ storage, directory: services.directory, config, now })
    const [shown] = (await anew.years(INSPECTOR, 'c', null)).years
    expect(shown?.shown).toMatchObject({ n: 63, hidden: 'by-subtraction' })
  })

  test('keeps the rules of the page alone in days that are no whole months', async () => {
    const period = { from: AUGUST.from, to: AUGUST.to + 1 }
    expect((await pageOf('b', { period })).index.hidden).toBeNull()
    const above = await pageOf('tinh', { period })
    expect(above.children.map(({ shown }) => shown.hidden)).toEqual([null, 'by-subtraction', 'too-few'])
  })

  test('is for its own account as for everybody else', async () => {
    const own = anAccount({ grants: [{ role: 'agency', agency: 'b' }] })
    const page = await platform.services.dashboard.ofAgency(own, 'b', { ...QUERY, period: AUGUST })
    expect(page.index.hidden).toBe('by-subtraction')
  })
})

describe('rows of a page', () => {
  test('by service point hide another point of the same agency, not the agencies beside them', async () => {
    await record(platform, [
      ...answersAt('tinh', 3, { ...YES, point: 'tinh-01' }),
      ...answersAt('tinh', 60, { ...YES, point: 'tinh-02' }),
      ...answersAt('a', 40, YES),
    ])
    const page = await pageOf('tinh')
    expect(page.points.map(({ point, shown }) => [point.id, shown.hidden])).toEqual([
      ['tinh-01', 'too-few'],
      ['tinh-02', 'by-subtraction'],
    ])
    expect(page.children[0]).toMatchObject({ agency: { code: 'a' }, shown: { hidden: null } })
  })

  test('by field are hidden for the sake of other agencies, in files and on pages of one field alike', async () => {
    await record(platform, [
      ...answersAt('a', 80, { ...YES, field: 'dat-dai' }),
      ...answersAt('a', 60, { ...YES, field: 'ho-tich', month: '2026-09' }),
      ...answersAt('b', 50, { ...YES, field: 'dat-dai' }),
      ...answersAt('b', 3, { ...YES, field: 'ho-tich' }),
      ...answersAt('c', 70, { ...YES, field: 'dat-dai', month: '2026-09' }),
      ...answersAt('c', 90, { ...YES, field: 'ho-tich', month: '2026-09' }),
    ])
    const period = { from: AUGUST.from, to: SEPTEMBER.to }
    const hiddenOn = async (code: string) => {
      const page = await pageOf(code, { period })
      const rows = resultRows(page).filter(({ kind, shown }) => kind === 'field' && shown.hidden === 'by-subtraction')
      expect(rows.map((row) => row.code)).toEqual(
        page.fields.filter(({ shown }) => shown.hidden === 'by-subtraction').map(({ field }) => field.code),
      )
      return rows.map((row) => row.code)
    }
    expect(await hiddenOn('a')).toEqual([])
    expect(await hiddenOn('b')).toEqual(['dat-dai'])
    expect(await hiddenOn('c')).toEqual(['ho-tich', 'dat-dai'])
    expect(await hiddenOn('tinh')).toEqual([])
    const narrowed = await pageOf('c', { period, filter: [{ cut: 'field', value: 'ho-tich' }] })
    expect(narrowed.index.hidden).toBe('by-subtraction')
  })

  test('of a merged agency do not tell what a few said before it was merged', async () => {
    await record(platform, [...answersAt('a', 60, YES), ...answersAt('cu', 3, YES), ...answersAt('b', 80, YES)])
    const asItIs = await pageOf('a')
    expect(asItIs.index).toMatchObject({ n: 63, hidden: null })
    expect(asItIs.points.every(({ shown }) => shown.figure === null)).toBe(true)
    expect((await pageOf('a', { view: 'as-it-was' })).index).toMatchObject({ n: 60, hidden: 'by-subtraction' })
    expect((await pageOf('cu', { view: 'as-it-was' })).index.hidden).toBe('too-few')
    expect((await pageOf('b', { view: 'as-it-was' })).index.hidden).toBeNull()
  })
})

const QUERY: AgencyQuery = { period: AUGUST, view: 'as-it-is', questionnaire: null, step: 'return', filter: [] }

function pageOf(code: string, over: Partial<AgencyQuery> = {}): Promise<AgencyDashboard> {
  return platform.services.dashboard.ofAgency(INSPECTOR, code, { ...QUERY, ...over })
}

/** Whatever a file of the page would print a number of. */
function figuresOf(page: AgencyDashboard): readonly string[] {
  return resultRows(page).flatMap(({ kind, code, shown }) => (shown.figure ? [`${kind} ${code}`] : []))
}
