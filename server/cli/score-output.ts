import { roundedPercent } from '../../scoring/rounded-percent.ts'
import type { ScoreOptions } from './score-options.ts'
import type { Scored, ScoreReport } from './score-report.ts'

type Asked = Pick<ScoreOptions, 'target' | 'population' | 'weights'>

/** The report for programs: unrounded, null where a figure cannot be known. */
export function scoreJson(report: ScoreReport, { target, population, weights }: Asked): string {
  const plain = (figures: ReadonlyMap<string, Scored>): Record<string, unknown> =>
    Object.fromEntries(
      [...figures].map(([name, { index, variance, lower, upper, reading, evidence, more, n, answers }]) => [
        name,
        { index, variance, lower, upper, reading, evidence, more, n, answers },
      ]),
    )
  const { n, methods, factors, factorMeans, criteria, ignored } = report
  return JSON.stringify(
    {
      n,
      target: Number(target),
      population,
      weights,
      methods: plain(methods),
      factors: plain(factors),
      factorMeans: plain(factorMeans),
      criteria: plain(criteria),
      ignored,
    },
    null,
    2,
  )
}

const TITLES = ['', 'n', 'answers', 'index', '95 % interval', 'reading', 'evidence', 'more']
const RIGHT_ALIGNED = new Set([1, 2, 3, 4, 7])

/** The report for people: two decimals, a dash where a figure cannot be known. */
export function scoreText(report: ScoreReport, { target, population }: Asked): string {
  const { n, methods, factors, factorMeans, criteria, ignored } = report
  const blocks: [string, ReadonlyMap<string, Scored>][] = [
    ['Index, by method', methods],
    ['Factors, answers pooled (factor.pooled)', factors],
    ['Factors, mean of criteria (factor.mean-questions)', factorMeans],
    ['Criteria (question.top2)', criteria],
  ]
  const rows = blocks
    .filter(([, figures]) => figures.size > 0)
    .map(([title, figures]) => ({ title, cells: [...figures].map(([name, figure]) => cellsOf(name, figure)) }))
  const widths = TITLES.map((title, column) =>
    Math.max(title.length, ...rows.flatMap(({ cells }) => cells.map((row) => row[column]?.length ?? 0))),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (RIGHT_ALIGNED.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd()

  return [
    `${n} respondents${population === null ? '' : ` of ${population}`}, target ${target} %`,
    ...rows.flatMap(({ title, cells }) => ['', title, line(TITLES), ...cells.map(line)]),
    '',
    'reading: whether the exact index is at least the target. evidence: what the interval proves.',
    'more: further responses that would settle it if the share stayed as it is.',
    ...(ignored.length > 0 ? [`Columns without answers: ${ignored.join(', ')}`] : []),
  ].join('\n')
}

function cellsOf(name: string, figure: Scored): string[] {
  const { n, answers, exact, lower, upper, reading, evidence, more } = figure
  return [
    name,
    String(n),
    String(answers),
    exact ? roundedPercent(exact) : '-',
    lower === null || upper === null ? '-' : `${lower.toFixed(2)} to ${upper.toFixed(2)}`,
    reading ?? '-',
    evidence,
    more === null ? '-' : String(more),
  ]
}
