import { parseDecimal, type Fraction } from '../../scoring/fraction.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { MethodName } from '../../scoring/methods.ts'
import { RESPONSES, type Tally } from '../../scoring/tally.ts'
import type { Target } from '../domain/target.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from './shown-figure.ts'

/** How an index is computed, and with how few responses it is hidden. */
export interface IndexRules {
  readonly method: MethodName
  readonly least: number
}

/**
 * The index of the responses that a tally counts, with its verdict against a target.
 *
 * @param tally undefined where nothing was answered
 * @param population how many could have answered, at least as many as did; null where that is not known
 */
export function shownIndex(
  tally: Tally | undefined,
  { target, population = null }: { readonly target: Target | null; readonly population?: number | null },
  { method, least }: IndexRules,
): ShownFigure {
  if (!tally) return hiddenFigure(0, 'no-answers')
  const options = population === null ? {} : { population }
  const figure = methodFigure(method, tally, options)
  return shownFigure(figure, { target: target && threshold(target), least, ...options })
}

/** How many responses a tally counts, answered or not. */
export function responsesOf({ sums }: Tally): number {
  return sums[RESPONSES] ?? 0
}

/** A target's threshold in percent, exactly as its decision prints it. */
export function threshold(target: Target): Fraction {
  return parseDecimal(target.threshold)
}
