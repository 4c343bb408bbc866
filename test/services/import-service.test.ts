import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { monthOfDay, parseIsoDay } from '../../server/domain/calendar.ts'
import { InvalidInputError } from '../../server/domain/errors.ts'
import { readPublicCode } from '../../server/domain/public-code.ts'
import type { ImportPlan } from '../../server/services/import-plan.ts'
import { ImportService } from '../../server/services/import-service.ts'
import { prepareStore } from '../../server/services/prepare-store.ts'
import type { Storage } from '../../server/storage/port.ts'
import { aQuestionnaire } from '../fixtures/questionnaire.ts'
import { openTestStore } from '../fixtures/test-store.ts'
import { ROOT } from '../fixtures/source-file.ts'

const EXAMPLES = join(ROOT, 'docs/examples')
const OCTOBER = monthOfDay(parseIsoDay('2026-10-01') ?? 0)

let storage: Storage
let imports: ImportService

beforeEach(async () => {
  storage = await openTestStore()
  await prepareStore(storage)
  imports = new ImportService(storage)
})
afterEach(() => storage.close())

type Files = Readonly<Record<string, string>>
const check = (files: Files) =>
  imports.check(Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) })))

async function planOf(files: Files): Promise<ImportPlan> {
  const checked = await check(files)
  if (!checked.ok) throw new Error(JSON.stringify(checked.problems))
  return checked.plan
}
async function bring(files: Files): Promise<ImportPlan> {
  const plan = await planOf(files)
  await imports.apply(plan)
  return plan
}
/** Each problem as `file:line column message`. */
async function problemsOf(files: Files): Promise<string[]> {
  const checked = await check(files)
  return checked.ok
    ? []
    : checked.problems.map(
        ({ file, line, where, message }) => `${file}:${line} ${where} ${message.replace('import:', '')}`,
      )
}

const AGENCIES =
  'code,name_vi,level,parent\ntinh,Tỉnh,province,\nso-y-te,Sở Y tế,department,tinh\nxa-moi,Xã Mới,commune,tinh\n'
const POINTS = 'point,agency,name_vi,field\nquay-1,so-y-te,Quầy 1,y-te\n'

describe('the example files', () => {
  const files = Object.fromEntries(
    readdirSync(EXAMPLES).map((name) => [name, readFileSync(join(EXAMPLES, name), 'utf8')]),
  )

  test('can be brought in together, and a second time change nothing', async () => {
    const plan = await bring(files)
    expect(plan.kinds).toEqual([
      expect.objectContaining({ kind: 'agencies', changed: [], unchanged: 0 }),
      expect.objectContaining({ kind: 'fields', added: ['thuy-loi'] }),
      expect.objectContaining({ kind: 'points' }),
      expect.objectContaining({ kind: 'targets' }),
      expect.objectContaining({ kind: 'references', added: ['sipas 2024 *', 'par-index 2024 tinh'] }),
      expect.objectContaining({ kind: 'transactions' }),
    ])
    const again = await planOf(files)
    expect(again.kinds.every(({ added, changed }) => added.length + changed.length === 0)).toBe(true)
    expect(again.newCodes).toEqual([])
  })

  test('say what they say', async () => {
    await bring(files)
    const { agencies, points, targets, references, codes } = await storage.directory.load()
    expect(agencies.find(({ code }) => code === 'xa-cu-1')).toEqual({
      code: 'xa-cu-1',
      names: { vi: 'Xã Ví Dụ Một (cũ)', en: 'Former Example Commune One' },
      level: 'commune',
      parent: 'tinh',
      validFrom: null,
      validTo: parseIsoDay('2025-07-01'),
      successor: 'xa-moi',
      promise: null,
    })
    expect(points.find(({ id }) => id === 'xa-moi-01')?.hours).toHaveLength(11)
    expect(targets.map(({ threshold }) => threshold).sort()).toEqual(['92.5', '95'])
    expect(references.map(({ value }) => value)).toEqual(['88,10', '83,94'])
    const scope = { agencies: ['xa-moi'], from: OCTOBER, to: OCTOBER + 1 }
    expect(await storage.transactions.sums(scope, [])).toMatchObject([{ step: 'return', count: 276 + 831 }])
    expect(
      codes
        .filter(({ point }) => point === 'xa-moi-02')
        .map(({ channel }) => channel)
        .sort(),
    ).toEqual(['kiosk', 'qr'])
  })
})

