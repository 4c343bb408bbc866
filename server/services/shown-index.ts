import { parseDecimal, type Fraction } from '../../scoring/fraction.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { sumTallies } from '../../scoring/sum-tallies.ts'
import { RESPONSES, type Tally, type TallyShape } from '../../scoring/tally.ts'
import type { Target } from '../domain/target.ts'
import type { TallyCell } from '../storage/port.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from './shown-figure.ts'

/** How an index is computed, and with how few responses it is hidden. */
export interface IndexRules {
  readonly method: MethodName
  readonly least: number
}

/** The index of the responses that cells count together, with its verdict against a target. */
export function shownIndex(
  cells: readonly TallyCell[],
  target: Target | null,
  { method, least }: IndexRules,
): ShownFigure {
  const [first] = cells
  if (!first) return hiddenFigure(0, 'no-answers')
  const tally = sumOfCells(first.tally.shape, cells)
  return shownFigure(methodFigure(method, tally), { target: target && threshold(target), least })
}

/** All cells added up. @throws {RangeError} when one has another shape */
export function sumOfCells(shape: TallyShape, cells: readonly TallyCell[]): Tally {
  return sumTallies(
    shape,
    cells.map(({ tally }) => tally),
  )
}

/** How many responses a tally counts, answered or not. */
export function responsesOf({ sums }: Tally): number {
  return sums[RESPONSES] ?? 0
}

/** A target's threshold in percent, exactly as its decision prints it. */
export function threshold(target: Target): Fraction {
  return parseDecimal(target.threshold)
}
