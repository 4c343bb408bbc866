import { inLanguage } from '../../domain/words.ts'
import {
  fraction,
  monthOf,
  thawDifference,
  thawFigure,
  thawTarget,
  thawTransactions,
} from '../../services/frozen-figure.ts'
import type { ComparisonDraft, FrozenUnit } from '../../services/report-content.ts'
import type { Language } from '../language.ts'
import { figureTable, type FigureCells, type FigureTable, type Held } from './figure-cells.ts'
import { signedPoints } from './signed-points.ts'

/** The tables of a report on a comparison, units in the order of their ranks, those without one at the end. */
export interface ComparisonReportTables {
  readonly ranks: RankTable
  readonly changes: ChangeTable
}

export interface RankTable {
  readonly heading: string
  readonly note: string
  /** Stands at the head of each sheet, so that no sheet can be put in another report. */
  readonly running: string
  readonly heads: FigureTable['heads'] & Readonly<Record<'rank' | 'rankInterval' | 'group' | 'unit', string>>
  /** How many columns there are, and how many of them a hidden figure leaves empty. */
  readonly width: number
  readonly span: number
  readonly rows: readonly RankRow[]
}

export interface RankRow {
  readonly name: string
  /** Null where the unit has no rank. */
  readonly standing: { readonly rank: string; readonly interval: string; readonly group: string } | null
  readonly cells: FigureCells
}

export interface ChangeTable {
  readonly heading: string
  readonly note: string
  readonly running: string
  readonly heads: readonly { readonly label: string; readonly column: string; readonly isNumber: boolean }[]
  readonly rows: readonly {
    readonly name: string
    readonly cells: readonly { readonly text: string; readonly isNumber: boolean }[]
  }[]
}

/** @param running what stands at the head of each sheet */
export function comparisonReportTables(
  draft: ComparisonDraft,
  running: string,
  language: Language,
): ComparisonReportTables {
  const { t, format, code } = language
  const targets = draft.targets.map(thawTarget)
  const units = draft.units.toSorted((a, b) => rankOf(a) - rankOf(b))
  const held = units.map((unit): Held => ({
    shown: thawFigure(unit.figure),
    target: unit.target === null ? null : (targets[unit.target] ?? null),
    rate: { responses: unit.responses, population: thawTransactions(unit.transactions) },
  }))
  const table = figureTable(held, { index: t('dashboard:index') }, language)
  const span = FIGURE_COLUMNS + (table.heads.verdict ? 1 : 0) + (table.heads.target ? 1 : 0)
  const heads = COLUMNS.map(([column, message]) => ({
    label: t(message),
    column: `report-changes__${column}`,
    isNumber: column !== 'unit' && column !== 'word',
  }))
  const name = ({ names }: FrozenUnit): string => inLanguage(names, code)
  const former = { from: format.month(monthOf(draft.former.from)), to: format.month(monthOf(draft.former.to)) }
  return {
    ranks: {
      heading: t('reports:ranks-heading'),
      note: t('reports:ranks-note'),
      running,
      heads: {
        ...table.heads,
        rank: t('reports:rank'),
        rankInterval: t('reports:rank-interval'),
        group: t('reports:group'),
        unit: t('reports:unit'),
      },
      width: COLUMNS_BEFORE + span,
      span,
      rows: units.flatMap((unit, i) => {
        const cells = table.cells[i]
        return cells ? [{ name: name(unit), standing: standingWords(unit, language), cells }] : []
      }),
    },
    changes: {
      heading: t('reports:changes-heading'),
      note: t('reports:changes-note', former),
      running,
      heads,
      rows: units.map((unit, i) => ({
        name: name(unit),
        cells: [
          ...changeCells(unit, language),
          table.cells[i]?.rate ?? NOTHING,
          format.count(unit.flagged.n),
          percentOf(unit.flagged.without, language),
        ].map((text, place) => ({ text, isNumber: heads[place + 1]?.isNumber ?? false })),
      })),
    },
  }
}

/** Index, interval and mark; before them rank, its interval, group, unit and responses. */
const FIGURE_COLUMNS = 3
const COLUMNS_BEFORE = 5
/** The columns of changes, by what is in them. */
const COLUMNS = [
  ['unit', 'reports:unit'],
  ['index', 'reports:former'],
  ['points', 'reports:change'],
  ['interval', 'reports:change-interval'],
  ['word', 'reports:change-word'],
  ['rate', 'reports:rate'],
  ['flagged', 'reports:flagged'],
  ['index', 'reports:flagged-without'],
] as const
const NOTHING = '–'

function rankOf({ standing }: FrozenUnit): number {
  return standing?.rank ?? Number.MAX_SAFE_INTEGER
}

function standingWords({ standing }: FrozenUnit, { t, format }: Language): RankRow['standing'] {
  if (!standing) return null
  const { rank, best, worst, group } = standing
  const ends = { lower: format.count(best), upper: format.count(worst) }
  return {
    rank: format.count(rank),
    interval: best === worst ? ends.lower : t('dashboard:interval-short', ends),
    group: format.count(group),
  }
}

/** The former figure, the difference with its interval, and what it proves. */
function changeCells({ change }: FrozenUnit, language: Language): readonly string[] {
  const { t, format } = language
  const { former, difference, why, isSignificant } = change
  const before = percentOf(former, language)
  if (!difference) return [before, NOTHING, NOTHING, t(`reports:change-${why ?? 'unknown'}`)]
  const { points, lower, upper } = thawDifference(difference)
  const direction = points > 0 ? 'up' : 'down'
  return [
    before,
    signedPoints(points, format),
    t('dashboard:interval-short', { lower: signedPoints(lower, format), upper: signedPoints(upper, format) }),
    t(`reports:change-${isSignificant === true ? direction : 'unclear'}`),
  ]
}

function percentOf(figure: FrozenUnit['figure'] | null, { format }: Language): string {
  return figure?.hidden === null ? format.percent(fraction(figure.share)) : NOTHING
}
