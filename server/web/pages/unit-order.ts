import { withoutMarks } from '../../domain/plain-text.ts'
import { inLanguage } from '../../domain/words.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { UnitsLook, UnitVerdict } from '../forms/units-look.ts'
import type { Language } from '../language.ts'
import { kindOf } from './verdict-words.ts'

/** What a unit's figure proves; `plain` where it is held against no target. */
export function verdictOf({ shown }: Pick<ComparedUnit, 'shown'>): UnitVerdict {
  if (shown.hidden !== null) return 'hidden'
  return shown.verdict ? kindOf(shown.verdict) : 'plain'
}

/**
 * The units that a look leaves, in its order; those that have nothing to be sorted by come last, by name, whatever the
 * order.
 */
export function orderedUnits(
  units: readonly ComparedUnit[],
  look: UnitsLook,
  { code }: Pick<Language, 'code'>,
): readonly ComparedUnit[] {
  const { compare } = new Intl.Collator(code)
  const nameOf = ({ agency }: ComparedUnit): string => inLanguage(agency.names, code)
  const words = withoutMarks(look.search).split(' ').filter(Boolean)
  const byName = units.toSorted((a, b) => compare(nameOf(a), nameOf(b)))
  const found = byName.filter((unit) => {
    if (look.verdict !== null && verdictOf(unit) !== look.verdict) return false
    if (words.length === 0) return true
    const names = Object.values(unit.agency.names).map(withoutMarks).join(' ')
    return words.every((word) => names.includes(word))
  })
  const valueOf = VALUES[look.order]
  const direction = look.isReversed ? -1 : 1
  return found
    .map((unit, place) => ({ unit, place, value: valueOf(unit, place) }))
    .sort((a, b) => {
      if (a.value === null || b.value === null)
        return Number(a.value === null) - Number(b.value === null) || a.place - b.place
      return direction * (a.value - b.value) || a.place - b.place
    })
    .map(({ unit }) => unit)
}

/** What is sorted by, ascending; null where a unit has none. Ranks and figures begin with the best. */
const VALUES: Readonly<Record<UnitsLook['order'], (unit: ComparedUnit, place: number) => number | null>> = {
  name: (_, place) => place,
  responses: ({ shown }) => -shown.n,
  index: ({ shown }) => (shown.figure?.index == null ? null : -shown.figure.index),
  rank: ({ standing }) => standing?.rank ?? null,
  change: ({ change, shown }) => (shown.hidden === null && change.difference ? change.difference.points : null),
}
