import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from '@jest/globals'
import { loadConfig } from '../../server/config.ts'
import { parseIsoDay } from '../../server/domain/calendar.ts'
import type { Report } from '../../server/domain/report.ts'
import { DirectoryService } from '../../server/services/directory-service.ts'
import { ExportService } from '../../server/services/export-service.ts'
import { prepareStore } from '../../server/services/prepare-store.ts'
import { ReportService } from '../../server/services/report-service.ts'
import type { ReportScope } from '../../server/services/report-scope.ts'
import type { Storage } from '../../server/storage/port.ts'
import { openSqliteStorage } from '../../server/storage/sqlite/open.ts'
import { anAccount } from '../fixtures/account.ts'
import { anAgency } from '../fixtures/agency.ts'
import { aField } from '../fixtures/procedure-field.ts'
import { aComparisonReport, anAgencyReport } from '../fixtures/report.ts'
import { answers } from '../fixtures/reported-platform.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { aTarget } from '../fixtures/target.ts'
import { useDataFolder } from '../storage/sqlite/data-folder.ts'
import { runCommand } from './run-command.ts'

const INSPECTOR = anAccount()
const now = (): Date => new Date('2026-11-23T01:00:00Z')
const QUIET = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined }
const QUARTER = { from: parseIsoDay('2026-07-01') ?? 0, to: parseIsoDay('2026-10-01') ?? 0 }

const folder = useDataFolder()
const file = (name: string): string => join(folder(), name)
const verify = (...args: readonly string[]) => runCommand(folder(), 'report-verify', ...args)

/** Does something with the store that the command will open. */
async function withStore<Result>(act: (storage: Storage) => Promise<Result>): Promise<Result> {
  const storage = await openSqliteStorage(folder())
  try {
    return await act(storage)
  } finally {
    await storage.close()
  }
}

const partsOf = (storage: Storage) => ({
  ...{ storage, directory: new DirectoryService(storage, now), config: loadConfig({}), log: QUIET, now },
})

const make = (scope: ReportScope): Promise<Report> =>
  withStore((storage) => new ReportService(partsOf(storage)).make(INSPECTOR, scope))

const addAnswers = (agency: string, count: number): Promise<void> =>
  withStore(async ({ responses }) => {
    await responses.record(answers(agency, count, '5555544442').map((response) => ({ response, comment: null })))
  })

/** Writes the responses of an agency and the quarter as a file for a spreadsheet or another program. */
const exportTo = (name: string, format: 'excel' | 'plain', step: 'return' | 'all'): Promise<void> =>
  withStore(async (storage) => {
    const exports = new ExportService(partsOf(storage))
    const query = { period: QUARTER, view: 'as-it-is', questionnaire: 'counter', step, filter: [] } as const
    const chunks: Buffer[] = []
    for await (const chunk of exports.contents(await exports.file(INSPECTOR, 'my-loc', query), format))
      chunks.push(chunk)
    writeFileSync(file(name), Buffer.concat(chunks))
  })

beforeEach(async () => {
  await withStore(async (storage) => {
    await prepareStore(storage)
    await storage.directory.apply({
      agencies: ['my-loc', 'tan-an'].map((code) => anAgency(code)),
      points: ['my-loc', 'tan-an'].map((code) => aServicePoint(`${code}-01`, code)),
      fields: ['dat-dai', 'ho-tich', 'chung-thuc'].map((code) => aField(code)),
      targets: [aTarget()],
    })
  })
  await addAnswers('my-loc', 300)
  await addAnswers('tan-an', 200)
})

describe('against the store', () => {
  test('a report is equal until answers are added, and then it is said where it differs', async () => {
    const { code, digest } = await make(anAgencyReport('my-loc'))
    const equal = await verify(code.toLowerCase())
    expect(equal).toMatchObject({ code: 0, err: '' })
    expect(equal.out).toContain('agency, my-loc, 2026-Q3, made on 2026-11-23')
    expect(equal.out).toContain(`Digest: ${digest}`)
    expect(equal.out).toMatch(/Equal: \d{3} numbers and words, computed anew from the answers in the store\./)

    await addAnswers('my-loc', 40)
    const different = await verify(code)
    expect(different.code).toBe(1)
    expect(different.out).toMatch(/Equal: \d{3} numbers and words, computed anew from its own whole numbers\./)
    expect(different.out).toMatch(
      /Different: \d+ of \d+ numbers and words, computed anew from the answers in the store\./,
    )
    expect(different.out).toMatch(/ {2}index figure n: \d+ in the report, \d+ now/)
  })

  test('a comparison is, too', async () => {
    const { code } = await make(aComparisonReport())
    expect(await verify(code)).toMatchObject({ code: 0 })
    await addAnswers('tan-an', 60)
    const { out, code: exit } = await verify(code)
    expect([exit, /units tan-an figure index: [\d.]+ in the report, [\d.]+ now/.test(out)]).toEqual([1, true])
    expect(await verify(code, '--export', file('none.csv'))).toMatchObject({
      code: 1,
      err: expect.stringContaining('one agency'),
    })
  })

  test('content that does not fit its digest is not equal', async () => {
    const made = await make(anAgencyReport('my-loc'))
    await withStore(({ reports }) =>
      reports.add({ ...made, code: '00000000', content: made.content.replace('"platform":"0.1.0"', '"platform":"9"') }),
    )
    const { code, out } = await verify('0000-0000')
    expect([code, out.includes('The digest in the store: WRONG.')]).toEqual([1, true])
  })

  test('a code of nothing is said to be one', async () => {
    expect(await verify('ABCD')).toMatchObject({ code: 1, err: 'No report has the code ABCD.\n' })
  })
})

