import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { FigureOptions } from '../../scoring/methods.ts'
import { priorities } from '../../scoring/priorities.ts'
import type { Target } from '../domain/target.ts'
import type { AgencyDashboard, FactorRow, PriorityRow } from './agency-dashboard.ts'
import type { DashboardParts } from './dashboard-parts.ts'
import { askedFactors, factorRows } from './factor-rows.ts'
import { hiddenFigure, shownFigure } from './shown-figure.ts'
import { threshold } from './shown-index.ts'

/** What each question got. */
export function questionRows(
  { series, query, counted, rules: { least } }: DashboardParts,
  target: Target | null,
  population: number | null,
): Pick<AgencyDashboard, 'overall' | 'factors'> {
  const options: FigureOptions = population === null ? {} : { population }
  const rules = { target: target && threshold(target), least, ...options }
  const overall = series.latest.questions.find(({ kind }) => kind === 'overall')
  const byItself = shownFigure(methodFigure('index.direct', counted.total, options), rules)
  const isGivenAway = byItself.hidden === null && counted.hidden.get('criterion')?.has('overall') === true
  const shown = isGivenAway ? hiddenFigure(byItself.n, 'by-subtraction') : byItself
  return {
    overall: {
      code: 'overall',
      wording: overall?.wording ?? series.latest.names,
      shown,
      levels: shown.hidden ? null : levelCounts(counted.total, 'overall'),
    },
    factors: factorRows(askedFactors(series.latest, query.step), counted, rules),
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
