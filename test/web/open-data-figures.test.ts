import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { loadLanguages } from '../../server/web/language.ts'
import { anAgency } from '../fixtures/agency.ts'
import { openDataLines, openOpenDataPlatform, pageOf, type OpenDataLine } from '../fixtures/open-data.ts'
import { openPlatform, type Platform } from '../fixtures/platform.ts'
import { answersAt, record } from '../fixtures/public-platform.ts'
import { aServicePoint } from '../fixtures/service-point.ts'
import { ROOT } from '../fixtures/source-file.ts'

const FACTORS = ['F1', 'F2', 'F3', 'F4', 'F5']
/** Columns of numbers that follow from answers. */
const FIGURE = /(respondents|index|lower|upper|satisfied)$|^answers|^flagged$/
const HOUR_MS = 61 * 60_000
const { t, format } = loadLanguages(join(ROOT, 'views/messages')).get('vi')

const isAbout = (line: OpenDataLine, agency: string, quarter: string, series: string): boolean =>
  line['agency'] === agency && line['quarter'] === quarter && line['series'] === series
const percent = (text: string | undefined): string => `${format.decimal(Number(text))} %`

/** What the page says of the row's index. */
function sentenceOf({ hidden = '', index, target, reading, evidence }: OpenDataLine): string {
  if (hidden !== '') return t(`public:sentence-${hidden}`, { least: '30' })
  const words = { index: percent(index), target: `${target ?? ''} %` }
  if (evidence === 'met') return t('public:sentence-met', words)
  if (evidence === 'not met') return t('public:sentence-not-met', words)
  return t(`public:sentence-${reading === 'reached' ? 'reached' : 'not-reached'}-unclear`, words)
}

describe('what the files say', () => {
  let platform: Platform
  let lines: readonly OpenDataLine[]
  beforeAll(async () => {
    platform = await openOpenDataPlatform()
    lines = await openDataLines(platform)
  })
  afterAll(async () => {
    await platform.close()
  })

  const lineOf = (agency: string, quarter = '2026-Q3', series = 'counter/1'): OpenDataLine => {
    const line = lines.find((one) => isAbout(one, agency, quarter, series))
    if (!line) throw new Error(`no line of ${agency}, ${quarter}, ${series}`)
    return line
  }

  test.each(['so-y-te', 'tinh', 'xa-a', 'xa-b', 'xa-c'])(
    'of %s every number is the one on its page',
    async (agency) => {
      const line = lineOf(agency)
      const { document, text } = await pageOf(platform, `/agencies/${agency}/public?period=quarter`)
      const numbersOf = (table: Element | undefined): readonly (string | null)[] =>
        [...(table?.querySelectorAll('td.number') ?? [])].map((cell) => cell.textContent)
      const [factors, levels] = [...document.querySelectorAll('table')]

      expect(text).toContain(line['name-vi'])
      expect(text).toContain(sentenceOf(line))
      expect(document.querySelector('.index b')?.textContent).toBe(line['index'] ? percent(line['index']) : undefined)
      if (line['index']) {
        const interval = { lower: percent(line['lower']), upper: percent(line['upper']) }
        expect(text).toContain(t('public:interval', interval))
        expect(text).toContain(t('public:respondents', { n: line['respondents'] ?? '' }))
        expect(text).toContain(line['target-source'])
      }
      const inFile = FACTORS.map((factor) => line[`${factor}-index`] ?? '').filter((index) => index !== '')
      expect(numbersOf(factors)).toEqual(inFile.map(percent))
      const counts = [5, 4, 3, 2, 1].map((level) => Number(line[`answers-level-${level}`]))
      const sum = counts.reduce((a, b) => a + b, 0)
      expect(numbersOf(levels)).toEqual(
        sum === 0 ? [] : counts.map((count) => `${format.decimal((count / sum) * 100, 1)} %`),
      )
      if (sum > 0) expect([sum, counts[0], counts[1]]).toEqual([Number(line['answers']), counts[0], counts[1]])
      const flagged = t('public:flagged', { n: line['flagged'] ?? '', without: percent(line['unflagged-index']) })
      expect(text.includes('phiếu cần xem xét, vì')).toBe(line['flagged'] !== '')
      if (line['flagged'] !== '') expect(text).toContain(flagged)
    },
  )

  test.each(['so-y-te', 'xa-a'])('the published quarters of %s add up to its page of four quarters', async (agency) => {
    const quarters = ['2026-Q1', '2026-Q2', '2026-Q3']
    const own = lines.filter((line) => quarters.some((quarter) => isAbout(line, agency, quarter, 'counter/1')))
    const sum = (column: string): number => own.reduce((total, line) => total + Number(line[column]), 0)
    const { document, text } = await pageOf(platform, `/agencies/${agency}/public`)
    const index = format.percent({ num: BigInt(sum('satisfied')), den: BigInt(sum('answers')) })
    expect(document.querySelector('.index b')?.textContent).toBe(index)
    expect(text).toContain(t('public:respondents', { n: format.count(sum('respondents')) }))
  })

  test('quarters and series that no page shows any more follow the same rule', () => {
    expect(lineOf('xa-a', '2024-Q4')).toMatchObject({ hidden: 'by-subtraction' })
    expect(lineOf('tinh', '2024-Q4')).toMatchObject({ hidden: '', respondents: '92', index: '60' })
    expect(lineOf('xa-b', '2024-Q4')).toMatchObject({ hidden: 'too-wide', respondents: '' })
    expect(lineOf('xa-a', '2026-Q2', 'full/1')).toMatchObject({ respondents: '45', index: '100', version: '1' })
    expect(lineOf('xa-c', '2026-Q2', 'full/1')).toMatchObject({ hidden: 'no-answers', respondents: '' })
    expect(lineOf('xa-cu', '2026-Q2')).toMatchObject({ hidden: '', respondents: '40' })
  })

  test('a hidden index leaves no number but the target in its row, and a reason', () => {
    expect(lineOf('xa-c')).toMatchObject({ hidden: 'too-few', target: '95', 'F1-hidden': 'with-index' })
    expect(lineOf('xa-b')).toMatchObject({ hidden: 'by-subtraction', 'flagged-hidden': 'with-index' })
    const figures = Object.keys(lines[0] ?? {}).filter((name) => FIGURE.test(name))
    const hidden = lines.filter((line) => line['hidden'] !== '')
    expect(hidden.length).toBeGreaterThan(10)
    for (const line of hidden) for (const name of figures) expect(line[name]).toBe('')
    for (const line of hidden) expect([line['reading'], line['evidence']]).toEqual(['', ''])
  })

  test('what is hidden by itself has its own reason', () => {
    // In one quarter xa-a answered nothing about F5.
    expect(lineOf('xa-a', '2026-Q1')).toMatchObject({ 'F4-hidden': '', 'F5-hidden': 'no-answers', 'F5-index': '' })
    for (const line of lines.filter((one) => one['hidden'] === '')) {
      for (const factor of FACTORS) expect(line[`${factor}-index`] === '').toBe(line[`${factor}-hidden`] !== '')
      expect(line['flagged'] === '').toBe(line['flagged-hidden'] !== '')
    }
  })
})

