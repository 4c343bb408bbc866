import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { HeatCell, HeatColumn, HeatRow } from '../../services/heat-map.ts'
import type { Language } from '../language.ts'
import type { HeatClasses } from './heat-classes.ts'
import type { SortValues } from './sorted-table.ts'
import { unitHref } from './unit-row.ts'

/** One unit of a heat map, ready to print. */
export interface HeatMapRow {
  readonly name: string
  readonly href: string
  readonly responses: string
  /** Where its factors stand. */
  readonly factorsHref: string
  /** One a column; null where the unit is hidden, for the reason in `hidden`. */
  readonly cells: readonly HeatMapCell[] | null
  readonly hidden: string
  readonly index: string
}

/** A number with its class, or the reason why there is none. */
export type HeatMapCell =
  | { readonly kind: number; readonly text: string; readonly why: null }
  | { readonly kind: null; readonly text: null; readonly why: string }

/** By what rows can be sorted: `index`, the usual order, or the code of a column. */
export function heatOrders(columns: readonly HeatColumn[]): readonly [string, ...string[]] {
  return ['index', ...columns.map(({ code }) => code)]
}

/** What is sorted by; null where a unit does not show it. */
export function heatValues(columns: readonly HeatColumn[]): SortValues<HeatRow, string> {
  const ofColumns = columns.map(
    ({ code }, i) => [code, ({ cells }: HeatRow): number | null => cells?.[i]?.index ?? null] as const,
  )
  return { ...Object.fromEntries(ofColumns), index: ({ unit }) => unit.shown.figure?.index ?? null }
}

export function heatMapRow(
  { unit, cells }: HeatRow,
  { query, classes, isShort }: { query: CompareQuery; classes: HeatClasses; isShort: boolean },
  { t, format, code }: Language,
): HeatMapRow {
  const href = unitHref(unit.agency.code, query)
  const { hidden, figure, n } = unit.shown
  const pointsOf = ({ exact, index }: Extract<HeatCell, { hidden: null }>): string =>
    isShort ? format.decimal(index, 1) : format.points(exact)
  const cellOf = (cell: HeatCell): HeatMapCell =>
    cell.hidden === null
      ? { kind: classes.classOf(cell.index), text: pointsOf(cell), why: null }
      : { kind: null, text: null, why: t(`dashboard:hidden-${cell.hidden}`) }
  return {
    ...{ name: inLanguage(unit.agency.names, code), href, factorsHref: `${href}#factors` },
    responses: t('heat-map:row-responses', { count: format.count(n) }),
    cells: cells?.map(cellOf) ?? null,
    hidden: t(`dashboard:hidden-${hidden ?? 'no-answers'}`),
    index: figure?.exact ? format.points(figure.exact) : '',
  }
}
