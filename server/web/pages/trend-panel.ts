import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { UnitTrend } from '../../services/trend-service.ts'
import type { Language } from '../language.ts'
import { figureTable, type FigureCells } from './figure-cells.ts'
import type { RowEvent } from './figure-section.ts'
import { eventWords, monthFinding } from './month-section.ts'
import { scaleOf, trendDrawing, type TrendDrawing, type TrendSize } from './trend-drawing.ts'
import { unitHref, unitVerdict, type UnitVerdictWords } from './unit-row.ts'

/** One unit month by month: a drawing, and the table with its numbers. */
export interface TrendPanel {
  /** Names the panel in the page. */
  readonly id: string
  readonly name: string
  /** Its dashboard with the same answers. */
  readonly href: string
  /** What the months say, or why nothing is drawn. */
  readonly finding: string
  /** Null where nothing is shown. */
  readonly drawing: TrendDrawing | null
  /** What the numbered rules of the drawing stand for. */
  readonly changes: readonly { readonly sign: string; readonly words: string }[]
  /** Null where the unit is suppressed. */
  readonly table: TrendTable | null
}

interface TrendTable {
  readonly caption: string
  readonly heads: {
    readonly month: string
    readonly responses: string
    readonly index: string
    readonly interval: string
  }
  /** Null where no month is held against a target. */
  readonly evidence: string | null
  /** How many columns a hidden figure leaves empty. */
  readonly span: number
  readonly rows: readonly TrendRow[]
}

interface TrendRow {
  readonly month: string
  /** The dashboard of this month alone; null where it shows nothing. */
  readonly href: string | null
  readonly events: readonly RowEvent[]
  readonly cells: FigureCells
  /** What the month proves; null where it is held against nothing. */
  readonly verdict: UnitVerdictWords | null
}

/** What is known of a panel before its scale is settled. */
export interface PlannedPanel {
  readonly trend: UnitTrend
  readonly rows: readonly TrendRow[]
  /** Where its own scale would begin. */
  readonly from: number
}

/** Puts the months of a unit into words and numbers. */
export function plannedPanel(trend: UnitTrend, query: CompareQuery, language: Language): PlannedPanel {
  const { unit, months } = trend
  const { cells } = figureTable(
    months.map(({ shown, target, responses, population }) => ({ shown, target, rate: { responses, population } })),
    { index: language.t('dashboard:index') },
    language,
  )
  const rows = months.flatMap((row, i): TrendRow[] => {
    const own = cells[i]
    if (!own) return []
    const one = { ...query, months: { from: row.month, to: row.month + 1 } }
    return [
      {
        month: language.format.month(row.month),
        href: row.shown.figure ? unitHref(unit.agency.code, one) : null,
        events: eventWords(row, language),
        cells: own,
        verdict: unitVerdict(row, language),
      },
    ]
  })
  return { trend, rows, from: scaleOf(cells) }
}

/**
 * The panel of a unit.
 *
 * @param from points at which its scale begins
 */
export function trendPanel(
  { trend, rows }: PlannedPanel,
  { id, size, from, query }: { id: string; size: TrendSize; from: number; query: CompareQuery },
  language: Language,
): TrendPanel {
  const { t, format, code } = language
  const { unit, months } = trend
  const name = inLanguage(unit.agency.names, code)
  const finding = findingOf(trend, language)
  const changes = rows.flatMap(({ month, events }) => events.map(({ words }) => t('trends:change', { month, words })))
  return {
    ...{ id, name, finding },
    href: unitHref(unit.agency.code, query),
    drawing: trendDrawing(
      { rows: rows.map(({ month, events }) => ({ label: month, events })), cells: rows.map(({ cells }) => cells) },
      { size, from, alternative: t('trends:drawing', { unit: name, finding }) },
      format,
    ),
    changes: changes.map((words, i) => ({ sign: format.count(i + 1), words })),
    table: months.length === 0 ? null : tableOf(name, rows, language),
  }
}

function findingOf({ unit, months }: UnitTrend, language: Language): string {
  const { t } = language
  if (unit.shown.hidden !== null) return t('trends:hidden', { why: t(`dashboard:hidden-${unit.shown.hidden}`) })
  return monthFinding({ months }, language) ?? t('trends:no-month')
}

function tableOf(unit: string, rows: readonly TrendRow[], { t }: Language): TrendTable {
  const hasVerdict = rows.some(({ verdict }) => verdict !== null)
  return {
    caption: t('trends:table', { unit }),
    heads: {
      month: t('trends:head-month'),
      responses: t('dashboard:responses-short'),
      index: t('dashboard:index'),
      interval: t('dashboard:interval'),
    },
    evidence: hasVerdict ? t('trends:head-evidence') : null,
    span: hasVerdict ? 2 : 1,
    rows,
  }
}