describe('checking', () => {
  test('changes nothing', async () => {
    const before = await storage.directory.load()
    const version = await storage.directory.version()
    await check({ 'a.csv': AGENCIES, 'p.csv': POINTS })
    expect(await storage.directory.load()).toEqual(before)
    expect(await storage.directory.version()).toBe(version)
  })

  test('lets files name one another, in any order', async () => {
    expect(await problemsOf({ 'p.csv': POINTS, 'a.csv': AGENCIES })).toEqual([])
    expect(await problemsOf({ 'p.csv': POINTS })).toEqual(['p.csv:2 agency unknown-agency'])
  })

  test('finds all that is wrong, by file, line and column', async () => {
    const files = {
      'a.csv':
        'code,name_vi,name_en,level,parent,valid_from,valid_to,successor\n' +
        'Sở,Sở,,department,,,,\n' +
        ',Không mã,,commune,nowhere,,,\n' +
        'xa-1,,One,town,,31/02/2026,,\n' +
        'xa-2,Xã 2,,commune,,2026-01-01,01/01/2026,xa-2\n' +
        'xa-3,Xã 3,,commune,xa-2,,,xa-9\n' +
        'xa-2,Xã 2 lần nữa,,commune,,,,\n',
      't.csv':
        'instrument,agency,field,from,to,threshold,source\n' +
        'counter,,,2026-01-01,,95,QĐ 1\n' +
        'sipas,xa-9,biển,,2025-01-01,101,\n' +
        'counter,,,2026-01-01,2025-12-31,"9,5 %",QĐ 2\n' +
        'counter,,rung,2027-01-01,,nhiều,QĐ 3\n',
    }
    expect(await problemsOf(files)).toEqual([
      'a.csv:2 code no-code',
      'a.csv:3 code blank',
      'a.csv:3 parent unknown-agency',
      'a.csv:4 name_vi blank',
      'a.csv:4 name_vi vietnamese-missing',
      'a.csv:4 level not-one-of',
      'a.csv:4 valid_from no-day',
      'a.csv:5 successor successor-circle',
      'a.csv:5 valid_to ends-too-soon',
      'a.csv:6 successor unknown-agency',
      'a.csv:6 parent level-order',
      'a.csv:6 valid_to successor-without-end',
      'a.csv:7  repeated-row',
      't.csv:3 from blank',
      't.csv:3 field no-code',
      't.csv:3 threshold no-threshold',
      't.csv:3 source blank',
      't.csv:3 instrument not-one-of',
      't.csv:3 agency unknown-agency',
      't.csv:4  repeated-row',
      't.csv:4 to ends-too-soon',
      't.csv:5 threshold no-threshold',
      't.csv:5 field unknown-field',
    ])
  })

  test('finds circles of parents and of successors, also through what is stored', async () => {
    await bring({ 'a.csv': 'code,name_vi,level,parent\na,A,office,\nb,B,office,a\nc,C,office,b\n' })
    expect(await problemsOf({ 'x.csv': 'code,name_vi,level,parent\na,A,office,c\n' })).toEqual([
      'x.csv:2 parent parent-circle',
    ])
    await bring({ 'y.csv': 'code,name_vi,level,valid_to,successor\nb,B,office,2026-01-01,c\n' })
    expect(await problemsOf({ 'z.csv': 'code,name_vi,level,valid_to,successor\nc,C,office,2026-01-01,b\n' })).toEqual([
      'z.csv:2 successor successor-circle',
    ])
  })

  test('does not let an agency sink below what belongs to it', async () => {
    await bring({ 'a.csv': AGENCIES })
    const lowered = { 'b.csv': 'code,name_vi,level\ntinh,Tỉnh,commune\n' }
    expect(await problemsOf(lowered)).toEqual(['b.csv:2 level level-order', 'b.csv:2 level level-order'])
  })

  test('refuses hours, steps, channels and fields of a point that are none', async () => {
    const points =
      'point,agency,name_vi,field,steps,channel,hours\n' +
      'quay-1,so-y-te,Quầy 1,y-te;mat-trang,return;later,qr;import,Mon 12:00-11:00\n' +
      'quay-2,so-y-te,,,,,\n'
    expect(await problemsOf({ 'a.csv': AGENCIES, 'p.csv': points })).toEqual([
      'p.csv:2 hours no-hours',
      'p.csv:2 steps not-one-of',
      'p.csv:2 channel not-one-of',
      'p.csv:2 field unknown-field',
      'p.csv:3 name_vi blank',
      'p.csv:3 field blank',
    ])
  })
})

