import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { parse } from 'csv-parse/sync'
import { methodFigure } from '../../scoring/method-figure.ts'
import { countResponse, emptyTally, tallyShape } from '../../scoring/tally.ts'
import type { Viewer } from '../../server/domain/account.ts'
import { firstHour, parseIsoDay } from '../../server/domain/calendar.ts'
import { ForbiddenError, NotFoundError } from '../../server/domain/errors.ts'
import type { Questionnaire } from '../../server/domain/questionnaire.ts'
import type { SurveyResponse } from '../../server/domain/response.ts'
import type { FileFormat } from '../../server/services/table-file.ts'
import type { ExportQuery } from '../../server/services/responses-file.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { aResponse } from '../fixtures/response.ts'
import { aServicePoint } from '../fixtures/service-point.ts'

const INSPECTOR: Viewer = {
  id: '1',
  name: 'thanh-tra',
  displayName: 'Thanh tra',
  grants: [{ role: 'inspector', agency: null }],
  mayReadComments: false,
}

const QUERY: ExportQuery = {
  period: { from: day('2026-11-01'), to: day('2026-12-01') },
  view: 'as-it-is',
  questionnaire: 'counter',
  step: 'return',
  filter: [],
}

let platform: Platform
beforeEach(async () => {
  platform = await openPlatform({
    directory: {
      agencies: [
        anAgency('my-loc'),
        anAgency('my-loc-van-phong', { level: 'office', parent: 'my-loc' }),
        anAgency('my-phuc', { successor: 'my-loc', validTo: day('2025-07-01') }),
        anAgency('tan-an'),
      ],
      points: [aServicePoint('my-loc-01', 'my-loc')],
    },
  })
})
afterEach(async () => {
  await platform.close()
})

