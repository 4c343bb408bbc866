import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { Language } from '../language.ts'
import { daysOf } from './compare-frame.ts'
import { dashboardHref } from './dashboard-links.ts'
import type { FigureCells } from './figure-cells.ts'
import { signedPoints } from './signed-points.ts'
import { kindOf, type VerdictKind } from './verdict-words.ts'

/** One unit in a comparison. */
export interface UnitRow {
  readonly cells: FigureCells
  readonly name: string
  readonly href: string
  /** Below its name: what flags say; empty where there is nothing to say. */
  readonly detail: string
  /** What its figure proves; null where it is held against nothing. */
  readonly verdict: UnitVerdictWords | null
  /** Null where it is not ranked. */
  readonly standing: UnitStanding | null
  /** What stands in place of its rank: a hidden figure says itself why, one that is shown only says it here. */
  readonly notRanked: string
  readonly change: UnitChangeWords
}

/** A verdict in few words, as a column of them is read. */
export interface UnitVerdictWords {
  readonly kind: VerdictKind
  readonly word: string
  /** What the number reads where that is not settled; null where it is, since it then reads the same. */
  readonly reading: string | null
}

/** A rank with all that cannot be ruled out, in words and as numbers. */
export interface UnitStanding {
  readonly rank: string
  readonly range: string
  readonly group: string
  readonly exact: { readonly rank: number; readonly best: number; readonly worst: number; readonly group: number }
}

/** How a unit stands to its former months. */
export interface UnitChangeWords {
  /** Null where it cannot be told. */
  readonly points: {
    readonly text: string
    readonly interval: string
    readonly exact: { readonly points: number; readonly lower: number; readonly upper: number }
  } | null
  readonly word: string
  /** Where it went beyond chance; null where that is not proved. */
  readonly sure: 'up' | 'down' | null
}

export function unitRow(
  unit: ComparedUnit,
  cells: FigureCells,
  { query, ranked }: { query: CompareQuery; ranked: number },
  language: Language,
): UnitRow {
  const { t, format, code } = language
  const { agency, flagged } = unit
  return {
    cells,
    name: inLanguage(agency.names, code),
    href: unitHref(agency.code, query),
    detail: flagged > 0 ? t('compare:row-flagged', { count: format.count(flagged) }) : '',
    verdict: unitVerdict(unit, language),
    standing: unitStanding(unit, ranked, language),
    notRanked: unit.shown.hidden === null ? t('compare:not-ranked-wide') : t('compare:not-ranked'),
    change: changeWords(unit, language),
  }
}

/** The dashboard of a unit with the same answers. */
export function unitHref(agencyCode: string, { months, view, questionnaire, step, field }: CompareQuery): string {
  const filter = field === null ? [] : [{ cut: 'field', value: field } as const]
  return dashboardHref(agencyCode, { period: daysOf(months), view, questionnaire, step, filter })
}

/** Null where a unit is held against no target. */
export function unitVerdict({ shown }: Pick<ComparedUnit, 'shown'>, { t }: Language): UnitVerdictWords | null {
  if (!shown.verdict) return null
  const kind = kindOf(shown.verdict)
  const { reading } = shown.verdict
  return {
    kind,
    word: t(`compare:evidence-${kind}`),
    reading: kind === 'unclear' && reading ? t(`compare:reading-${reading.replace(' ', '-')}`) : null,
  }
}

/** Null where a unit is not ranked. */
export function unitStanding({ standing }: ComparedUnit, ranked: number, { t, format }: Language): UnitStanding | null {
  if (!standing) return null
  const { rank, best, worst, group } = standing
  return {
    rank: t('compare:rank', { rank: format.count(rank), ranked: format.count(ranked) }),
    range:
      best === worst
        ? format.count(best)
        : t('compare:range', { best: format.count(best), worst: format.count(worst) }),
    group: format.count(group),
    exact: { rank, best, worst, group },
  }
}

function changeWords({ change }: ComparedUnit, { t, format }: Language): UnitChangeWords {
  const { difference, isSignificant, why } = change
  if (!difference) return { points: null, word: t(`compare:change-${why ?? 'unknown'}`), sure: null }
  const { points, lower, upper } = difference
  const sure = isSignificant ? (points > 0 ? 'up' : 'down') : null
  return {
    points: {
      text: signedPoints(points, format),
      interval: t('dashboard:interval-short', {
        lower: signedPoints(lower, format),
        upper: signedPoints(upper, format),
      }),
      exact: { points, lower, upper },
    },
    word: t(`compare:change-${sure ?? 'unclear'}`),
    sure,
  }
}
