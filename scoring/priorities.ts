import { exactQuotient } from './exact-quotient.ts'
import { factorSums } from './factor-sums.ts'
import { figureOf } from './figure-of.ts'
import { levelCounts } from './level-counts.ts'
import type { FigureOptions } from './methods.ts'
import { productSum } from './product-sum.ts'
import { ANSWERED, type Tally } from './tally.ts'
import type { Interval } from './share-interval.ts'

/** What one criterion would do for the pooled index. */
export interface Priority {
  readonly criterion: string
  readonly factor: string
  /** Points that `index.pooled` would gain if half of this criterion's unsatisfied answers had been satisfied. */
  readonly gain: number
  /** The 95 % interval of the gain in points; null where the tally cannot tell it, or below two respondents. */
  readonly interval: Interval | null
}

/**
 * Where work pays most: for each criterion, what the pooled index would gain if its unsatisfied answers were halved,
 * the largest gain first; equal gains in the order of the shape.
 *
 * With u unsatisfied answers of the criterion and X scored answers in all, the gain is u / (2 X): half of a pooled share,
 * whose interval is had like that of any share. It needs the products of the criterion with all answers, so it is known
 * where each factor of the tally has one criterion (`questionsAsFactors`). Source: docs/method.md, section 6.2.
 *
 * @returns criteria with answers only
 * @throws {RangeError} when the population is smaller than the respondents or not whole
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 2], [3, 1]])
 * priorities(tally).map(({ criterion }) => criterion) // ['F2.1', 'F1.1']
 * priorities(tally)[0].gain // 16.67
 */
export function priorities(tally: Tally, options: FigureOptions = {}): readonly Priority[] {
  const { shape, sums } = tally
  const answers = factorSums(tally).reduce((sum, { x }) => sum + x, 0n)
  const isSingle = shape.factors.length === shape.criteria.length
  const found = shape.criteria.flatMap(({ code, factor }) => {
    const [one, two, three, four, five] = levelCounts(tally, code)
    const unsatisfied = BigInt(one + two + three)
    if (unsatisfied === 0n && four + five === 0) return []
    const share = { num: unsatisfied, den: answers }
    const gain = exactQuotient(50n * share.num, share.den)
    if (!isSingle) return [{ criterion: code, factor, unsatisfied, gain, interval: null }]

    const squares = unsatisfiedSquares(tally, shape.factors.indexOf(factor), unsatisfied, answers)
    const n = sums[ANSWERED] ?? 0
    const estimate = { kind: 'share', n, answers: Number(answers), exact: share, squares, least: 0 } as const
    const { lower, upper } = figureOf(estimate, options.population)
    const interval = lower === null || upper === null ? null : { lower: lower / 2, upper: upper / 2 }
    return [{ criterion: code, factor, unsatisfied, gain, interval }]
  })
  found.sort((a, b) => Number(b.unsatisfied - a.unsatisfied))
  return found.map(({ criterion, factor, gain, interval }) => ({ criterion, factor, gain, interval }))
}

/** Squared residuals of U/X, with U the unsatisfied answers of the one criterion of a factor and X all answers. */
function unsatisfiedSquares(tally: Tally, at: number, u: bigint, x: bigint): { num: bigint; den: bigint } {
  const uu =
    productSum(tally, at, 'x', at, 'x') - 2n * productSum(tally, at, 'x', at, 'y') + productSum(tally, at, 'y', at, 'y')
  let ux = 0n
  let xx = 0n
  for (const f of tally.shape.factors.keys()) {
    ux += productSum(tally, at, 'x', f, 'x') - productSum(tally, at, 'y', f, 'x')
    for (const g of tally.shape.factors.keys()) xx += productSum(tally, f, 'x', g, 'x')
  }
  return { num: x * x * uu - 2n * x * u * ux + u * u * xx, den: x ** 4n }
}
