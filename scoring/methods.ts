/**
 * The methods by which answers can become one index, by name (docs/method.md, section 2). An agency's figure always
 * carries the name of its method. The first is the default.
 */
export const METHODS = [
  'index.pooled',
  'index.mean-questions',
  'index.mean-factors',
  'index.weighted-factors',
  'index.direct',
  'score.percent-of-5',
  'score.percent-of-range',
  'respondent.fully-satisfied',
] as const

export type MethodName = (typeof METHODS)[number]

/**
 * The version of docs/method.md that these functions follow. It is raised whenever the same answers could give another
 * figure, interval, verdict or rank than before.
 */
export const METHOD_VERSION = '1'

export interface FigureOptions {
  /**
   * How many could have answered: transactions of the period. A whole number, at least the figure's n. Where it is
   * known, variance shrinks by 1 - n/N; where it is left out, respondents count as drawn from a far larger number.
   */
  readonly population?: number
  /**
   * The weight of each factor by its code, for `index.weighted-factors` only. They sum to 1 within 1e-9; a factor that
   * is not named has weight 0. Where left out, all factors with answers weigh the same.
   */
  readonly weights?: Readonly<Record<string, number>>
}
