import type { ReportPeriod } from '../domain/report-period.ts'
import { draftHead, monthSpan, named, TargetList } from './draft-head.ts'
import { freezeDifference, freezeFigure, freezeTransactions } from './frozen-figure.ts'
import type { ComparisonDraft, FrozenUnit } from './report-content.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'

/**
 * What a report on a comparison says.
 *
 * @param withoutFlagged the same comparison without flagged responses
 */
export function comparisonDraft(
  comparison: UnitComparison,
  withoutFlagged: UnitComparison,
  period: ReportPeriod,
): ComparisonDraft {
  const { scope, former, least, rate, units, ranked } = comparison
  const { level, under, field, query, nested } = scope
  const targets = new TargetList()
  const without = new Map(withoutFlagged.units.map(({ agency, shown }) => [agency.code, shown]))
  return {
    kind: 'comparison',
    ...draftHead({ ...scope, view: query.view, period, least }),
    about: under && named(under),
    level,
    field: field && named(field),
    former: monthSpan(former),
    rate: String(rate),
    ranked,
    units: units.map((unit) => frozenUnit(unit, without.get(unit.agency.code), targets)),
    nested: nested.map(named),
    targets: targets.frozen(),
  }
}

function frozenUnit(unit: ComparedUnit, without: ShownFigure | undefined, targets: TargetList): FrozenUnit {
  const { agency, shown, target, responses, population, flagged, standing, change } = unit
  const { former, difference, why, adjusted, isSignificant } = change
  return {
    ...named(agency),
    figure: freezeFigure(shown),
    target: targets.place(target),
    responses,
    transactions: freezeTransactions(population),
    flagged: { n: flagged, without: flagged > 0 && without ? freezeFigure(without) : null },
    standing,
    change: {
      former: freezeFigure(former),
      difference: difference && freezeDifference(difference),
      why,
      adjusted: adjusted === null ? null : String(adjusted),
      isSignificant,
    },
  }
}
