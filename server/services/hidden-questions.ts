import { shapeOf } from '../domain/questionnaire.ts'
import type { GuardedCut } from './cell-axes.ts'
import type { Unit } from './compared-units.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { NOT_FLAGGED } from './counted-cut.ts'
import type { HeatDepth } from './heat-map.ts'
import { HiddenCells } from './hidden-cells.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { criterionValue, factorValue } from './respondent-groups.ts'
import { TallyCells, type TallyPart } from './tally-cells.ts'
import type { UnitAnswers } from './unit-answers.ts'
import type { LedgerCell } from './unit-ledger.ts'

/**
 * The factors and criteria of a unit that may not be shown, since those of other agencies, other fields, or flagged answers
 * could be had from them.
 *
 * @param ofAll what must not be shown of any agency, by question
 * @param depth criteria are looked at only where they are shown
 */
export function hiddenQuestions(
  answers: UnitAnswers,
  unit: Unit,
  { ofAll, least, depth }: { readonly ofAll: HiddenUnits; readonly least: number; readonly depth: HeatDepth },
): CountedAnswers['hidden'] {
  const { query, series, method } = answers.scope
  const { field, flagged } = query
  const shape = shapeOf(series.latest)
  const filter = [
    ...(field === null ? [] : [{ cut: 'field', value: field } as const]),
    ...(flagged === 'out' ? [{ cut: 'flagged', value: NOT_FLAGGED } as const] : []),
  ]
  const cells = new HiddenCells(new TallyCells(partsOf(answers, unit), shape, method), { shape, least })
  const hiddenAmong = (cut: HeatDepth, codes: readonly string[], nameOf: (code: string) => string) => {
    const inUnit = cells.valuesHidden(filter, cut)
    return new Set(
      codes.filter(
        (code) => inUnit.has(code) || ofAll.isHidden({ agencies: unit.lineage, value: nameOf(code), flagged }),
      ),
    )
  }
  const hidden = new Map([['factor', hiddenAmong('factor', shape.factors, factorValue)] as const])
  if (depth === 'factor') return hidden
  const codes = shape.criteria.map(({ code }) => code)
  return new Map<GuardedCut, ReadonlySet<string>>([
    ...hidden,
    ['criterion', hiddenAmong('criterion', codes, criterionValue)],
  ])
}

/** All answers of a unit by field and flag, whatever is asked for; without a field in the query, fields are not told apart. */
function partsOf(answers: UnitAnswers, unit: Unit): readonly TallyPart[] {
  const places = new Map<string, Omit<TallyPart, 'tally'>>()
  const nameOf = ({ value, flagged }: LedgerCell): string => {
    const name = `${String(flagged)} ${value}`
    places.set(name, { field: value, isFlagged: flagged })
    return name
  }
  const tallies = answers.by(unit, answers.scope.query.months, nameOf, 'in', null)
  return [...tallies].flatMap(([name, tally]) => {
    const place = places.get(name)
    return place ? [{ ...place, tally }] : []
  })
}
