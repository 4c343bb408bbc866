import type { Figure } from './figure.ts'
import { figureOf } from './figure-of.ts'
import type { FigureOptions } from './methods.ts'
import { ratioEstimate } from './ratio-estimate.ts'
import type { Tally } from './tally.ts'

/**
 * `factor.pooled`: of all answers given in one factor, the share that is satisfied.
 *
 * Its n are the respondents who answered something in this factor. Source: docs/method.md, section 2.
 *
 * @param factor code of a factor of the tally's shape
 * @throws {RangeError} when the shape has no such factor, or the population is smaller than n or not whole
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }], [[5, 4], [4, 3], [2, 0]])
 * factorFigure(tally, 'F1').index // 60
 * factorFigure(tally, 'F1').n // 3
 * factorFigure(tally, 'F1').variance // 624
 */
export function factorFigure(tally: Tally, factor: string, options: FigureOptions = {}): Figure {
  const at = tally.shape.factors.indexOf(factor)
  if (at < 0) throw new RangeError(`no factor ${factor} in this tally`)
  const n = tally.sums[tally.shape.factorResponsesAt + at] ?? 0
  return figureOf(ratioEstimate(tally, [at], n), options.population)
}
