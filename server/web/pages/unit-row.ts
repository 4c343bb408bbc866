import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { Language } from '../language.ts'
import { daysOf } from './compare-frame.ts'
import { dashboardHref } from './dashboard-links.ts'
import type { FigureCells } from './figure-cells.ts'
import { signedPoints } from './signed-points.ts'

/** One unit in a comparison. */
export interface UnitRow {
  readonly cells: FigureCells
  readonly name: string
  readonly href: string
  /** Below its name: what flags or a missing count say; empty where there is nothing to say. */
  readonly detail: string
  /** Null where it is not ranked. */
  readonly standing: { readonly rank: string; readonly range: string; readonly group: string } | null
  readonly notRanked: string
  readonly change: {
    /** Null where it cannot be told. */
    readonly points: string | null
    readonly interval: string
    readonly word: string
    readonly isSignificant: boolean
  }
}

export function unitRow(
  unit: ComparedUnit,
  cells: FigureCells,
  { query, ranked }: { query: CompareQuery; ranked: number },
  language: Language,
): UnitRow {
  const { t, format, code } = language
  const { agency, flagged, standing } = unit
  return {
    cells,
    name: inLanguage(agency.names, code),
    href: unitHref(agency.code, query),
    detail: flagged > 0 ? t('compare:row-flagged', { count: format.count(flagged) }) : '',
    standing: standing && {
      rank: t('compare:rank', { rank: format.count(standing.rank), ranked: format.count(ranked) }),
      range:
        standing.best === standing.worst
          ? format.count(standing.best)
          : t('compare:range', { best: format.count(standing.best), worst: format.count(standing.worst) }),
      group: format.count(standing.group),
    },
    notRanked: t('compare:not-ranked'),
    change: changeCells(unit, language),
  }
}

/** The dashboard of a unit with the same answers. */
export function unitHref(agencyCode: string, { months, view, questionnaire, step, field }: CompareQuery): string {
  const filter = field === null ? [] : [{ cut: 'field', value: field } as const]
  return dashboardHref(agencyCode, { period: daysOf(months), view, questionnaire, step, filter })
}

function changeCells({ change }: ComparedUnit, { t, format }: Language): UnitRow['change'] {
  const { difference, isSignificant, why } = change
  if (!difference) {
    return { points: null, interval: '', word: t(`compare:change-${why ?? 'unknown'}`), isSignificant: false }
  }
  const direction = difference.points > 0 ? 'up' : 'down'
  return {
    points: signedPoints(difference.points, format),
    interval: t('dashboard:interval-short', {
      lower: signedPoints(difference.lower, format),
      upper: signedPoints(difference.upper, format),
    }),
    word: t(`compare:change-${isSignificant ? direction : 'unclear'}`),
    isSignificant: isSignificant === true,
  }
}