describe('applying', () => {
  test('is all or nothing: a plan with problems is refused', async () => {
    const plan = await planOf({ 'a.csv': AGENCIES })
    const spoilt = { ...plan, problems: [{ file: 'a.csv', line: 2, where: '', message: 'import:blank' }] }
    await expect(imports.apply(spoilt)).rejects.toThrow(InvalidInputError)
    expect((await storage.directory.load()).agencies).toEqual([])
  })

  test('leaves what a missing column would say, and clears what a blank cell says', async () => {
    await bring({
      'a.csv': 'code,name_vi,name_en,level,promise_vi,promise_en\nxa,Xã,Commune,commune,Hứa,Promise\n',
    })
    await bring({ 'b.csv': 'code,name_vi,level\nxa,Xã Đổi Tên,commune\n' })
    const stored = async () => (await storage.directory.load()).agencies[0]
    expect(await stored()).toMatchObject({
      names: { vi: 'Xã Đổi Tên', en: 'Commune' },
      promise: { vi: 'Hứa', en: 'Promise' },
    })
    const plan = await bring({ 'c.csv': 'code,name_vi,level,promise_vi,promise_en\nxa,Xã Đổi Tên,commune,,\n' })
    expect(plan.kinds).toEqual([{ kind: 'agencies', added: [], changed: ['xa'], unchanged: 0 }])
    expect(await stored()).toMatchObject({ promise: null })
  })

  test('keeps words in languages that files do not have', async () => {
    await bring({ 'a.csv': AGENCIES })
    const [agency] = (await storage.directory.load()).agencies
    if (agency) await storage.directory.apply({ agencies: [{ ...agency, names: { ...agency.names, km: 'ឃុំ' } }] })
    await bring({ 'a.csv': AGENCIES })
    expect((await storage.directory.load()).agencies[0]?.names['km']).toBe('ឃុំ')
  })
})

describe('figures of others', () => {
  const REFERENCES = 'series,year,agency,value,source\n'

  test('are kept as they were published, and put in place of those of the same series, year and agency', async () => {
    await bring({
      'a.csv': AGENCIES,
      'r.csv': `${REFERENCES}sipas,2023,,"82,66",Bộ Nội vụ\nsipas,2023,so-y-te,hạng 11/63,Tỉnh\n`,
    })
    const plan = await bring({ 'r.csv': 'series,year,value,source\nsipas,2023,"82,66 %",Bộ Nội vụ\n' })
    expect(plan.kinds).toEqual([{ kind: 'references', added: [], changed: ['sipas 2023 *'], unchanged: 0 }])
    expect((await storage.directory.load()).references).toEqual([
      { series: 'sipas', year: 2023, agency: null, value: '82,66 %', source: 'Bộ Nội vụ' },
      { series: 'sipas', year: 2023, agency: 'so-y-te', value: 'hạng 11/63', source: 'Tỉnh' },
    ])
  })

  test('need a series, a year, a value and a source, and an agency that exists', async () => {
    const file = `${REFERENCES}Sipas,24,nowhere,,\npapi,2024,,1,a\npapi,2024,,2,b\n`
    expect(await problemsOf({ 'r.csv': file })).toEqual([
      'r.csv:2 series no-code',
      'r.csv:2 year no-year',
      'r.csv:2 value blank',
      'r.csv:2 source blank',
      'r.csv:2 agency unknown-agency',
      'r.csv:4  repeated-row',
    ])
  })
})

