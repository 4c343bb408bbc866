import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { Tally } from '../../scoring/tally.ts'
import { criteriaOf, type Questionnaire } from '../domain/questionnaire.ts'
import type { Target } from '../domain/target.ts'
import type { TallyCell } from '../storage/port.ts'
import type { AgencyDashboard, CriterionRow, FactorRow, FlaggedSplit } from './agency-dashboard.ts'
import { fieldRows, monthRows, placeRows, targetOf, type RowParts } from './dashboard-rows.ts'
import { hiddenFigure, shownFigure, withoutSubtraction } from './shown-figure.ts'
import { shownIndex, threshold, type IndexRules } from './shown-index.ts'

/** What a dashboard is computed from. */
export interface DashboardParts extends RowParts {
  /** Whose words name factors and criteria. */
  readonly questionnaire: Questionnaire
  /** All responses of the cells together, in the shape that the store keeps. */
  readonly total: Tally
}

/** The part of a dashboard that is arithmetic on tallies. */
export type DashboardFigures = Pick<
  AgencyDashboard,
  'target' | 'index' | 'flagged' | 'overall' | 'factors' | 'points' | 'children' | 'fields' | 'months'
>

/** Computes every figure of a dashboard; reads nothing, so the same tallies always give the same page. */
export function composeDashboard(parts: DashboardParts): DashboardFigures {
  const target = targetOf(parts, parts.agency.code, null)
  const cells = parts.cells.filter(({ cut }) => cut === 'point')
  return {
    target,
    index: shownIndex(cells, target, parts.rules),
    flagged: flaggedSplit(cells, target, parts.rules),
    ...questionRows(parts, target),
    ...placeRows(parts),
    fields: fieldRows(parts),
    months: monthRows(parts),
  }
}

/** The index without flagged responses, unless these are so few that subtracting would tell what they answered. */
function flaggedSplit(cells: readonly TallyCell[], target: Target | null, rules: IndexRules): FlaggedSplit {
  const flagged = shownIndex(
    cells.filter((cell) => cell.flagged),
    target,
    rules,
  )
  const without = shownIndex(
    cells.filter((cell) => !cell.flagged),
    target,
    rules,
  )
  return {
    n: flagged.n,
    without: flagged.hidden === 'too-few' ? hiddenFigure(without.n, 'by-subtraction') : without,
  }
}

/** What each question got. A hidden factor hides its criteria, or their sum would be the factor. */
function questionRows(
  { questionnaire, total, rules: { least } }: DashboardParts,
  target: Target | null,
): Pick<DashboardFigures, 'overall' | 'factors'> {
  const rules = { target: target && threshold(target), least }
  const row = (code: string, wording: CriterionRow['wording'], figure: Figure): CriterionRow => {
    const shown = shownFigure(figure, rules)
    return { code, wording, shown, levels: shown.hidden ? null : levelCounts(total, code) }
  }
  const factors = questionnaire.factors.flatMap(({ code, names }): FactorRow[] => {
    const criteria = criteriaOf(questionnaire).filter(({ factor }) => factor === code)
    if (criteria.length === 0) return []
    return [
      {
        code,
        names,
        shown: shownFigure(factorFigure(total, code), rules),
        criteria: criteria.map((question) =>
          row(question.code, question.wording, criterionFigure(total, question.code)),
        ),
      },
    ]
  })
  const overall = questionnaire.questions.find(({ kind }) => kind === 'overall')
  return {
    overall: row('overall', overall?.wording ?? questionnaire.names, methodFigure('index.direct', total)),
    factors: withoutSubtraction(factors, least).map((factor) => ({
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
