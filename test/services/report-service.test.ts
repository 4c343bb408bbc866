import { createHash, randomInt } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from '@jest/globals'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import { canonicalJson } from '../../server/domain/canonical-json.ts'
import { ForbiddenError, InvalidInputError, NotFoundError } from '../../server/domain/errors.ts'
import { newPublicCode, printPublicCode } from '../../server/domain/public-code.ts'
import { readReportContent, type AgencyDraft, type ComparisonDraft } from '../../server/services/report-content.ts'
import { anAccount } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aComparisonReport, anAgencyReport, aPeriod } from '../fixtures/report.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { ADMINISTRATOR, agencyGrant } from '../fixtures/staff-browser.ts'

const INSPECTOR = anAccount()
const AT_MY_LOC = anAccount({ grants: agencyGrant('my-loc') })
const DAY_MS = 86_400_000

let platform: Platform
beforeEach(async () => {
  platform = await openReportedPlatform()
})
afterEach(() => platform.close())

const reports = () => platform.services.reports
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Answers of the past that come to the store now, as paper forms do. */
const lateAnswers = () => record(platform, answers('my-loc', 60, '1'))

describe('a report', () => {
  test('stays as it was made, whatever answers come later', async () => {
    const made = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    await lateAnswers()
    const opened = await reports().open(INSPECTOR, made.code)
    expect(opened).toMatchObject({ report: made, isIntact: true, correction: null })
    const draft = (await reports().draft(INSPECTOR, anAgencyReport('my-loc'))) as AgencyDraft
    expect(draft.index.figure.n).toBeGreaterThan((opened.content as AgencyDraft).index.figure.n)
  })

  test('says under which code, when and of whom it was made, which its digest covers', async () => {
    const { code, content, digest, madeOn, agency, replaces } = await reports().make(
      INSPECTOR,
      anAgencyReport('my-loc'),
    )
    expect(readReportContent(content)).toMatchObject({
      ...{ form: 'hailong-report/1', kind: 'agency', code, madeOn: '2026-11-23', replaces: null },
      about: { code: 'my-loc', names: { vi: 'Xã my-loc', en: 'Commune my-loc' } },
      above: { code: 'tinh' },
      ...{ period: '2026-Q3', span: { from: '2026-07', to: '2026-09' }, view: 'as-it-is', step: 'return' },
      instrument: { key: 'counter', version: 1, versions: ['counter/1'] },
      method: { name: 'index.pooled', document: '1', platform: '0.1.0', least: 5 },
      targets: [{ threshold: '95', source: 'Quyết định 12/QĐ-UBND', from: '2026-01-01', to: null }],
    })
    expect([agency, replaces, madeOn]).toEqual(['my-loc', null, 20_780])
    expect(digest).toBe(sha256(content))
  })

  test('has one text and one digest, in whatever order its keys are handed on', async () => {
    for (const scope of [anAgencyReport('my-loc'), aComparisonReport()]) {
      const { content, digest } = await reports().make(INSPECTOR, scope)
      const shuffled = JSON.parse(content, (_, value: unknown) =>
        typeof value === 'object' && value !== null && !Array.isArray(value)
          ? Object.fromEntries(Object.entries(value).toReversed())
          : value,
      ) as unknown
      expect(JSON.stringify(shuffled)).not.toBe(content)
      expect(sha256(canonicalJson(shuffled))).toBe(digest)
    }
  })

  test('is found by its code however that is typed, and by no other', async () => {
    const { code } = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    for (const typed of [code, printPublicCode(code), ` ${code.toLowerCase()} `, code.replace(/./g, '$& ')]) {
      expect((await reports().ofCode(typed)).report.code).toBe(code)
    }
    const other = code.slice(0, 7) + (code.endsWith('0') ? '1' : '0')
    for (const typed of [other, '', 'x', '22222222', `${code}0`]) {
      await expect(reports().ofCode(typed)).rejects.toThrow(NotFoundError)
    }
  })

  test('that somebody changed in the store no longer fits its digest', async () => {
    const made = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    const code = newPublicCode(randomInt)
    await platform.storage.reports.add({ ...made, code, content: made.content.replace('"least":5', '"least":4') })
    expect((await reports().ofCode(made.code)).isIntact).toBe(true)
    expect((await reports().ofCode(code)).isIntact).toBe(false)
  })

  test('is put down in the audit with who made it', async () => {
    const { code } = await reports().make(AT_MY_LOC, anAgencyReport('my-loc'))
    const [entry] = await platform.storage.audit.list({ limit: 1, before: null })
    expect(entry).toMatchObject({
      ...{ account: AT_MY_LOC.id, act: 'report.made', agency: 'my-loc' },
      details: { report: code, period: '2026-Q3' },
    })
  })

  test('holds answers that came a moment ago, though pages still show what was read before', async () => {
    const query = { level: 'commune', under: null, field: null, view: 'as-it-is', questionnaire: null } as const
    const { from, to } = aPeriod('2026-Q3')
    const asked = { ...query, months: { from, to }, step: 'return', method: null, flagged: 'in' } as const
    const before = await platform.services.compare.compare(INSPECTOR, asked)
    await lateAnswers()
    const { content } = await reports().make(INSPECTOR, aComparisonReport())
    const unit = (readReportContent(content) as ComparisonDraft).units.find(({ code }) => code === 'my-loc')
    const shown = before.units.find(({ agency }) => agency.code === 'my-loc')
    expect(unit?.figure.n).toBeGreaterThan(shown?.shown.n ?? Number.NaN)
  })
})

