import type { Priority } from '../../scoring/priorities.ts'
import { isoMonth } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import type { Words } from '../domain/words.ts'
import type { AgencyDashboard } from './agency-dashboard.ts'
import type { FileColumn } from './file-column.ts'
import type { Population } from './known-transactions.ts'
import { isOneShare, satisfiedAnswers } from './satisfied-answers.ts'
import type { ShownFigure } from './shown-figure.ts'

/** What a row of results is about: the whole, a part of the questions, or a part of the answers. */
export const RESULT_KINDS = [
  'index',
  'index-without-flagged',
  'overall',
  'factor',
  'criterion',
  'agency',
  'point',
  'field',
  'month',
  'cut',
] as const
export type ResultKind = (typeof RESULT_KINDS)[number]

/** One figure of a dashboard as a line of a file. */
export interface ResultRow {
  readonly kind: ResultKind
  /** Code of the factor, criterion, agency, point or field; `2026-11` for a month; cut and value for a cut. */
  readonly code: string
  readonly names: Words | null
  readonly shown: ShownFigure
  readonly target: Target | null
  readonly population: Population | null
  /** Whether the figure is one share of its answers, so that the satisfied ones among them can be told. */
  readonly isOneShare: boolean
  /** What a criterion would bring; null where that is not known, and for all other rows. */
  readonly priority: Priority | null
}

/**
 * Every figure that a dashboard shows, hidden ones with the reason and without their numbers: what the page hides, the
 * file hides.
 */
export function resultRows(dashboard: AgencyDashboard): readonly ResultRow[] {
  const { agency, index, flagged, overall, factors, points, children, fields, months, cuts, profile } = dashboard
  const { target, population, method, priorities } = dashboard
  const row = (kind: ResultKind, code: string, names: Words | null, one: Partial<ResultRow>): ResultRow => ({
    ...{ kind, code, names, target, population: null, shown: index, isOneShare: isOneShare(method), priority: null },
    ...one,
  })
  return [
    row('index', agency.code, agency.names, { population }),
    row('index-without-flagged', agency.code, agency.names, { shown: flagged.without }),
    row('overall', overall.code, overall.wording, { shown: overall.shown, isOneShare: true }),
    ...factors.flatMap(({ code, names, shown, criteria }) => [
      row('factor', code, names, { shown, isOneShare: true }),
      ...criteria.map((one) => {
        const priority = priorities.find(({ criterion }) => criterion === one.code) ?? null
        return row('criterion', one.code, one.wording, { shown: one.shown, isOneShare: true, priority })
      }),
    ]),
    ...children.map((one) => row('agency', one.agency.code, one.agency.names, one)),
    ...points.map((one) => row('point', one.point.id, one.point.names, one)),
    ...fields.map((one) => row('field', one.field.code, one.field.names, one)),
    ...months.map((one) => row('month', isoMonth(one.month), null, one)),
    ...[...cuts, ...profile].flatMap(({ cut, rows }) =>
      rows.map(({ value, names, shown }) => row('cut', `${cut}=${value}`, names, { shown })),
    ),
  ]
}

/**
 * The columns of a file of results: numbers unrounded, in points of 0 to 100; blank where a figure is hidden or cannot
 * be known. `satisfied` stands where a figure is one share of answers, and is blank for means of shares and scores.
 *
 * @param languages codes of the languages that get a column of names
 */
export function resultColumns(languages: readonly string[]): readonly FileColumn<ResultRow>[] {
  const figure = (
    key: string,
    value: (figure: NonNullable<ShownFigure['figure']>) => string | number | null,
  ): FileColumn<ResultRow> => ({ key, value: ({ shown }) => (shown.figure ? value(shown.figure) : null) })
  const verdict = (
    key: string,
    value: (verdict: NonNullable<ShownFigure['verdict']>) => string | number | null,
  ): FileColumn<ResultRow> => ({ key, value: ({ shown }) => (shown.verdict ? value(shown.verdict) : null) })
  return [
    { key: 'kind', value: ({ kind }) => kind },
    { key: 'code', value: ({ code }) => code },
    ...languages.map((language) => ({
      key: `name-${language}`,
      value: ({ names }: ResultRow) => names?.[language] ?? names?.vi ?? '',
    })),
    { key: 'respondents', value: ({ shown }) => shown.n },
    { key: 'transactions', value: ({ population }) => population?.count ?? null },
    figure('answers', ({ answers }) => answers),
    {
      key: 'satisfied',
      value: ({ shown: { figure }, isOneShare }) => (figure && isOneShare ? satisfiedAnswers(figure) : null),
    },
    figure('index', ({ index }) => index),
    figure('lower', ({ lower }) => lower),
    figure('upper', ({ upper }) => upper),
    { key: 'target', value: ({ target }) => target && Number(target.threshold) },
    verdict('reading', ({ reading }) => reading),
    verdict('evidence', ({ evidence }) => evidence),
    verdict('more-needed', ({ more }) => more),
    { key: 'gain', value: ({ priority }) => priority?.gain ?? null },
    { key: 'gain-lower', value: ({ priority }) => priority?.interval?.lower ?? null },
    { key: 'gain-upper', value: ({ priority }) => priority?.interval?.upper ?? null },
    { key: 'hidden', value: ({ shown }) => shown.hidden ?? '' },
  ]
}
