import { AGENCY_LEVELS } from '../domain/agency.ts'
import { isoDay } from '../domain/calendar.ts'
import type { Series } from '../domain/series.ts'
import { inLanguage, type Words } from '../domain/words.ts'
import {
  figureColumns,
  numberColumn,
  textColumn,
  type OpenDataColumn,
  type OpenDataFactor,
} from './open-data-column.ts'
import { seriesId, type OpenDataRow } from './open-data-rows.ts'
import { toldFlagged } from './public-figures.ts'
import { publicMethod, type PublicRules } from './public-ledger.ts'
import { daysOfQuarters, isoQuarter } from './public-periods.ts'
import { isOneShare, satisfiedAnswers } from './satisfied-answers.ts'

/** Why the index has no figure. */
const INDEX_REASONS = ['no-answers', 'too-few', 'too-wide', 'by-subtraction'] as const
/** Why a factor has none: the index has none; all five are hidden; it is not in the form; or what is true of an index. */
const FACTOR_REASONS = ['with-index', 'protected', 'not-asked', 'no-answers', 'too-few', 'too-wide'] as const
/** Why nothing is told of flagged responses. That there are none, and that there are too few, is one reason on purpose. */
const FLAGGED_REASONS = ['with-index', 'none-or-too-few'] as const

/**
 * The columns of the open data in their order. Numbers are unrounded and points run from 0 to 100; null is a blank cell.
 *
 * @param languages codes of the languages that get columns of names
 * @param all the series whose answers may be in the files
 */
export function openDataColumns(
  languages: readonly string[],
  all: readonly Series[],
  { method, least }: PublicRules,
): readonly OpenDataColumn[] {
  const methods = [...new Set(all.map(({ latest }) => publicMethod(method, latest)))]
  const inEach = (term: string, namesOf: (row: OpenDataRow) => Words): readonly OpenDataColumn[] =>
    languages.map((code) => textColumn(`${term}-${code}`, (row) => inLanguage(namesOf(row), code), { term }))
  return [
    textColumn('quarter', ({ quarter }) => isoQuarter(quarter), { pattern: '^\\d{4}-Q[1-4]$' }),
    textColumn('from', ({ quarter }) => isoDay(daysOfQuarters(quarter).from), { type: 'date' }),
    textColumn('to', ({ quarter }) => isoDay(daysOfQuarters(quarter).to - 1), { type: 'date' }),
    textColumn('agency', ({ agency }) => agency.code),
    ...inEach('name', ({ agency }) => agency.names),
    textColumn('level', ({ agency }) => agency.level, { values: AGENCY_LEVELS }),
    textColumn('parent', ({ agency }) => agency.parent, { blankWhen: 'no-parent' }),
    textColumn('series', ({ series }) => seriesId(series)),
    numberColumn('version', null, ({ series }) => series.latest.version, { minimum: 1, blankWhen: null }),
    ...inEach('questionnaire', ({ series }) => series.latest.names),
    textColumn('method', (row) => row.method, { values: methods }),
    ...indexColumns(least),
    ...targetColumns(),
    ...[1, 2, 3, 4, 5].map((level) =>
      numberColumn(`answers-level-${level}`, 'answers', ({ shown }) => shown.levels?.[level - 1] ?? null, {
        term: 'answers-level',
      }),
    ),
    ...factorsOf(all).flatMap((factor) => factorColumns(factor, least)),
    ...flaggedColumns(least),
  ]
}

function indexColumns(least: number): readonly OpenDataColumn[] {
  const satisfied = ({ shown: { index }, method }: OpenDataRow): number | null =>
    index.figure && isOneShare(method) ? satisfiedAnswers(index.figure) : null
  return [
    textColumn('hidden', ({ shown }) => shown.index.hidden, { values: INDEX_REASONS, blankWhen: 'shown' }),
    ...figureColumns('', ({ shown }) => shown.index.figure, { least, blankWhen: 'hidden' }),
    numberColumn('answers', 'answers', ({ shown }) => shown.index.figure?.answers ?? null),
    numberColumn('satisfied', 'answers', satisfied, { blankWhen: 'no-single-share' }),
  ]
}

function targetColumns(): readonly OpenDataColumn[] {
  const readings = { values: ['reached', 'not reached'], blankWhen: 'no-verdict' } as const
  const evidences = { values: ['met', 'not met', 'cannot tell yet'], blankWhen: 'no-verdict' } as const
  return [
    numberColumn('target', 'points', ({ target }) => target && Number(target.threshold), { blankWhen: 'no-target' }),
    textColumn('target-source', ({ target }) => target?.source ?? null, { blankWhen: 'no-target' }),
    textColumn('reading', ({ shown }) => shown.index.verdict?.reading ?? null, readings),
    textColumn('evidence', ({ shown }) => shown.index.verdict?.evidence ?? null, evidences),
  ]
}

/** The factors of some series by code, each by the name that it has in the first of them. */
function factorsOf(all: readonly Series[]): readonly OpenDataFactor[] {
  const factors = new Map<string, OpenDataFactor>()
  for (const { latest } of all) {
    for (const { code, names } of latest.factors) if (!factors.has(code)) factors.set(code, { code, names })
  }
  return [...factors.values()].sort((a, b) => (a.code < b.code ? -1 : 1))
}

function factorColumns(factor: OpenDataFactor, least: number): readonly OpenDataColumn[] {
  const inRow = ({ shown }: OpenDataRow) => shown.factors?.find(({ code }) => code === factor.code)?.shown
  const reason = (row: OpenDataRow): string | null => {
    if (row.shown.index.hidden !== null) return 'with-index'
    if (!row.shown.factors) return 'protected'
    const shown = inRow(row)
    if (shown) return shown.hidden
    return row.series.latest.factors.some(({ code }) => code === factor.code) ? 'no-answers' : 'not-asked'
  }
  return [
    ...figureColumns(`${factor.code}-`, (row) => inRow(row)?.figure ?? null, {
      least,
      term: 'factor-',
      blankWhen: 'factor-hidden',
    }),
    textColumn(`${factor.code}-hidden`, reason, {
      term: 'factor-hidden',
      values: FACTOR_REASONS,
      blankWhen: 'factor-shown',
    }),
  ].map((column) => ({ ...column, factor }))
}

function flaggedColumns(least: number): readonly OpenDataColumn[] {
  const reason = ({ shown }: OpenDataRow): string | null => {
    if (shown.index.hidden !== null) return 'with-index'
    return toldFlagged(shown) ? null : 'none-or-too-few'
  }
  const blankWhen = 'flagged-hidden'
  return [
    numberColumn('flagged', 'responses', ({ shown }) => toldFlagged(shown)?.n ?? null, { minimum: least, blankWhen }),
    ...figureColumns('unflagged-', ({ shown }) => toldFlagged(shown)?.without ?? null, { least, blankWhen }),
    textColumn('flagged-hidden', reason, { values: FLAGGED_REASONS, blankWhen: 'flagged-told' }),
  ]
}
