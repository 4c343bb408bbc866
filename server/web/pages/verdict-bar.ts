import type { ComparedUnit } from '../../services/unit-comparison.ts'
import { UNIT_VERDICTS, type UnitVerdict } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import type { PageLink } from './figure-section.ts'
import { verdictOf } from './unit-order.ts'

/** How many units prove what: one bar, and below it its parts in words, as links that leave only these units. */
export interface VerdictBar {
  readonly label: string
  /** None where there is no unit. */
  readonly parts: readonly VerdictPart[]
  /** Back to all units; null where all are shown. */
  readonly all: PageLink | null
}

/** One part of the bar; places are percentages of its width. */
export interface VerdictPart {
  readonly kind: UnitVerdict
  readonly count: string
  readonly label: string
  readonly href: string
  readonly isCurrent: boolean
  readonly x: string
  readonly width: string
  readonly middle: string
  /** Whether the count has room in it. */
  readonly isWide: boolean
}

/** Least share of the bar, in percent, in which a count of three digits stands. */
const ROOM = 5

/**
 * @param hrefOf the address of the units that prove this; of all for null
 * @param current which of them are shown; null for all
 */
export function verdictBar(
  units: readonly ComparedUnit[],
  { hrefOf, current }: { hrefOf: (verdict: UnitVerdict | null) => string; current: UnitVerdict | null },
  { t, format }: Language,
): VerdictBar {
  const byVerdict = Map.groupBy(units, verdictOf)
  let start = 0
  return {
    label: t('compare:verdicts-label'),
    all: current === null ? null : { label: t('compare:verdict-all'), href: hrefOf(null) },
    parts: UNIT_VERDICTS.flatMap((kind) => {
      const count = byVerdict.get(kind)?.length ?? 0
      if (count === 0) return []
      const share = (count / units.length) * 100
      const x = start
      start += share
      return [
        {
          kind,
          count: format.count(count),
          label: t(`compare:verdict-${kind}`, { count: format.count(count) }),
          href: hrefOf(kind),
          isCurrent: current === kind,
          x: percent(x),
          width: percent(share),
          middle: percent(x + share / 2),
          isWide: share >= ROOM,
        },
      ]
    }),
  }
}

function percent(share: number): string {
  return `${Math.round(share * 100) / 100}%`
}
