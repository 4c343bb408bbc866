import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { FigureOptions } from '../../scoring/methods.ts'
import { priorities } from '../../scoring/priorities.ts'
import { criteriaOf } from '../domain/questionnaire.ts'
import type { Target } from '../domain/target.ts'
import type { AgencyDashboard, CriterionRow, FactorRow, PriorityRow } from './agency-dashboard.ts'
import type { DashboardParts } from './dashboard-parts.ts'
import { hiddenFigure, shownFigure, withoutHidden, withoutSubtraction } from './shown-figure.ts'
import { threshold } from './shown-index.ts'

/** What each question got. A hidden factor hides its criteria, or their sum would be the factor. */
export function questionRows(
  { series, query, counted, rules: { least } }: DashboardParts,
  target: Target | null,
  population: number | null,
): Pick<AgencyDashboard, 'overall' | 'factors'> {
  const { total, hidden } = counted
  const options: FigureOptions = population === null ? {} : { population }
  const rules = { target: target && threshold(target), least, ...options }
  const row = (code: string, wording: CriterionRow['wording'], figure: Figure): CriterionRow => {
    const shown = shownFigure(figure, rules)
    return { code, wording, shown, levels: shown.hidden ? null : levelCounts(total, code) }
  }
  const factors = series.latest.factors.flatMap(({ code, names }): FactorRow[] => {
    const criteria = criteriaOf(series.latest).filter(
      ({ factor, steps }) => factor === code && steps.includes(query.step),
    )
    if (criteria.length === 0) return []
    const rows = criteria.map((one) => row(one.code, one.wording, criterionFigure(total, one.code, options)))
    const shown = shownFigure(factorFigure(total, code, options), rules)
    return [
      { code, names, shown, criteria: withoutHidden(rows, (one) => hidden.get('criterion')?.has(one.code) ?? false) },
    ]
  })
  const overall = series.latest.questions.find(({ kind }) => kind === 'overall')
  const shownFactors = withoutSubtraction(
    withoutHidden(factors, ({ code }) => hidden.get('factor')?.has(code) ?? false),
    least,
  )
  return {
    overall: row('overall', overall?.wording ?? series.latest.names, methodFigure('index.direct', total, options)),
    factors: shownFactors.map((factor) => ({
      ...factor,
      criteria: withoutSubtraction(
        factor.criteria.map((criterion) =>
          factor.shown.hidden && !criterion.shown.hidden
            ? { ...criterion, shown: hiddenFigure(criterion.shown.n, factor.shown.hidden) }
            : criterion,
        ),
        least,
      ).map((criterion) => (criterion.shown.hidden ? { ...criterion, levels: null } : criterion)),
    })),
  }
}

/** What each criterion would bring, as far as what it got is shown. */
export function priorityRows(
  { counted: { total, answersOfUnsatisfied } }: DashboardParts,
  factors: readonly FactorRow[],
  population: number | null,
): readonly PriorityRow[] {
  const shown = new Map(
    factors.flatMap(({ criteria }) =>
      criteria.flatMap(({ code, wording, shown: { hidden } }) => (hidden ? [] : [[code, wording] as const])),
    ),
  )
  const options = {
    ...(population === null ? {} : { population }),
    ...(answersOfUnsatisfied ? { answersOfUnsatisfied } : {}),
  }
  return priorities(total, options).flatMap((one): PriorityRow[] => {
    const wording = shown.get(one.criterion)
    return wording ? [{ ...one, wording }] : []
  })
}
