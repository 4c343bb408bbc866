import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Fraction } from '../../scoring/fraction.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import type { FigureOptions } from '../../scoring/methods.ts'
import { criteriaOf, type Questionnaire, type ScaleQuestion } from '../domain/questionnaire.ts'
import type { Step } from '../domain/service-point.ts'
import type { CriterionRow, FactorRow } from './agency-dashboard.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { hiddenFigure, shownFigure, withoutHidden, withoutSubtraction } from './shown-figure.ts'

/** A factor with those of its criteria that are asked about. */
export interface AskedFactor {
  readonly factor: Questionnaire['factors'][number]
  readonly criteria: readonly ScaleQuestion[]
}

/** The factors that a questionnaire asks about at a step. */
export function askedFactors(questionnaire: Questionnaire, step: Step): readonly AskedFactor[] {
  const criteria = criteriaOf(questionnaire).filter(({ steps }) => steps.includes(step))
  return questionnaire.factors.flatMap((factor) => {
    const own = criteria.filter((one) => one.factor === factor.code)
    return own.length === 0 ? [] : [{ factor, criteria: own }]
  })
}

/**
 * What each factor and its criteria got. A hidden factor hides its criteria, or their sum would be the factor.
 *
 * @param counted the answers, and what of them may not be shown for the sake of other pages
 * @param rules as for {@link shownFigure}
 */
export function factorRows(
  asked: readonly AskedFactor[],
  { total, hidden }: Pick<CountedAnswers, 'total' | 'hidden'>,
  rules: { readonly target: Fraction | null; readonly least: number; readonly population?: number },
): readonly FactorRow[] {
  const { least, population } = rules
  const options: FigureOptions = population === undefined ? {} : { population }
  const row = ({ code, wording }: ScaleQuestion): CriterionRow => {
    const shown = shownFigure(criterionFigure(total, code, options), rules)
    return { code, wording, shown, levels: shown.hidden ? null : levelCounts(total, code) }
  }
  const factors = asked.map(({ factor: { code, names }, criteria }): FactorRow => {
    const shown = shownFigure(factorFigure(total, code, options), rules)
    const isHidden = (one: CriterionRow): boolean => hidden.get('criterion')?.has(one.code) ?? false
    return { code, names, shown, criteria: withoutHidden(criteria.map(row), isHidden) }
  })
  const shownFactors = withoutSubtraction(
    withoutHidden(factors, ({ code }) => hidden.get('factor')?.has(code) ?? false),
    least,
  )
  return shownFactors.map((factor) => ({ ...factor, criteria: partsOf(factor, least) }))
}

/** The criteria of a factor, as far as they may be shown beside it. */
function partsOf({ shown, criteria }: FactorRow, least: number): readonly CriterionRow[] {
  const within = criteria.map((criterion) =>
    shown.hidden && !criterion.shown.hidden
      ? { ...criterion, shown: hiddenFigure(criterion.shown.n, shown.hidden) }
      : criterion,
  )
  return withoutSubtraction(within, least).map((criterion) =>
    criterion.shown.hidden ? { ...criterion, levels: null } : criterion,
  )
}