describe('counts of transactions', () => {
  const COUNTS = 'month,point,field,step,count\n'
  const stored = () =>
    storage.transactions.sums({ agencies: ['so-y-te', 'xa-moi'], from: 0, to: 1000 }, ['point', 'field'])

  test('are of the agency of their point, which may stand in another file', async () => {
    const files = { 'c.csv': `${COUNTS}2026-10,quay-1,y-te,return,40\n`, 'p.csv': POINTS, 'a.csv': AGENCIES }
    const plan = await bring(files)
    expect(plan.kinds.at(-1)).toEqual({
      kind: 'transactions',
      added: ['quay-1 y-te return 2026-10'],
      changed: [],
      unchanged: 0,
    })
    const count = { agency: 'so-y-te', point: 'quay-1', field: 'y-te', step: 'return', month: OCTOBER, count: 40 }
    expect(await stored()).toEqual([count])
  })

  test('take the place of those of the same point, field, step and month, and leave the others', async () => {
    const rows = (return_: number) => `2026-10,quay-1,y-te,return,${return_}\n10/2026,quay-1,y-te,submission,7\n`
    await bring({ 'a.csv': AGENCIES, 'p.csv': POINTS, 'c.csv': `${COUNTS}${rows(40)}2026-09,quay-1,y-te,return,3\n` })
    const version = await storage.directory.version()
    const plan = await bring({ 'c.csv': COUNTS + rows(41) })
    expect(plan.kinds).toEqual([
      { kind: 'transactions', added: [], changed: ['quay-1 y-te return 2026-10'], unchanged: 1 },
    ])
    expect((await stored()).map(({ count }) => count).sort()).toEqual([3, 41, 7])
    expect(await storage.directory.version()).toBe(version)
  })

  test('are not stored by a trial, nor where anything is wrong', async () => {
    await bring({ 'a.csv': AGENCIES, 'p.csv': POINTS })
    await planOf({ 'c.csv': `${COUNTS}2026-10,quay-1,y-te,return,40\n` })
    const file =
      `${COUNTS}2026-10,quay-1,y-te,return,40\n2026-13,quay-9,rung,waiting,1.234\n,,,,\n` +
      '10-2026,quay-1,y-te,return,-1\n2026-10,quay-1,y-te,return,41\n,quay-1,,,\n'
    expect(await problemsOf({ 'c.csv': file })).toEqual([
      'c.csv:3 step not-one-of',
      'c.csv:3 month no-month',
      'c.csv:3 count no-count',
      'c.csv:3 point unknown-point',
      'c.csv:3 field unknown-field',
      'c.csv:5 month no-month',
      'c.csv:5 count no-count',
      'c.csv:6  repeated-row',
      'c.csv:7 month blank',
      'c.csv:7 field blank',
      'c.csv:7 step blank',
      'c.csv:7 count blank',
    ])
    expect(await stored()).toEqual([])
  })
})

