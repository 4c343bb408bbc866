import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import { canonicalJson } from '../../server/domain/canonical-json.ts'
import { ExportRecount, type ExportedResponse } from '../../server/services/export-recount.ts'
import { readReportContent, type AgencyDraft, type ReportContent } from '../../server/services/report-content.ts'
import { compareDrafts } from '../../server/services/report-differences.ts'
import { recounted } from '../../server/services/report-recount.ts'
import { checkedByStore } from '../../server/services/report-verification.ts'
import { anAccount } from '../fixtures/account.ts'
import type { Platform } from '../fixtures/platform.ts'
import { record } from '../fixtures/public-platform.ts'
import { aComparisonReport, anAgencyReport, aPeriod } from '../fixtures/report.ts'
import { answers, openReportedPlatform } from '../fixtures/reported-platform.ts'

const INSPECTOR = anAccount()
const METHODS = ['index.pooled', 'index.mean-questions', 'index.mean-factors', 'index.direct']
/** A member whose value is computed, or is computed from. */
const COMPUTED = /"(index|lower|upper|p|variance|evidence|rank|worst|group|n|answers|share|squares)":"?[\w ./-]+"?/g

describe.each(METHODS)('by %s', (method) => {
  let platform: Platform
  let contents: ReadonlyMap<string, ReportContent>
  let agency: ReportContent & AgencyDraft
  beforeAll(async () => {
    platform = await openReportedPlatform({ METHOD: method })
    const scopes = {
      agency: anAgencyReport('my-loc'),
      'an agency of few': anAgencyReport('nho'),
      'an agency without answers': anAgencyReport('im-lang'),
      'a month of a department': anAgencyReport('so-y-te', { period: aPeriod('2026-08') }),
      'a province in a year that is over': anAgencyReport('tinh', { period: aPeriod('2025') }),
      'an agency by the full form': anAgencyReport('gia-hoa', { questionnaire: 'full' }),
      communes: aComparisonReport(),
      'communes in one field': aComparisonReport({ field: 'ho-tich', period: aPeriod('2026-06') }),
    }
    contents = new Map(
      await Promise.all(
        Object.entries(scopes).map(async ([name, scope]) => {
          const { content } = await platform.services.reports.make(INSPECTOR, scope)
          return [name, readReportContent(content)] as const
        }),
      ),
    )
    const first = contents.get('agency')
    if (first?.kind !== 'agency') throw new Error('the first report is on an agency')
    agency = first
  })
  afterAll(() => platform.close())

  test('every figure follows from the whole numbers of its report, letter by letter', () => {
    for (const content of contents.values()) expect(canonicalJson(recounted(content))).toBe(canonicalJson(content))
    expect(agency.index.transactions).toEqual({ count: 2700, why: null })
    expect(agency.changes[0]?.difference).not.toBeNull()
  })

  test('whatever number somebody changes no longer follows', () => {
    let changed = 0
    for (const name of ['agency', 'communes']) {
      const text = canonicalJson(contents.get(name))
      for (const { 0: found, index } of text.matchAll(COMPUTED)) {
        // How many are hidden or flagged follows from nothing else that a report holds.
        if (/("hidden":"[\w-]+",|"flagged":\{)$/.test(text.slice(0, index))) continue
        const forged = text.slice(0, index) + forgedOf(found) + text.slice(index + found.length)
        changed++
        expect([found, isEqual(JSON.parse(forged) as ReportContent)]).toEqual([found, false])
      }
    }
    expect(changed).toBeGreaterThan(150)
  })

  test.each([
    ['counter form', 'agency'],
    ['full form', 'an agency by the full form'],
  ])('the same answers of the %s as a file make the same figures', async (_, name) => {
    const content = contents.get(name)
    if (content?.kind !== 'agency') throw new Error('it is on an agency')
    const recount = new ExportRecount(content)
    for (const response of await exported(platform, content)) recount.add(response)
    const { compared, differences } = compareDrafts(partsOf(content), recount.parts())
    expect(differences).toEqual([])
    expect(compared).toBeGreaterThan(300)
  })

  test('one answer more or less, or of another field, makes others', async () => {
    const all = await exported(platform, agency)
    const [first] = all
    if (!first) throw new Error('there are answers')
    for (const file of [all.slice(1), [...all, first], [...all.slice(1), { ...first, field: 'xay-dung' }]]) {
      const recount = new ExportRecount(agency)
      for (const response of file) recount.add(response)
      expect(compareDrafts(partsOf(agency), recount.parts()).differences.length).toBeGreaterThan(3)
    }
  })

  test('the store makes the same report until answers are added, and then says where it differs', async () => {
    const { storage, services, config, now } = platform
    const parts = {
      storage,
      directory: services.directory,
      now,
      config: { ...config, method: 'index.direct', leastResponses: 20 },
    }
    for (const content of contents.values()) {
      expect((await checkedByStore(content, parts)).differences).toEqual([])
    }
    const { n } = agency.index.figure
    await record(platform, answers('my-loc', 7, '1', { months: [678] }))
    const later = await checkedByStore(agency, parts)
    const found = later.differences.find(({ path }) => path === 'index figure n')
    expect(found?.frozen).toBe(String(n))
    expect(Number(found?.now)).toBeGreaterThan(n)
    expect(later.differences.some(({ path }) => path.startsWith('months 2026-09'))).toBe(false)
  })
})

function isEqual(content: ReportContent): boolean {
  try {
    return compareDrafts(content, recounted(content)).differences.length === 0
  } catch (error) {
    // Whole numbers that contradict each other are noticed before there is anything to compare.
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The same member with another value. */
function forgedOf(member: string): string {
  const [, name = '', text, number] = /^"(\w+)":(?:"([^"]*)"|(\d+))$/.exec(member) ?? []
  if (name === 'evidence') return `"evidence":"${text === 'met' ? 'not met' : 'met'}"`
  const [num, den] = text?.split('/') ?? []
  // A little more would be lost among the digits of so large a number.
  if (num !== undefined && den !== undefined) return `"${name}":"${BigInt(num) - BigInt(num) / 9n + 1n}/${den}"`
  return number === undefined ? `"${name}":"${Number(text) * 1.001 + 0.001}"` : `"${name}":${Number(number) + 1}`
}

function partsOf(content: AgencyDraft): Partial<AgencyDraft> {
  const { index, flagged, overall, factors, months, fields } = content
  return { index, flagged, overall, factors, months, fields }
}

/** The responses that a file of the agency and the third quarter would hold. */
async function exported({ services }: Platform, content: AgencyDraft): Promise<readonly ExportedResponse[]> {
  const { about, instrument } = content
  const period = { from: parseIsoDay('2026-07-01') ?? 0, to: parseIsoDay('2026-10-01') ?? 0 }
  const query = { period, view: 'as-it-is', questionnaire: instrument.key, step: 'return', filter: [] } as const
  const file = await services.exports.file(INSPECTOR, about.code, query)
  const chunks: Buffer[] = []
  for await (const chunk of services.exports.contents(file, 'ndjson')) chunks.push(chunk)
  const lines = Buffer.concat(chunks).toString().trim().split('\n')
  return lines.map((line) => {
    const row = JSON.parse(line) as Record<string, string | number | null>
    return {
      levels: instrument.criteria.map(({ code }) => Number(row[code])),
      overall: Number(row['overall']),
      month: String(row['hour']).slice(0, 7),
      field: String(row['field']),
      isFlagged: row['flags'] !== '',
    }
  })
}