describe('who may', () => {
  test('make a report on an agency is who sees it', async () => {
    await expect(reports().make(AT_MY_LOC, anAgencyReport('my-loc'))).resolves.toMatchObject({ agency: 'my-loc' })
    await expect(reports().make(AT_MY_LOC, anAgencyReport('tan-an'))).rejects.toThrow(ForbiddenError)
    await expect(reports().make(INSPECTOR, anAgencyReport('unknown'))).rejects.toThrow(NotFoundError)
  })

  test('compare the province is who sees it, others what lies below their own', async () => {
    const province = anAccount({ grants: agencyGrant('tinh') })
    await expect(reports().make(INSPECTOR, aComparisonReport())).resolves.toMatchObject({ agency: null })
    await expect(reports().make(province, aComparisonReport())).rejects.toThrow(ForbiddenError)
    await expect(reports().make(province, aComparisonReport({ under: 'tinh' }))).resolves.toMatchObject({
      agency: 'tinh',
    })
    await expect(reports().make(AT_MY_LOC, aComparisonReport({ under: 'tinh' }))).rejects.toThrow(ForbiddenError)
  })

  test('open and correct a report is who sees what it is about', async () => {
    const own = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    const whole = await reports().make(INSPECTOR, aComparisonReport())
    await expect(reports().open(AT_MY_LOC, own.code)).resolves.toMatchObject({ report: own })
    for (const [viewer, code] of [
      [AT_MY_LOC, whole.code],
      [anAccount({ grants: agencyGrant('tan-an') }), own.code],
    ] as const) {
      await expect(reports().open(viewer, code)).rejects.toThrow(ForbiddenError)
      await expect(reports().correction(viewer, code)).rejects.toThrow(ForbiddenError)
      await expect(reports().correct(viewer, code)).rejects.toThrow(ForbiddenError)
    }
  })

  test('see a report in the list is the same', async () => {
    for (const scope of [anAgencyReport('my-loc'), anAgencyReport('tan-an'), aComparisonReport()]) {
      await reports().make(INSPECTOR, scope)
    }
    const seen = async (viewer: typeof INSPECTOR) =>
      (await reports().list(viewer, { agency: null, after: null })).reports.map(({ report }) => report.agency)
    expect((await seen(INSPECTOR)).sort()).toEqual(['my-loc', null, 'tan-an'].sort())
    expect(await seen(AT_MY_LOC)).toEqual(['my-loc'])
    expect(await seen(anAccount({ grants: [] }))).toEqual([])
    await expect(reports().list(AT_MY_LOC, { agency: 'tan-an', after: null })).rejects.toThrow(ForbiddenError)
  })
})

test('the list goes on page by page, the newest day first, and can be of one agency', async () => {
  const made: string[] = []
  for (let i = 0; i < 23; i++) {
    const { code } = await reports().make(
      INSPECTOR,
      anAgencyReport(i === 3 ? 'tan-an' : 'nho', { period: aPeriod('2026-07') }),
    )
    made.unshift(code)
    platform.moveClock(DAY_MS)
  }
  const first = await reports().list(INSPECTOR, { agency: null, after: null })
  const second = await reports().list(INSPECTOR, { agency: null, after: first.older })
  const codes = [...first.reports, ...second.reports].map(({ report }) => report.code)
  expect(codes).toEqual(made)
  expect([first.reports.length, second.older]).toEqual([20, null])
  const ofOne = await reports().list(INSPECTOR, { agency: 'tan-an', after: null })
  expect(ofOne.reports.map(({ report }) => report.code)).toEqual([made[19]])
})

test.each([
  ['a period that is not over', anAgencyReport('my-loc', { period: aPeriod('2026-Q4') }), 'period'],
  ['a level with one unit', aComparisonReport({ level: 'department' }), 'level'],
  ['a level with none', aComparisonReport({ level: 'office' }), 'level'],
  ['a field that is none', aComparisonReport({ field: 'unknown' }), 'field'],
])('no report is made of %s', async (_, scope, where) => {
  const refusal = await reports()
    .make(INSPECTOR, scope)
    .then(
      () => null,
      (error: unknown) => error,
    )
  expect(refusal).toBeInstanceOf(InvalidInputError)
  expect((refusal as InvalidInputError).problems.map((problem) => problem.where)).toEqual([where])
  expect(await platform.storage.reports.list([null, 'my-loc'], { limit: 9, after: null })).toEqual([])
})

