import { criterionFigure } from './criterion-figure.ts'
import type { Estimate } from './estimate.ts'
import { factorSums } from './factor-sums.ts'
import { factorWeights } from './factor-weights.ts'
import type { Figure } from './figure.ts'
import { figureOf } from './figure-of.ts'
import { meanEstimate } from './mean-estimate.ts'
import type { FigureOptions, MethodName } from './methods.ts'
import { ratioEstimate } from './ratio-estimate.ts'
import { scoreEstimate } from './score-estimate.ts'
import { singleEstimate } from './single-estimate.ts'
import { ANSWERED, FULLY_SATISFIED, type Tally } from './tally.ts'

/**
 * The index of a tally by one of the named methods (docs/method.md, section 2), with its variance and interval.
 *
 * n is the number of respondents with at least one scored answer; for `index.direct` those who answered the overall
 * item. Factors and criteria without answers are left out of `index.mean-factors` and `index.mean-questions`.
 * `index.weighted-factors` has no index when a factor of positive weight has no answers; without given weights it
 * weighs all factors with answers the same.
 *
 * @param tally for `index.mean-questions` one in which each factor has one criterion; `questionsAsFactors` gives
 *   the shape of such a tally for any questionnaire
 * @throws {RangeError} when `index.mean-questions` is asked of a tally with several criteria in a factor, when weights
 *   are wrong (`factorWeights`), or when the population is smaller than n or not whole
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 2], [3, 0]])
 * methodFigure('index.pooled', tally).index // 60
 * methodFigure('index.mean-factors', tally).index // 58.33
 * methodFigure('index.weighted-factors', tally, { weights: { F1: 0.75, F2: 0.25 } }).index // 62.5
 * methodFigure('score.percent-of-range', tally).index // 65
 * methodFigure('respondent.fully-satisfied', tally).index // 33.33
 */
export function methodFigure(method: MethodName, tally: Tally, options: FigureOptions = {}): Figure {
  if (method === 'index.direct') return criterionFigure(tally, 'overall', options)
  return figureOf(estimate(method, tally, options), options.population)
}

function estimate(method: Exclude<MethodName, 'index.direct'>, tally: Tally, { weights }: FigureOptions): Estimate {
  const { shape, sums } = tally
  const n = sums[ANSWERED] ?? 0
  switch (method) {
    case 'index.pooled':
      return ratioEstimate(tally, [...shape.factors.keys()], n)
    case 'index.mean-questions':
      if (shape.factors.length !== shape.criteria.length) {
        throw new RangeError('index.mean-questions needs a tally in which each criterion is a factor of its own')
      }
      return meanEstimate(tally, evenWeights(tally))
    case 'index.mean-factors':
      return meanEstimate(tally, evenWeights(tally))
    case 'index.weighted-factors':
      return meanEstimate(tally, weights ? factorWeights(shape.factors, weights) : evenWeights(tally))
    case 'score.percent-of-5':
      return scoreEstimate(tally, 'of-5')
    case 'score.percent-of-range':
      return scoreEstimate(tally, 'of-range')
    case 'respondent.fully-satisfied':
      return singleEstimate(sums[FULLY_SATISFIED] ?? 0, n)
  }
}

/** The same weight for every factor that has answers. */
function evenWeights(tally: Tally): readonly bigint[] {
  return factorSums(tally).map(({ x }) => (x > 0n ? 1n : 0n))
}
