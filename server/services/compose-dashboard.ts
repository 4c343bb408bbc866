import { silentBounds } from '../../scoring/silent-bounds.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { AgencyDashboard, FlaggedSplit } from './agency-dashboard.ts'
import type { CountedAnswers } from './counted-answers.ts'
import { FLAGGED, NOT_FLAGGED } from './counted-cut.ts'
import { cutTables, profileTables } from './dashboard-cuts.ts'
import { targetOf, type DashboardParts } from './dashboard-parts.ts'
import { fieldRows, monthRows, placeRows, populationOf } from './dashboard-rows.ts'
import { usable } from './known-transactions.ts'
import { priorityRows, questionRows } from './question-rows.ts'
import { hiddenFigure, type ShownFigure } from './shown-figure.ts'
import { responsesOf, shownIndex, type IndexRules } from './shown-index.ts'

/** The part of a dashboard that is arithmetic on tallies. */
export type DashboardFigures = Pick<
  AgencyDashboard,
  | 'target'
  | 'index'
  | 'responses'
  | 'population'
  | 'silent'
  | 'flagged'
  | 'overall'
  | 'factors'
  | 'priorities'
  | 'points'
  | 'children'
  | 'fields'
  | 'months'
  | 'cuts'
  | 'profile'
>

/** Computes every figure of a dashboard; reads nothing, so the same tallies always give the same page. */
export function composeDashboard(parts: DashboardParts): DashboardFigures {
  const { agency, counted, query, rules, versions } = parts
  const target = targetOf(parts, agency.code, null)
  const responses = responsesOf(counted.total)
  const population = populationOf(parts, {}, responses)
  const usablePopulation = usable(population)
  const index = wholeIndex(counted, { target, population: usablePopulation }, rules)
  const whole = {
    target,
    index,
    responses,
    population,
    flagged: flaggedSplit(parts, index, { target, population: usablePopulation }),
  }
  // A page that must not show its index must not show parts of it either; what it leads to can be named.
  if (counted.isHidden && query.filter.length === 0) {
    return { ...whole, ...NOTHING_ELSE, ...bareQuestions(parts), ...placeRows(parts), months: monthRows(parts) }
  }
  if (index.hidden && query.filter.length > 0) return { ...whole, ...NOTHING_ELSE, ...bareQuestions(parts) }
  const questions = questionRows(parts, target, usablePopulation)
  return {
    ...whole,
    silent: index.figure && usablePopulation !== null ? silentBounds(index.figure, usablePopulation) : null,
    ...questions,
    priorities: index.hidden ? [] : priorityRows(parts, questions.factors, usablePopulation),
    ...placeRows(parts),
    fields: fieldRows(parts),
    months: monthRows(parts),
    cuts: cutTables(counted, versions, rules),
    profile: profileTables(counted, versions, rules),
  }
}

const NOTHING_ELSE = {
  silent: null,
  priorities: [],
  points: [],
  children: [],
  fields: [],
  months: [],
  cuts: [],
  profile: [],
} as const

function bareQuestions({ series }: DashboardParts): Pick<DashboardFigures, 'overall' | 'factors'> {
  const { names } = series.latest
  return {
    overall: { code: 'overall', wording: names, shown: hiddenFigure(0, 'no-answers'), levels: null },
    factors: [],
  }
}

/** The index of everything that was counted, unless it would give away what is hidden elsewhere. */
export function wholeIndex(
  { cuts, isHidden }: Pick<CountedAnswers, 'cuts' | 'isHidden'>,
  against: Parameters<typeof shownIndex>[1],
  rules: IndexRules,
): ShownFigure {
  const shown = shownIndex(sumOf([...(cuts.get('flagged')?.values() ?? [])]), against, rules)
  return isHidden && shown.hidden === null ? hiddenFigure(shown.n, 'by-subtraction') : shown
}

/** The index without flagged responses, unless these are so few that subtracting would tell what they answered. */
function flaggedSplit(
  { counted, rules }: DashboardParts,
  index: ShownFigure,
  against: Parameters<typeof shownIndex>[1],
): FlaggedSplit {
  const byFlag = counted.cuts.get('flagged')
  const of = (value: string): ShownFigure => shownIndex(byFlag?.get(value), against, rules)
  const flagged = of(FLAGGED)
  const without = of(NOT_FLAGGED)
  const isGivenAway = [
    flagged.hidden === 'too-few',
    index.hidden !== null,
    counted.hidden.get('flagged')?.has(NOT_FLAGGED) === true,
  ].includes(true)
  return { n: flagged.n, without: isGivenAway && !without.hidden ? hiddenFigure(without.n, 'by-subtraction') : without }
}

function sumOf(tallies: readonly Tally[]): Tally | undefined {
  const [first] = tallies
  return first && sumTallies(first.shape, tallies)
}
