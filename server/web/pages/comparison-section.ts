import type { Difference } from '../../../scoring/difference.ts'
import type { AgencyDashboard, Comparison } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import type { AgencyQuery } from '../../services/agency-dashboard.ts'
import { signedPoints } from './signed-points.ts'

/** The index against earlier periods: a sentence each, then the numbers. */
export interface ComparisonSection {
  readonly heading: string
  readonly caption: string
  readonly heads: {
    readonly period: string
    readonly responses: string
    readonly index: string
    readonly difference: string
    readonly interval: string
    readonly chance: string
  }
  readonly rows: readonly ComparisonRow[]
  /** Whether there is any number to print: otherwise the sentences say all. */
  readonly hasTable: boolean
  readonly note: string
}

export interface ComparisonRow {
  readonly sentence: string
  readonly name: string
  readonly days: string
  readonly href: string
  readonly responses: string
  /** Null where that index is not shown. */
  readonly index: string | null
  /** Null where there is nothing to compare; `word` then says why. */
  readonly difference: { readonly points: string; readonly interval: string } | null
  readonly word: string
}

/** Null where there is nothing to compare with. */
export function comparisonSection(
  { agency, comparisons, step }: AgencyDashboard,
  query: AgencyQuery,
  language: Language,
): ComparisonSection | null {
  const { t, format } = language
  if (comparisons.length === 0) return null
  return {
    heading: t('dashboard:comparison-heading'),
    caption: t('dashboard:comparison-caption'),
    heads: {
      period: t('dashboard:comparison-period'),
      responses: t('dashboard:responses'),
      index: t(step === 'return' ? 'dashboard:index' : 'dashboard:early-index'),
      difference: t('dashboard:comparison-difference'),
      interval: t('dashboard:interval'),
      chance: t('dashboard:comparison-chance'),
    },
    hasTable: comparisons.some((one) => one.difference !== null),
    rows: comparisons.map((one) => ({
      sentence: comparisonSentence(one, language),
      name: t(`dashboard:comparison-with-${one.with}`),
      days: t('dashboard:days', daysOf(one, language)),
      href: dashboardHref(agency.code, { ...query, period: one.period }),
      responses: format.count(one.shown.n),
      index: one.shown.figure?.exact ? format.percent(one.shown.figure.exact) : null,
      difference: one.difference && {
        points: signedPoints(one.difference.points, language.format),
        interval: t('dashboard:interval-short', {
          lower: signedPoints(one.difference.lower, language.format),
          upper: signedPoints(one.difference.upper, language.format),
        }),
      },
      word: t(`dashboard:comparison-word-${one.difference ? changeOf(one.difference) : (one.why ?? 'unknown')}`),
    })),
    note: t('dashboard:comparison-note'),
  }
}

/** How an index compares with that of another period, in one sentence. */
export function comparisonSentence(one: Comparison, language: Language): string {
  const { t, format } = language
  const days = { period: t(`dashboard:comparison-with-${one.with}`), ...daysOf(one, language) }
  if (!one.difference) return t(`dashboard:comparison-${one.why ?? 'unknown'}`, days)
  const { points, lower, upper } = one.difference
  const isTiny = Math.abs(points) < LEAST_DIFFERENCE
  return t(`dashboard:comparison-${changeOf(one.difference)}${isTiny && points !== 0 ? '-tiny' : ''}`, {
    ...days,
    points: format.decimal(isTiny ? LEAST_POINTS : Math.abs(points)),
    lower: signedPoints(lower, language.format),
    upper: signedPoints(upper, language.format),
  })
}

/** Whether the index went up or down beyond what chance brings about. */
function changeOf({
  points,
  lower,
  upper,
}: Difference): 'up' | 'down' | 'unclear-up' | 'unclear-down' | 'unclear-same' {
  if (lower > 0) return 'up'
  if (upper < 0) return 'down'
  if (points === 0) return 'unclear-same'
  return points > 0 ? 'unclear-up' : 'unclear-down'
}

/** Below this, two decimals print a difference as none. */
const LEAST_DIFFERENCE = 0.005
const LEAST_POINTS = 0.01

function daysOf({ period }: Pick<Comparison, 'period'>, { format }: Language): { from: string; to: string } {
  return { from: format.day(period.from), to: format.day(period.to - 1) }
}