describe('a correction', () => {
  test('is another report that names the old one, which stays and knows of it', async () => {
    const old = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    await lateAnswers()
    expect((await reports().correction(INSPECTOR, old.code)).state).toBe('ready')
    const made = await reports().correct(AT_MY_LOC, old.code)
    if (!made) throw new Error('there was something to correct')
    expect(made).toMatchObject({ agency: 'my-loc', replaces: old.code })
    expect(readReportContent(made.content)).toMatchObject({ replaces: old.code, period: '2026-Q3' })
    expect(await reports().ofCode(old.code)).toMatchObject({ report: old, correction: made.code })
    expect(await reports().ofCode(made.code)).toMatchObject({ correction: null })
    const [entry] = await platform.storage.audit.list({ limit: 1, before: null })
    expect(entry?.details).toEqual({ report: made.code, period: '2026-Q3', replaces: old.code })
  })

  test('is not made twice: the correction is corrected instead', async () => {
    const old = await reports().make(INSPECTOR, aComparisonReport())
    await lateAnswers()
    const made = await reports().correct(INSPECTOR, old.code)
    await record(platform, answers('tan-an', 60, '1'))
    expect(await reports().correct(INSPECTOR, old.code)).toBeNull()
    expect((await reports().correction(INSPECTOR, old.code)).state).toBe('corrected')
    const next = await reports().correct(INSPECTOR, made?.code ?? '')
    expect(next?.replaces).toBe(made?.code)
  })

  test('is not made where nothing has changed', async () => {
    for (const scope of [anAgencyReport('my-loc'), aComparisonReport()]) {
      const { code } = await reports().make(INSPECTOR, scope)
      platform.moveClock(DAY_MS)
      expect((await reports().correction(INSPECTOR, code)).state).toBe('same')
      expect(await reports().correct(INSPECTOR, code)).toBeNull()
    }
  })

  test('is made of a name alone, too', async () => {
    const { code } = await reports().make(INSPECTOR, anAgencyReport('my-loc'))
    const agency = (await platform.services.directory.current()).directory.agency('my-loc')
    if (!agency) throw new Error('my-loc is there')
    await platform.storage.directory.apply({ agencies: [{ ...agency, names: { vi: 'Phường Mỹ Lộc' } }] })
    platform.moveClock(2000)
    const made = await reports().correct(INSPECTOR, code)
    expect(readReportContent(made?.content ?? '').about?.names.vi).toBe('Phường Mỹ Lộc')
  })
})

describe('what is suppressed', () => {
  let contents: readonly string[]
  let quiet: Platform
  beforeAll(async () => {
    quiet = await openReportedPlatform()
    // One field and one factor of few, a month of few, and few flagged.
    await record(quiet, [
      ...Array.from({ length: 3 }, () =>
        aResponse({
          agency: 'gia-hoa',
          point: 'gia-hoa-01',
          receivedHour: firstHour(parseIsoDay('2026-08-05') ?? 0) + 9,
          field: 'xay-dung',
        }),
      ),
      ...answers('nho', 40, '5', { months: [677] }),
    ])
    const { reports: service } = quiet.services
    contents = await Promise.all(
      [
        anAgencyReport('gia-hoa'),
        anAgencyReport('nho'),
        anAgencyReport('nho', { period: aPeriod('2026-07') }),
        anAgencyReport('im-lang'),
        aComparisonReport(),
        aComparisonReport({ field: 'chung-thuc', period: aPeriod('2026-06') }),
      ].map(async (scope) => (await service.make(anAccount({ grants: ADMINISTRATOR }), scope)).content),
    )
  })
  afterAll(() => quiet.close())

  /** Every object of a value, with those that hold it, the outermost first. */
  function* objectsIn(value: unknown, above: readonly object[] = []): Generator<readonly object[]> {
    if (typeof value !== 'object' || value === null) return
    const way = [...above, value]
    if (!Array.isArray(value)) yield way
    for (const part of Object.values(value)) yield* objectsIn(part, way)
  }

  test('keeps how many there were and why, and no other number', () => {
    let hidden = 0
    for (const content of contents) {
      for (const way of objectsIn(JSON.parse(content))) {
        const one = way.at(-1) as { hidden?: string | null; n?: number }
        if (one.hidden === undefined || one.hidden === null) continue
        hidden++
        expect(Object.keys(one).sort()).toEqual(['hidden', 'n'])
        expect(one.n).toEqual(expect.any(Number))
      }
    }
    expect(hidden).toBeGreaterThan(20)
  })

  test('has no rank, no levels and no change', () => {
    for (const content of contents) {
      for (const way of objectsIn(JSON.parse(content))) {
        const row = way.at(-1) as {
          figure?: { hidden: string | null }
          levels?: unknown
          standing?: unknown
          change?: { difference: unknown }
        }
        if ((row.figure?.hidden ?? null) === null) continue
        expect(row.levels ?? null).toBeNull()
        expect(row.standing ?? null).toBeNull()
        expect(row.change?.difference ?? null).toBeNull()
      }
    }
  })

  test('is no counter: a row of one could point at a person', () => {
    for (const content of contents) expect(content).not.toMatch(/Quầy|Counter [a-z]+-|[a-z]-0\d"/)
  })
})
