import { isoMonth } from '../domain/calendar.ts'
import type { FileColumn } from './file-column.ts'
import { isOneShare, satisfiedAnswers } from './satisfied-answers.ts'
import { scopeColumns } from './scope-columns.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'

/**
 * The columns of a comparison as a file: numbers unrounded, in points of 0 to 100; blank where a figure is hidden or cannot
 * be known. What the page hides, the file hides.
 *
 * @param languages codes of the languages that get a column of names
 */
export function unitColumns(
  { scope, former }: UnitComparison,
  languages: readonly string[],
): readonly FileColumn<ComparedUnit>[] {
  const same = (key: string, value: string): FileColumn<ComparedUnit> => ({ key, value: () => value })
  const figure = (
    key: string,
    value: (figure: NonNullable<ComparedUnit['shown']['figure']>) => string | number | null,
  ): FileColumn<ComparedUnit> => ({ key, value: ({ shown }) => (shown.figure ? value(shown.figure) : null) })
  const change = (
    key: string,
    value: (difference: NonNullable<ComparedUnit['change']['difference']>) => number,
  ): FileColumn<ComparedUnit> => ({
    key,
    value: ({ change: { difference } }) => (difference ? value(difference) : null),
  })
  const hasCounts = isOneShare(scope.method)
  return [
    ...scopeColumns<ComparedUnit>(scope, languages),
    { key: 'respondents', value: ({ shown }) => shown.n },
    { key: 'transactions', value: ({ population }) => population.count },
    { key: 'flagged-responses', value: ({ flagged }) => flagged },
    figure('answers', ({ answers }) => answers),
    {
      key: 'satisfied',
      value: ({ shown }) => (shown.figure && hasCounts ? satisfiedAnswers(shown.figure) : null),
    },
    figure('index', ({ index }) => index),
    figure('lower', ({ lower }) => lower),
    figure('upper', ({ upper }) => upper),
    figure('variance', ({ variance }) => variance),
    { key: 'target', value: ({ target }) => target && Number(target.threshold) },
    { key: 'reading', value: ({ shown }) => shown.verdict?.reading ?? null },
    { key: 'evidence', value: ({ shown }) => shown.verdict?.evidence ?? null },
    { key: 'rank', value: ({ standing }) => standing?.rank ?? null },
    { key: 'rank-best', value: ({ standing }) => standing?.best ?? null },
    { key: 'rank-worst', value: ({ standing }) => standing?.worst ?? null },
    { key: 'group', value: ({ standing }) => standing?.group ?? null },
    same('former-from', isoMonth(former.from)),
    same('former-to', isoMonth(former.to - 1)),
    { key: 'former-respondents', value: ({ change: { former: before } }) => before.n },
    { key: 'former-index', value: ({ change: { former: before } }) => before.figure?.index ?? null },
    change('change', ({ points }) => points),
    change('change-lower', ({ lower }) => lower),
    change('change-upper', ({ upper }) => upper),
    change('change-p', ({ p }) => p),
    { key: 'change-p-adjusted', value: ({ change: { adjusted } }) => adjusted },
    { key: 'change-why', value: ({ change: { why } }) => why ?? '' },
    { key: 'hidden', value: ({ shown }) => shown.hidden ?? '' },
  ]
}