describe('the file of responses', () => {
  test('has one row a response: circumstances, levels, what did not apply, facts, flags', async () => {
    await record(aResponse({ answers: '45-104', facts: '2', flags: ['burst', 'after-hours-burst'], language: 'en' }))
    expect(await written()).toBe(
      'agency,point,field,step,channel,language,hour,questionnaire,F1.1,F2.1,F3.1,F4.1,F5.1,overall,not-applicable,visits,flags\r\n' +
        'my-loc,my-loc-01,dat-dai,return,qr,en,2026-11-20T08,counter/1,4,5,,1,,4,F5.1,3+,burst after-hours-burst\r\n',
    )
  })

  test('leaves blank what was not given', async () => {
    await record(aResponse({ answers: '5-----', facts: '-' }))
    expect((await rows())[0]).toMatchObject({ 'F1.1': '5', 'F5.1': '', overall: '', 'not-applicable': '', visits: '' })
  })

  test('holds no id, no minute and no free text', async () => {
    const response = aResponse()
    const comment = {
      id: 'c'.repeat(32),
      agency: 'my-loc',
      point: 'my-loc-01',
      field: 'dat-dai',
      step: 'return' as const,
      day: day('2026-11-20'),
      language: 'vi',
      satisfied: true,
      text: 'Chị Bình rất tận tình',
    }
    await platform.storage.responses.record([{ response, comment }])
    const file = await written()
    expect(file).not.toContain(response.id)
    expect(file).not.toContain('Bình')
    expect(file).not.toMatch(/T\d\d:/)
  })

  test('is the same whoever came first within an hour', async () => {
    const [one, other] = [aResponse({ answers: '111111' }), aResponse({ answers: '555555' })]
    await record(other)
    await record(one)
    const second = await openPlatform({ directory: { agencies: [anAgency('my-loc')] } })
    await second.storage.responses.record([one, other].map((response) => ({ response, comment: null })))
    expect(await written(QUERY, 'plain', second)).toBe(await written())
    await second.close()
  })

  test('holds what the index is made of unless both steps or the other is asked for', async () => {
    await record(aResponse(), aResponse({ step: 'submission', answers: '454-04' }))
    expect((await rows()).map(({ step }) => step)).toEqual(['return'])
    expect((await rows({ ...QUERY, step: 'submission' })).map(({ step }) => step)).toEqual(['submission'])
    expect(await rows({ ...QUERY, step: 'all' })).toHaveLength(2)
  })

  test('takes the first hour of the period and leaves out the first hour after it', async () => {
    const hours = [-1, 0].flatMap((hour) => [firstHour(QUERY.period.from) + hour, firstHour(QUERY.period.to) + hour])
    await record(...hours.map((receivedHour) => aResponse({ receivedHour })))
    expect((await rows()).map(({ hour }) => hour)).toEqual(['2026-11-01T00', '2026-11-30T23'])
  })

  test('holds the subtree, and the merged agencies where asked for as it is', async () => {
    await record(...['my-loc', 'my-loc-van-phong', 'my-phuc', 'tan-an'].map((agency) => aResponse({ agency })))
    const agencies = async (view: ExportQuery['view']) => (await rows({ ...QUERY, view })).map(({ agency }) => agency)
    expect(await agencies('as-it-is')).toEqual(['my-loc', 'my-loc-van-phong', 'my-phuc'])
    expect(await agencies('as-it-was')).toEqual(['my-loc', 'my-loc-van-phong'])
  })

  test('pools comparable versions and leaves other series out', async () => {
    await publish({ version: 2, comparableWith: 1 })
    await publish({ version: 3, comparableWith: null })
    await record(...['counter/1', 'counter/2', 'counter/3'].map((questionnaire) => aResponse({ questionnaire })))
    const versions = async (questionnaire: string | null) =>
      (await rows({ ...QUERY, questionnaire })).map((row) => row['questionnaire'])
    expect(await versions('counter')).toEqual(['counter/3'])
    expect(await versions('counter/2')).toEqual(['counter/2', 'counter/1'])
    expect(await versions('counter/1')).toEqual(['counter/2', 'counter/1'])
  })

  test('is of the series that was answered last where none is named', async () => {
    await publish({ version: 2, comparableWith: null })
    await record(
      aResponse({ questionnaire: 'counter/2', receivedHour: firstHour(day('2026-10-05')) }),
      aResponse({ questionnaire: 'counter/1' }),
    )
    const period = { from: day('2026-10-01'), to: day('2026-12-01') }
    expect((await rows({ ...QUERY, period, questionnaire: null })).map((row) => row['questionnaire'])).toEqual([
      'counter/1',
    ])
  })

  test('has the facts of all versions, blank where one does not ask', async () => {
    await publish({ version: 2, comparableWith: 1 }, (questions) => [
      {
        kind: 'choice',
        code: 'papers',
        wording: { vi: 'Có phải nộp thêm giấy tờ không?' },
        hint: null,
        steps: ['return'],
        required: false,
        options: [
          { value: 'no', label: { vi: 'Không' } },
          { value: 'yes', label: { vi: 'Có' } },
        ],
      },
      ...questions,
    ])
    await record(aResponse({ facts: '1' }), aResponse({ questionnaire: 'counter/2', facts: '12' }))
    expect(await rows()).toEqual([
      expect.objectContaining({ questionnaire: 'counter/2', papers: 'yes', visits: '3+' }),
      expect.objectContaining({ questionnaire: 'counter/1', papers: '', visits: '2' }),
    ])
  })

  test('is written whole over many batches', async () => {
    const responses = Array.from({ length: 1234 }, (_, i) =>
      aResponse({ receivedHour: (firstHour(QUERY.period.from) + i / 2) | 0 }),
    )
    await record(...responses)
    expect(await rows()).toHaveLength(1234)
  })

  test('has only its first line where nobody answered', async () => {
    expect(await rows()).toEqual([])
    expect(await written()).toMatch(/^agency,.*\r\n$/)
  })

  test('gives the very index that the dashboard shows', async () => {
    const level = (i: number, of: number) => String(1 + ((i * of) % 5))
    const answers = (i: number) =>
      [7, 11, 13, 17].map((of) => level(i, of)).join('') + (i % 3 ? '0' : '4') + level(i, 3)
    await record(
      ...Array.from({ length: 400 }, (_, i) => aResponse({ answers: answers(i), flags: i % 9 ? [] : ['burst'] })),
    )
    await record(aResponse({ step: 'submission', answers: '111-11' }), aResponse({ agency: 'my-phuc' }))

    const { index } = await platform.services.dashboard.ofAgency(INSPECTOR, 'my-loc', {
      ...QUERY,
      step: 'return',
      filter: [],
    })
    expect(index.figure).toEqual(methodFigure('index.pooled', tallyOfRows(await rows())))
    expect(index.figure?.n).toBe(401)
  })
})

