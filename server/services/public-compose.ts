import { factorFigure } from '../../scoring/factor-figure.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { RESPONSES, type Tally } from '../../scoring/tally.ts'
import type { Agency } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import { criteriaOf, shapeOf } from '../domain/questionnaire.ts'
import { seriesAmong, type Series } from '../domain/series.ts'
import type { Target } from '../domain/target.ts'
import type { CurrentDirectory } from './directory-service.ts'
import { reasonAmong, type PublicFactor, type PublicFigures } from './public-figures.ts'
import { publicMethod, type PublicRules, type QuarterLedger } from './public-ledger.ts'
import { daysOfQuarters, type PublicPeriod, type Quarter } from './public-periods.ts'
import type { PublicCell } from './public-quarter.ts'
import { hiddenFigure, shownFigure } from './shown-figure.ts'
import { shownIndex, threshold } from './shown-index.ts'

/** What the public figures of an agency are made from. */
export interface PublicParts {
  readonly current: CurrentDirectory
  readonly agency: Agency
  readonly name: PublicPeriod
  readonly quarters: readonly [Quarter, ...Quarter[]]
  readonly ledgers: readonly (readonly [Quarter, QuarterLedger])[]
  readonly rules: PublicRules
  readonly today: LocalDay
}

type ShownCell = Extract<PublicCell, { hidden: null }>

/**
 * The figures of a period are sums of quarters that are published by themselves, and of nothing else: so a longer period
 * tells no more than its quarters do, and none can be had by taking one period from another.
 */
export function composePublic(parts: PublicParts): PublicFigures {
  const { current, agency, name, quarters, ledgers, today } = parts
  const { directory } = current
  const period = daysOfQuarters(quarters[0], quarters.at(-1))
  const all = seriesAmong(current.questionnaires.values())
  const series = answeredLast(all, agency.code, ledgers)
  const cells = ledgers.map(([quarter, ledger]) => {
    const none: PublicCell = { hidden: 'no-answers', all: null }
    return { quarter, cell: (series && ledger.get(series.name)?.of(agency.code)) ?? none }
  })
  const shown = cells.flatMap(({ quarter, cell }) => (cell.hidden === null ? [{ quarter, cell }] : []))
  const rules = {
    ...parts.rules,
    method: series ? publicMethod(parts.rules.method, series.latest) : parts.rules.method,
  }
  const target = series && directory.targetFor(series.latest.key, agency.code, null, period.to - 1)
  const reasons = cells.flatMap(({ cell }) => cell.hidden ?? [])
  const hasEnded = agency.validTo !== null && agency.validTo <= today
  return {
    agency,
    parent: agency.parent === null ? null : directory.agency(agency.parent),
    successor: hasEnded && agency.successor !== null ? directory.agency(agency.successor) : null,
    hasEnded,
    name,
    period,
    quarters,
    counted: shown.map(({ quarter }) => quarter),
    left: cells.flatMap(({ quarter, cell }) => (cell.hidden !== null && cell.hidden !== 'no-answers' ? [quarter] : [])),
    series,
    hasOthers: ledgers.some(([, ledger]) =>
      [...ledger].some(([other, answered]) => other !== series?.name && answered.responses(agency.code) > 0),
    ),
    ...rules,
    target,
    ...(series && shown.length > 0
      ? figuresOf(
          series,
          shown.map(({ cell }) => cell),
          target,
          rules,
        )
      : { index: hiddenFigure(0, reasonAmong(reasons)), levels: null, factors: null, flagged: null }),
  }
}

/** The series with the most responses in the latest quarter that has any; the first there is where none has. */
function answeredLast(all: readonly Series[], agency: string, ledgers: PublicParts['ledgers']): Series | null {
  for (const [, ledger] of ledgers.toReversed()) {
    const responses = (series: Series): number => ledger.get(series.name)?.responses(agency) ?? 0
    const [most] = all.toSorted((a, b) => responses(b) - responses(a))
    if (most && responses(most) > 0) return most
  }
  return all[0] ?? null
}

function figuresOf(
  series: Series,
  cells: readonly ShownCell[],
  target: Target | null,
  rules: PublicRules,
): Pick<PublicFigures, 'index' | 'levels' | 'factors' | 'flagged'> {
  const shape = shapeOf(series.latest)
  const total = sumTallies(
    shape,
    cells.map(({ all }) => all),
  )
  const index = shownIndex(total, { target }, rules)
  if (index.hidden !== null) return { index, levels: null, factors: null, flagged: null }
  const unflagged = cells.flatMap((cell) => cell.unflagged ?? [])
  return {
    index,
    levels: levelsOf(series, total),
    factors: cells.every(({ showsFactors }) => showsFactors) ? factorsOf(series, total, target, rules) : null,
    flagged: unflagged.length === cells.length ? flaggedOf(total, sumTallies(shape, unflagged), target, rules) : null,
  }
}

function flaggedOf(
  total: Tally,
  unflagged: Tally,
  target: Target | null,
  rules: PublicRules,
): PublicFigures['flagged'] {
  const n = (total.sums[RESPONSES] ?? 0) - (unflagged.sums[RESPONSES] ?? 0)
  return { n, without: shownIndex(unflagged, { target }, rules) }
}

function levelsOf({ latest }: Series, total: Tally): readonly number[] {
  const counts = criteriaOf(latest).map(({ code }) => levelCounts(total, code))
  return [0, 1, 2, 3, 4].map((level) => counts.reduce((sum, one) => sum + (one[level] ?? 0), 0))
}

function factorsOf(
  { latest }: Series,
  total: Tally,
  target: Target | null,
  { least }: PublicRules,
): readonly PublicFactor[] {
  return latest.factors.flatMap(({ code, names }): PublicFactor[] => {
    if (!total.shape.factors.includes(code)) return []
    const shown = shownFigure(factorFigure(total, code, {}), { target: target && threshold(target), least })
    return shown.n === 0 ? [] : [{ code, names, shown }]
  })
}
