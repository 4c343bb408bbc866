import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { methodFigure } from '../../scoring/method-figure.ts'
import { METHODS } from '../../scoring/methods.ts'
import { AnswerFileError } from '../../server/cli/score-answers.ts'
import { readScoreOptions, UsageError } from '../../server/cli/score-options.ts'
import { scoreText } from '../../server/cli/score-output.ts'
import { countAnswerFile } from '../../server/cli/score-reader.ts'
import { scoreReport } from '../../server/cli/score-report.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'score-command-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** Seven questions in five factors, five respondents: the made-up answers that tell all methods apart. */
const ANSWERS = `respondent,F1.1,F1.2,F2.1,F3.1,F3.2,F4.1,F5.1,overall,comment
1,5,4,4,5,4,5,,5,"good, ""really"""
2,4,4,3,4,4,4,,4,
3,3,2,4,4,5,4,3,3,"two
lines"
4,5,5,5,5,5,5,5,,
5,4,,2,3,4,1,,4,`

function fileOf(content: string | Buffer, name = 'answers.csv'): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const script = join(import.meta.dirname, '../../server/start.js')
  return new Promise((resolve) => {
    execFile(process.execPath, [script, 'cli/score', ...args], (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

async function problemsOf(content: string | Buffer): Promise<readonly string[]> {
  try {
    await countAnswerFile(fileOf(content))
  } catch (error) {
    if (error instanceof AnswerFileError) return error.problems
    throw error
  }
  return []
}

const asked = { target: '95', population: null, weights: null }

describe('npm run score', () => {
  test('prints every method, factor and criterion as JSON, unrounded', async () => {
    const { code, out, err } = await run(fileOf(ANSWERS), '--json')
    expect({ code, err }).toEqual({ code: 0, err: '' })
    const report = JSON.parse(out) as Record<string, Record<string, Record<string, unknown>>>
    expect(report['n']).toBe(5)
    expect(Object.keys(report['methods'] ?? {})).toEqual(METHODS)
    expect(Object.keys(report['factors'] ?? {})).toEqual(['F1', 'F2', 'F3', 'F4', 'F5'])
    expect(Object.keys(report['criteria'] ?? {})).toEqual(['F1.1', 'F1.2', 'F2.1', 'F3.1', 'F3.2', 'F4.1', 'F5.1'])
    expect(report['methods']?.['index.pooled']).toEqual({
      index: 2400 / 31,
      variance: expect.any(Number),
      lower: expect.any(Number),
      upper: expect.any(Number),
      reading: 'not reached',
      evidence: 'cannot tell yet',
      more: expect.any(Number),
      n: 5,
      answers: 31,
    })
    expect(report['criteria']?.['F5.1']).toMatchObject({ index: 50, n: 2, answers: 2 })
    expect(report['factorMeans']?.['F1']).toMatchObject({ index: 77.5, n: 5 })
    expect(report['ignored']).toEqual(['respondent', 'comment'])
  })

  test('prints a table for people, two decimals', async () => {
    const { code, out } = await run(fileOf(ANSWERS))
    expect(code).toBe(0)
    for (const index of ['77.42', '75.00', '71.56', '80.00', '40.00', '77.78']) expect(out).toContain(index)
    expect(out).toContain('respondent, comment')
  })

  test('ends with 1 and prints nothing to standard output when the file is wrong', async () => {
    const { code, out, err } = await run(fileOf('F1.1,F1.2\n5,6\n'), '--json')
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toBe(
      `${join(folder, 'answers.csv')}: line 2: column F1.2: "6" is neither a level from 1 to 5 nor blank\n`,
    )
  })

  test('ends with 1 and one line when there is no such file', async () => {
    const { code, out, err } = await run('/nowhere/answers.csv')
    expect({ code, out, err }).toEqual({ code: 1, out: '', err: '/nowhere/answers.csv: there is no such file\n' })
  })

  test('ends with 2 and the usage when the command line is wrong', async () => {
    const { code, out, err } = await run('--decimals', '3')
    expect({ code, out }).toEqual({ code: 2, out: '' })
    expect(err).toContain('--decimals')
    expect(err).toContain('Usage:')
  })

  test('explains itself', async () => {
    const { code, out } = await run('--help')
    expect(code).toBe(0)
    expect(out).toContain('Usage:')
  })
})

describe('the command line', () => {
  test.each([
    [[]],
    [['a.csv', 'b.csv']],
    [['a.csv', '--target', '101']],
    [['a.csv', '--target', '-1']],
    [['a.csv', '--target', '9,5']],
    [['a.csv', '--target', 'x']],
    [['a.csv', '--target']],
    [['a.csv', '--population', '10.5']],
    [['a.csv', '--population', '']],
    [['a.csv', '--population', '1e3']],
    [['a.csv', '--population', '99999999999999999999']],
    [['a.csv', '--weights', 'F1']],
    [['a.csv', '--weights', 'F1=0.5,F1=0.5']],
    [['a.csv', '--weights', 'F1=-0.5,F2=1.5']],
    [['a.csv', '--json=yes']],
  ])('%j is refused', (args) => {
    expect(() => readScoreOptions(args)).toThrow(UsageError)
  })

  test('a target, a population and weights are taken as typed', () => {
    expect(
      readScoreOptions(['a.csv', '--target', '92.5', '--population', '400', '--weights', 'F1=0.4, F2=0.6']),
    ).toEqual({
      file: 'a.csv',
      target: '92.5',
      population: 400,
      weights: { F1: 0.4, F2: 0.6 },
      json: false,
    })
  })
})

describe('a file of answers', () => {
  test('gives the same figures with a byte order mark, CRLF, quotes, spaces, semicolons and columns in any order', async () => {
    const plain = await countAnswerFile(fileOf('F1.1,F2.1,overall\n5,3,4\n,2,\n4,,5\n'))
    const variants = [
      '\ufeffF1.1,F2.1,overall\r\n5,3,4\r\n,2,\r\n4,,5\r\n',
      '" F1.1 ","F2.1",overall\n"5", 3 ,4\n"","2"," "\n4,,5',
      'F1.1;F2.1;overall\n5;3;4\n;2;\n4;;5\n',
      'F1.1,note,F2.1,overall\n5,"a ""b"", \n c",3,4\n,,2,\n\n4,=1+1,,5\n',
    ]
    for (const variant of variants) {
      const { count } = await countAnswerFile(fileOf(variant))
      expect(count.rows).toBe(3)
      expect(count.tally).toEqual(plain.count.tally)
    }
    const turned = await countAnswerFile(fileOf('overall,F1.1,F2.1\n4,5,3\n,,2\n5,4,\n'))
    expect(turned.count.tally).toEqual(plain.count.tally)
  })

  test('may hold nothing but the overall item, or no respondent at all', async () => {
    const onlyOverall = scoreReport(await countAnswerFile(fileOf('overall\n5\n3\n')), asked)
    expect(onlyOverall.methods.get('index.direct')?.index).toBe(50)
    expect(onlyOverall.methods.get('index.pooled')).toMatchObject({ index: null, reading: null, more: null })
    const empty = scoreReport(await countAnswerFile(fileOf('F1.1,overall\n')), asked)
    expect(empty.n).toBe(0)
    expect([...empty.methods.values()].every(({ index }) => index === null)).toBe(true)
    expect(scoreText(empty, asked)).toContain('0 respondents')
  })

  test('is counted as a tally counts it, by factor and by criterion', async () => {
    const file = await countAnswerFile(fileOf(ANSWERS))
    const { methods, factorMeans } = scoreReport(file, asked)
    expect(methods.get('index.pooled')).toMatchObject(methodFigure('index.pooled', file.count.tally))
    expect(methods.get('index.mean-questions')?.index).toBe(75)
    expect([...factorMeans.values()].map(({ index }) => index)).toEqual([77.5, 60, 90, 80, 50])
  })

  test('takes the population, the target and the weights into account', async () => {
    const file = await countAnswerFile(fileOf(ANSWERS))
    const { methods } = scoreReport(file, { target: '75', population: 10, weights: { F1: 0.5, F3: 0.5 } })
    const free = methodFigure('index.pooled', file.count.tally)
    expect(methods.get('index.pooled')?.variance).toBeCloseTo((free.variance ?? 0) / 2, 9)
    expect(methods.get('index.pooled')?.reading).toBe('reached')
    expect(methods.get('index.weighted-factors')?.index).toBeCloseTo((100 * (7 / 9 + 9 / 10)) / 2, 9)
  })

  test.each<[string, Partial<typeof asked> | { population: number } | { weights: Record<string, number> }, string]>([
    ['a population below the respondents', { population: 4 }, 'smaller than the 5 respondents'],
    ['weights that miss 1', { weights: { F1: 0.5 } }, 'weights sum to 0.5'],
    ['weights for other factors', { weights: { F9: 1 } }, 'F9'],
  ])('is not scored with %s', async (_, options, words) => {
    const file = await countAnswerFile(fileOf(ANSWERS))
    expect(() => scoreReport(file, { ...asked, ...options })).toThrow(words)
  })

  test('names line and column of every wrong cell', async () => {
    const rows = ['F1.1,note,overall', '5,"a\nb",4', '4.0,"c\nd",0', "'5,,x", '5,', '6,,NA']
    expect(await problemsOf(rows.join('\n'))).toEqual([
      'line 4: column F1.1: "4.0" is neither a level from 1 to 5 nor blank',
      'line 4: column overall: "0" is neither a level from 1 to 5 nor blank',
      'line 6: column F1.1: "\'5" is neither a level from 1 to 5 nor blank',
      'line 6: column overall: "x" is neither a level from 1 to 5 nor blank',
      'line 7: 2 cells where the header has 3',
      'line 8: column F1.1: "6" is neither a level from 1 to 5 nor blank',
      'line 8: column overall: "NA" is neither a level from 1 to 5 nor blank',
    ])
  })

  test('with very many wrong cells names the first twenty', async () => {
    const problems = await problemsOf(`F1.1\n${'9\n'.repeat(500)}`)
    expect(problems).toHaveLength(21)
    expect(problems.at(-1)).toBe('reading stopped after 20 problems')
  })

  test.each<[string, string | Buffer, string]>([
    ['nothing', '', 'the file is empty'],
    ['a byte order mark only', '\ufeff', 'the file is empty'],
    ['no column of answers', 'id,F1,Overall\n1,5,5\n', 'found "id", "F1", "Overall"'],
    ['a criterion twice', 'F1.1,F1.1\n5,5\n', 'there are two columns F1.1'],
    ['the overall item twice', 'overall,F1.1,overall\n5,5,5\n', 'there are two columns overall'],
    ['an open quote', 'F1.1,note\n5,"never closed\n', 'not a CSV file'],
    ['a stray quote', 'F1.1,note\n5,"a"b\n', 'not a CSV file'],
    ['another encoding', Buffer.from('F1.1,ghi ch\xfa\n5,x\n', 'latin1'), 'not UTF-8'],
    ['UTF-16', Buffer.from('\ufeffF1.1\n5\n', 'utf16le'), 'not UTF-8'],
    ['a cut sign at its end', Buffer.concat([Buffer.from('F1.1,note\n5,'), Buffer.from([0xe1, 0xba])]), 'not UTF-8'],
  ])('with %s is refused', async (_, content, words) => {
    expect((await problemsOf(content)).join('\n')).toContain(words)
  })

  test('that is a folder is refused', async () => {
    await expect(countAnswerFile(folder)).rejects.toThrow('this is a folder')
  })
})

describe('the comparison with an independent package', () => {
  test('holds through the file too: what is in the file is what is scored', async () => {
    const path = join(import.meta.dirname, '..', 'vectors', 'survey-package.json')
    const { criteria, vectors } = JSON.parse(readFileSync(path, 'utf8')) as {
      criteria: string[]
      vectors: { levels: string; overall: string; methods: Record<string, { index: number; lower: number } | null> }[]
    }
    const vector = vectors[0]
    if (!vector) throw new Error('no vector')
    const rows = vector.levels
      .split(' ')
      .map((row, i) => [...row.split(''), vector.overall[i]].join(',').replaceAll('0', ''))
    const { methods } = scoreReport(
      await countAnswerFile(fileOf([[...criteria, 'overall'].join(','), ...rows].join('\n'))),
      asked,
    )
    for (const method of METHODS.filter((name) => name !== 'index.weighted-factors')) {
      expect(methods.get(method)?.index).toBeCloseTo(vector.methods[method]?.index ?? Number.NaN, 9)
      expect(methods.get(method)?.lower).toBeCloseTo(vector.methods[method]?.lower ?? Number.NaN, 9)
    }
  })
})