describe('the manifest', () => {
  test('tells the rows and the very bytes of the file, for each reader', async () => {
    await record(...Array.from({ length: 600 }, () => aResponse()))
    const file = await platform.services.exports.file(INSPECTOR, 'my-loc', QUERY)
    const manifest = await platform.services.exports.manifest(file)
    expect(manifest.rows).toBe(600)
    expect(manifest.digests.map(({ reader }) => reader)).toEqual(['excel', 'plain'])
    for (const { reader, bytes, sha256 } of manifest.digests) {
      const written_ = Buffer.from(await written(QUERY, reader))
      expect(bytes).toBe(written_.length)
      expect(sha256).toBe(createHash('sha256').update(written_).digest('hex'))
    }
  })

  test('has another digest as soon as one answer differs', async () => {
    await record(aResponse({ answers: '444444' }))
    const before = await digest()
    await record(aResponse({ answers: '444445' }))
    expect(await digest()).not.toBe(before)
  })
})

describe('who may export', () => {
  const asked = (viewer: Viewer, agency: string, query = QUERY) => platform.services.exports.file(viewer, agency, query)
  const clerk: Viewer = { ...INSPECTOR, grants: [{ role: 'agency', agency: 'my-loc' }] }

  test('an agency: its subtree and its past', async () => {
    for (const agency of ['my-loc', 'my-loc-van-phong', 'my-phuc']) {
      expect((await asked(clerk, agency)).agency.code).toBe(agency)
    }
  })

  test('an agency: no other agency', async () => {
    await expect(asked(clerk, 'tan-an')).rejects.toThrow(ForbiddenError)
  })

  test('nobody: an agency or a questionnaire that does not exist', async () => {
    await expect(asked(INSPECTOR, 'khong-co')).rejects.toThrow(NotFoundError)
    await expect(asked(INSPECTOR, 'my-loc', { ...QUERY, questionnaire: 'khong-co' })).rejects.toThrow(NotFoundError)
  })
})

function day(text: string): number {
  return parseIsoDay(text) ?? Number.NaN
}

async function record(...responses: readonly SurveyResponse[]): Promise<void> {
  await platform.storage.responses.record(responses.map((response) => ({ response, comment: null })))
}

/** Publishes another version of the counter survey. */
async function publish(
  version: Pick<Questionnaire, 'version' | 'comparableWith'>,
  questions: (all: Questionnaire['questions']) => Questionnaire['questions'] = (all) => all,
): Promise<void> {
  const [first] = await platform.storage.questionnaires.all()
  if (!first) throw new Error('no questionnaire is published')
  await platform.storage.questionnaires.publish({ ...first, ...version, questions: questions(first.questions) })
  // A change of the directory makes its readers look for new versions, too.
  await platform.storage.directory.apply({})
  platform.moveClock(2000)
}

async function written(query = QUERY, format: FileFormat = 'plain', { services } = platform): Promise<string> {
  const file = await services.exports.file(INSPECTOR, 'my-loc', query)
  const pieces: Buffer[] = []
  for await (const piece of services.exports.contents(file, format)) pieces.push(piece)
  return Buffer.concat(pieces).toString()
}

async function rows(query = QUERY): Promise<Record<string, string>[]> {
  return parse<Record<string, string>>(await written(query), { columns: true })
}

async function digest(): Promise<string | undefined> {
  const file = await platform.services.exports.file(INSPECTOR, 'my-loc', QUERY)
  return (await platform.services.exports.manifest(file)).digests[0]?.sha256
}

/** Counts a file as anyone can who has nothing but the file. */
function tallyOfRows(table: readonly Record<string, string>[]) {
  const codes = Object.keys(table[0] ?? {}).filter((key) => /^\w+\.\w+$/.test(key))
  const tally = emptyTally(tallyShape(codes.map((code) => ({ code, factor: code.split('.')[0] ?? '' }))))
  for (const row of table)
    countResponse(
      tally,
      codes.map((code) => Number(row[code])),
      Number(row['overall']),
    )
  return tally
}
