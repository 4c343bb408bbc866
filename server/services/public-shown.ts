import { factorFigure } from '../../scoring/factor-figure.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { RESPONSES, type Tally } from '../../scoring/tally.ts'
import { criteriaOf, shapeOf } from '../domain/questionnaire.ts'
import type { Series } from '../domain/series.ts'
import type { Target } from '../domain/target.ts'
import { reasonAmong, type PublicFactor, type PublicFigures } from './public-figures.ts'
import type { PublicRules } from './public-ledger.ts'
import type { PublicCell } from './public-quarter.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from './shown-figure.ts'
import { shownIndex, threshold } from './shown-index.ts'

/** The numbers of an agency that anybody may know. */
export type PublicShown = Pick<PublicFigures, 'index' | 'levels' | 'factors' | 'flagged'>

type ShownCell = Extract<PublicCell, { hidden: null }>

/** Whose numbers they are, and by which rules they are made. */
export interface PublicGround {
  /** Null where no questionnaire is published. */
  readonly series: Series | null
  readonly target: Target | null
  /** The method is that of the series. */
  readonly rules: PublicRules
}

/**
 * What is shown of an agency's answers to one series: the sum of those quarters that are published by themselves. Pages
 * and files say the same, since both ask here.
 *
 * @param cells what each quarter publishes, in order
 */
export function publicShown(cells: readonly PublicCell[], { series, ...ground }: PublicGround): PublicShown {
  const shown = cells.filter((cell) => cell.hidden === null)
  if (!series || shown.length === 0) {
    const reasons = cells.flatMap(({ hidden }) => hidden ?? [])
    return { index: hiddenFigure(0, reasonAmong(reasons)), ...NOTHING }
  }
  const shape = shapeOf(series.latest)
  const all = shown.map((cell) => cell.all)
  const total = sumTallies(shape, all)
  const index = indexOf(shown, total, ground)
  if (index.hidden !== null) return { index, ...NOTHING }
  const unflagged = shown.flatMap((cell) => cell.unflagged ?? [])
  return {
    index,
    levels: levelsOf(series, total),
    factors: shown.every(({ showsFactors }) => showsFactors) ? factorsOf(series, total, ground) : null,
    flagged: unflagged.length === shown.length ? flaggedOf(index, total, sumTallies(shape, unflagged), ground) : null,
  }
}

const NOTHING = { levels: null, factors: null, flagged: null }

type Ground = Omit<PublicGround, 'series'>

/** The index of one quarter was computed when it was decided whether to show it. */
function indexOf(cells: readonly ShownCell[], total: Tally, { target, rules }: Ground): ShownFigure {
  const [first] = cells
  if (!first || cells.length > 1) return shownIndex(total, { target }, rules)
  return shownFigure(first.index, { target: target && threshold(target), least: rules.least })
}

function flaggedOf(
  index: ShownFigure,
  total: Tally,
  unflagged: Tally,
  { target, rules }: Ground,
): PublicFigures['flagged'] {
  const n = (total.sums[RESPONSES] ?? 0) - (unflagged.sums[RESPONSES] ?? 0)
  return { n, without: n === 0 ? index : shownIndex(unflagged, { target }, rules) }
}

function levelsOf({ latest }: Series, total: Tally): readonly number[] {
  const counts = criteriaOf(latest).map(({ code }) => levelCounts(total, code))
  return [0, 1, 2, 3, 4].map((level) => counts.reduce((sum, one) => sum + (one[level] ?? 0), 0))
}

function factorsOf({ latest }: Series, total: Tally, { target, rules: { least } }: Ground): readonly PublicFactor[] {
  return latest.factors.flatMap(({ code, names }): PublicFactor[] => {
    if (!total.shape.factors.includes(code)) return []
    const shown = shownFigure(factorFigure(total, code, {}), { target: target && threshold(target), least })
    return shown.n === 0 ? [] : [{ code, names, shown }]
  })
}