describe('as answers change', () => {
  let platform: Platform
  beforeEach(async () => {
    platform = await openOpenDataPlatform()
  })
  afterEach(async () => {
    await platform.close()
  })

  const lineOf = async (agency: string): Promise<OpenDataLine | undefined> =>
    (await openDataLines(platform)).find((line) => isAbout(line, agency, '2026-Q3', 'counter/1'))

  test('a file follows its pages within an hour', async () => {
    const before = await lineOf('xa-a')
    await record(platform, answersAt('xa-a', 10))
    expect(await lineOf('xa-a')).toEqual(before)
    platform.moveClock(HOUR_MS)
    expect(await lineOf('xa-a')).toMatchObject({ respondents: '100' })
    const { text } = await pageOf(platform, '/agencies/xa-a/public?period=quarter')
    expect(text).toContain(t('public:respondents', { n: '100' }))
  })

  test('nobody can tell no flagged responses from a few', async () => {
    expect(await lineOf('xa-a')).toMatchObject({ flagged: '', 'flagged-hidden': 'none-or-too-few' })
    await record(platform, answersAt('xa-a', 3, { flags: ['burst'] }))
    platform.moveClock(HOUR_MS)
    const line = await lineOf('xa-a')
    expect(line).toMatchObject({ respondents: '93', flagged: '', 'flagged-hidden': 'none-or-too-few' })
    expect([line?.['unflagged-respondents'], line?.['unflagged-index']]).toEqual(['', ''])
  })

  test('all five factors are hidden where one would tell of a few people', async () => {
    await record(platform, [
      ...answersAt('xa-a', 400, { answers: '444404' }),
      ...answersAt('xa-c', 400, { answers: '444404' }),
    ])
    platform.moveClock(HOUR_MS)
    const line = await lineOf('xa-c')
    expect(line?.['hidden']).toBe('')
    for (const factor of FACTORS) {
      expect([line?.[`${factor}-hidden`], line?.[`${factor}-index`]]).toEqual(['protected', ''])
    }
  })

  test('a quarter is told of from the first day after it on', async () => {
    await record(platform, answersAt('xa-a', 60, { month: '2026-11' }))
    platform.moveClock(HOUR_MS)
    const quarters = async (): Promise<Set<string | undefined>> =>
      new Set((await openDataLines(platform)).map((line) => line['quarter']))
    expect(await quarters()).not.toContain('2026-Q4')
    platform.moveClock(Date.parse('2026-12-31T17:00:00Z') - platform.now().getTime())
    expect(await quarters()).toContain('2026-Q4')
    expect((await pageOf(platform, '/open-data')).text).toContain('quý 4/2026')
  })
})

test('another method and a higher least number stand in the files as they do on the pages', async () => {
  const platform = await openPlatform({
    env: { METHOD: 'index.mean-factors', LEAST_RESPONSES: '50' },
    directory: {
      agencies: [anAgency('tinh', { level: 'province' })],
      points: [aServicePoint('tinh-01', 'tinh')],
    },
  })
  await record(platform, [
    ...answersAt('tinh', 70, { answers: '444444' }),
    ...answersAt('tinh', 40, { month: '2026-05' }),
  ])
  const [few, enough] = await openDataLines(platform)
  expect(few).toMatchObject({ quarter: '2026-Q2', hidden: 'too-few' })
  expect(enough).toMatchObject({
    method: 'index.mean-factors',
    index: '100',
    answers: '350',
    satisfied: '',
    target: '',
  })
  expect([enough?.['reading'], enough?.['evidence']]).toEqual(['', ''])
  expect((await pageOf(platform, '/open-data?lang=en')).text).toContain('at least 50 people')
  await platform.close()
})
