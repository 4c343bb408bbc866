import type { Interval } from '../../../scoring/share-interval.ts'
import { inLanguage } from '../../domain/words.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import type { PlacedUnit } from '../../services/unit-funnel.ts'
import type { Language } from '../language.ts'
import { FUNNEL_KINDS, funnelKind, type FunnelKind } from './funnel-places.ts'
import type { SortValues } from './sorted-table.ts'
import { unitHref } from './unit-row.ts'

/** One unit in the table of a funnel plot. */
export interface FunnelRow {
  readonly name: string
  readonly href: string
  readonly responses: string
  /** Null where it is not drawn, for the reason in `hidden`. */
  readonly value: {
    readonly kind: FunnelKind
    readonly place: string
    readonly size: string
    readonly index: string
    readonly inner: string
    readonly outer: string
    readonly shrunken: string
  } | null
  readonly hidden: string
}

/** By what the units can be sorted, the usual order first. */
export const FUNNEL_ORDERS = ['place', 'responses', 'size', 'index', 'shrunken'] as const
export type FunnelOrder = (typeof FUNNEL_ORDERS)[number]

/** What is sorted by; null where a unit is not drawn. */
export const FUNNEL_VALUES: SortValues<PlacedUnit, FunnelOrder> = {
  place: ({ unit, placed }) =>
    placed && FUNNEL_KINDS.indexOf(funnelKind(placed.place)) * ABOVE_ALL + (unit.tested?.index ?? 0),
  responses: ({ unit, placed }) => placed && unit.shown.n,
  size: ({ placed }) => placed?.effective ?? null,
  index: ({ unit, placed }) => placed && (unit.tested?.index ?? null),
  shrunken: ({ shrunken }) => shrunken,
}

/** More points than there are. */
const ABOVE_ALL = 1000

export function funnelRow(
  { unit, placed, shrunken }: PlacedUnit,
  query: CompareQuery,
  { t, format, code }: Language,
): FunnelRow {
  const between = ({ lower, upper }: Interval): string =>
    t('funnel:limits', { lower: format.decimal(lower), upper: format.decimal(upper) })
  const exact = unit.tested?.exact
  return {
    name: inLanguage(unit.agency.names, code),
    href: unitHref(unit.agency.code, query),
    responses: format.count(unit.shown.n),
    value:
      placed && exact
        ? {
            kind: funnelKind(placed.place),
            place: t(`funnel:place-${funnelKind(placed.place)}`),
            size: format.decimal(placed.effective, placed.effective < 100 ? 1 : 0),
            index: format.percent(exact),
            inner: between(placed.limits.inner),
            outer: between(placed.limits.outer),
            shrunken: shrunken === null ? '' : format.decimal(shrunken),
          }
        : null,
    hidden: unit.shown.hidden === null ? t('funnel:not-drawn') : t(`dashboard:hidden-${unit.shown.hidden}`),
  }
}
