import type { Figure } from './figure.ts'
import { figureOf } from './figure-of.ts'
import { levelCounts } from './level-counts.ts'
import type { FigureOptions } from './methods.ts'
import { singleEstimate } from './single-estimate.ts'
import type { Tally } from './tally.ts'

/**
 * `question.top2`: of the answers to one criterion, the share at the two upper levels.
 *
 * Its n is the number of its answers, since a respondent answers a criterion once. The code `overall` stands for the
 * overall item, as in `index.direct`. Source: docs/method.md, section 2.
 *
 * @throws {RangeError} when the shape has no such criterion, or the population is smaller than n or not whole
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [4], [3], [0]])
 * criterionFigure(tally, 'F1.1').index // 66.67
 * criterionFigure(tally, 'F1.1').n // 3
 */
export function criterionFigure(tally: Tally, criterion: string, options: FigureOptions = {}): Figure {
  const [one, two, three, four, five] = levelCounts(tally, criterion)
  return figureOf(singleEstimate(four + five, one + two + three + four + five), options.population)
}