describe('against a file of responses', () => {
  test.each([
    ['excel', 'return'],
    ['plain', 'all'],
  ] as const)('in the form %s, of the steps %s, it is equal', async (format, step) => {
    const { code } = await make(anAgencyReport('my-loc'))
    await exportTo('responses.csv', format, step)
    await addAnswers('my-loc', 30)
    const { code: exit, out, err } = await verify(code, '--export', file('responses.csv'))
    expect([exit, err]).toEqual([0, ''])
    expect(out).toMatch(/Equal: \d{3} numbers and words, computed anew from .*responses\.csv\./)
  })

  test('that lacks a row, it says where it differs', async () => {
    const { code } = await make(anAgencyReport('my-loc'))
    await exportTo('responses.csv', 'plain', 'return')
    const rows = readFileSync(file('responses.csv'), 'utf8').split('\n')
    writeFileSync(file('responses.csv'), [...rows.slice(0, 5), ...rows.slice(6)].join('\n'))
    const { code: exit, out } = await verify(code, '--export', file('responses.csv'))
    expect([exit, /index figure n: (\d+) in the report, \d+ now/.test(out)]).toEqual([1, true])
  })

  test.each([
    ['agency,F1.1\nmy-loc,5\n', 'lacks the columns point, field'],
    ['x', 'lacks the columns'],
  ])('that is none, it says so', async (text, problem) => {
    const { code } = await make(anAgencyReport('my-loc'))
    writeFileSync(file('other.csv'), text)
    const { code: exit, err } = await verify(code, '--export', file('other.csv'))
    expect([exit, err.includes(problem)]).toEqual([1, true])
  })

  test('with a level that is none, it says so', async () => {
    const { code } = await make(anAgencyReport('my-loc'))
    await exportTo('responses.csv', 'plain', 'return')
    const text = readFileSync(file('responses.csv'), 'utf8').replace(/(counter\/1"?,)5/, '$17')
    writeFileSync(file('responses.csv'), text)
    const { code: exit, err } = await verify(code, '--export', file('responses.csv'))
    expect([exit, err.includes('is no level')]).toEqual([1, true])
  })
})

describe('a downloaded file', () => {
  test('is checked without any store: by itself, by the digest on paper, and by responses', async () => {
    const { content, digest } = await make(anAgencyReport('my-loc'))
    writeFileSync(file('report.json'), content)
    await exportTo('responses.csv', 'excel', 'return')
    const nowhere = join(folder(), 'nothing-here')
    const printed = (digest.match(/.{8}/g) ?? []).join(' ').toUpperCase()
    const args = ['--file', file('report.json'), '--digest', printed, '--export', file('responses.csv')]
    const { code, out, err } = await runCommand(nowhere, 'report-verify', ...args)
    expect([code, err]).toEqual([0, ''])
    expect(out).toContain('The digest on the paper: right.')
    expect(out.match(/Equal: \d+ numbers and words/g)).toHaveLength(2)
  })

  test('that was changed does not follow from its numbers, nor has it the digest on paper', async () => {
    const { content, digest } = await make(anAgencyReport('my-loc'))
    writeFileSync(file('report.json'), content.replace(/"index":"[\d.]+"/, '"index":"99.5"'))
    const { code, out } = await verify('--file', file('report.json'), '--digest', digest)
    expect(code).toBe(1)
    expect(out).toContain('The digest on the paper: WRONG.')
    expect(out).toMatch(/ {2}.*index: 99\.5 in the report, [\d.]+ now/)
  })

  test('that was written anew by another program says that it was', async () => {
    const { content } = await make(anAgencyReport('my-loc'))
    writeFileSync(file('report.json'), JSON.stringify(JSON.parse(content), null, 2))
    const { code, out } = await verify('--file', file('report.json'))
    expect([code, out.includes('The way in which the file is written: WRONG.')]).toEqual([1, true])
  })

  test.each([
    ['{"form":"other/1"}', 'a report of the form other/1'],
    ['null', 'a report of the form undefined'],
    ['x', 'JSON'],
  ])('that is no report, %s, says so', async (text, problem) => {
    writeFileSync(file('report.json'), text)
    const { code, err } = await verify('--file', file('report.json'))
    expect([code, err.includes(problem)]).toEqual([1, true])
  })
})

test.each([[[]], [['ABCD', 'EFGH']], [['ABCD', '--file', 'x']], [['--what']], [['--export', 'x']]])(
  'anything else is explained: %s',
  async (args) => {
    const { code, err } = await verify(...args)
    expect([code, err.includes('Usage: npm run report:verify')]).toEqual([1, true])
  },
)