describe('public codes', () => {
  const codes = async () => (await storage.directory.load()).codes

  test('are made for each field, step and channel that lacks one, and never changed afterwards', async () => {
    await bring({ 'a.csv': AGENCIES, 'p.csv': POINTS })
    const first = await codes()
    expect(first.map(({ field, step, channel }) => `${field} ${step} ${channel}`).sort()).toEqual([
      'y-te return qr',
      'y-te submission qr',
    ])
    expect(first.every(({ code }) => readPublicCode(code).ok)).toBe(true)

    const more = POINTS.replace('field', 'field,channel').replace('y-te\n', 'y-te;dat-dai,qr;kiosk\n')
    const plan = await bring({ 'p.csv': more })
    expect(plan.newCodes).toHaveLength(6)
    expect(await codes()).toEqual(expect.arrayContaining([...first]))
    expect(await codes()).toHaveLength(8)
  })

  test('open the counter survey, or that of the questionnaire column, which gets codes of its own', async () => {
    await storage.questionnaires.publish(aQuestionnaire({ key: 'long' }))
    await bring({ 'a.csv': AGENCIES, 'p.csv': POINTS })
    const long = POINTS.replace('field', 'field,questionnaire').replace('y-te\n', 'y-te,long\n')
    expect((await bring({ 'p.csv': long })).newCodes.map(({ questionnaire }) => questionnaire)).toEqual([
      'long',
      'long',
    ])
    expect((await codes()).map(({ questionnaire }) => questionnaire).sort()).toEqual([
      'counter',
      'counter',
      'long',
      'long',
    ])
    expect((await planOf({ 'p.csv': long })).newCodes).toEqual([])
    expect((await planOf({ 'p.csv': long.replace(',long', ',') })).newCodes).toEqual([])
    expect((await planOf({ 'p.csv': long.replace('quay-1', 'quay-2').replace(',long', ',') })).newCodes).toMatchObject([
      { questionnaire: 'counter' },
      { questionnaire: 'counter' },
    ])
  })

  test('are not made anew by a file without that column, whatever those that stand open', async () => {
    await storage.questionnaires.publish(aQuestionnaire({ key: 'long' }))
    const long = POINTS.replace('field', 'field,questionnaire').replace('y-te\n', 'y-te,long\n')
    await bring({ 'a.csv': AGENCIES, 'p.csv': long })
    expect((await planOf({ 'p.csv': POINTS })).newCodes).toEqual([])
    const [one] = await codes()
    const { newCodes } = await bring({ 'c.csv': `code,withdrawn_on\n${one?.code ?? ''},2026-11-23\n` })
    expect(newCodes).toMatchObject([{ questionnaire: 'long', step: one?.step }])
  })

  test('cannot open a questionnaire that is not published', async () => {
    const other = POINTS.replace('field', 'field,questionnaire').replace('y-te\n', 'y-te,sipas\n')
    expect(await problemsOf({ 'a.csv': AGENCIES, 'p.csv': other })).toEqual(['p.csv:2 questionnaire not-one-of'])
  })

  test('are withdrawn by a file, each with another in its place unless told otherwise', async () => {
    await bring({ 'a.csv': AGENCIES, 'p.csv': POINTS })
    const [one, other] = await codes()
    if (!one || !other) throw new Error('two codes')
    const typed = `${one.code.slice(0, 4).toLowerCase()}-${one.code.slice(4)}`
    const file = `code;withdrawn_on;replace\n${typed};23/11/2026;\n${other.code};2026-11-23;no\n`
    const plan = await bring({ 'c.csv': file })
    const [replacement] = plan.newCodes
    expect(plan.newCodes).toHaveLength(1)
    expect(replacement).toMatchObject({ field: one.field, step: one.step, channel: one.channel, withdrawnOn: null })
    const day = parseIsoDay('2026-11-23')
    const stored = new Map((await codes()).map((code) => [code.code, code]))
    expect(stored.get(one.code)).toEqual({ ...one, withdrawnOn: day, replacedBy: replacement?.code })
    expect(stored.get(other.code)).toEqual({ ...other, withdrawnOn: day, replacedBy: null })
    expect((await planOf({ 'c.csv': file })).newCodes).toEqual([])
  })

  test('that are unknown, or no codes at all, cannot be withdrawn', async () => {
    const file = 'code,withdrawn_on,replace\n00000000,2026-01-01,\nABC,,maybe\n'
    expect(await problemsOf({ 'c.csv': file })).toEqual([
      'c.csv:2 code unknown-code',
      'c.csv:3 code unknown-code',
      'c.csv:3 withdrawn_on blank',
      'c.csv:3 replace not-one-of',
    ])
  })
})
