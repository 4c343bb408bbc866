import { exactQuotient } from './exact-quotient.ts'
import { factorSums } from './factor-sums.ts'
import { figureOf } from './figure-of.ts'
import { levelCounts } from './level-counts.ts'
import type { FigureOptions } from './methods.ts'
import { productSum } from './product-sum.ts'
import type { Interval } from './share-interval.ts'
import { singleEstimate } from './single-estimate.ts'
import { ANSWERED, type Tally } from './tally.ts'

/** What one criterion would do for the pooled index. */
export interface Priority {
  readonly criterion: string
  readonly factor: string
  /** Points that `index.pooled` would gain if half of this criterion's unsatisfied answers had been satisfied. */
  readonly gain: number
  /** The 95 % interval of the gain in points; null where it cannot be known. */
  readonly interval: Interval | null
  /**
   * Why there is no interval: the criterion shares its factor with others, so that the tally does not hold its products
   * with other answers, and nobody counted them; or fewer than two respondents. Null where there is one.
   */
  readonly withoutInterval: 'shares-factor' | 'too-few' | null
}

export interface PriorityOptions extends FigureOptions {
  /**
   * For each criterion, how many scored answers those gave in all who were unsatisfied with it: what a tally does not hold
   * for a criterion that shares its factor, and all that its interval needs besides.
   */
  readonly answersOfUnsatisfied?: ReadonlyMap<string, number>
}

/**
 * Where work pays most: for each criterion, what the pooled index would gain if its unsatisfied answers were halved,
 * the largest gain first; equal gains in the order of the shape.
 *
 * With u unsatisfied answers of the criterion and X scored answers in all, the gain is u / (2 X): half of a pooled share,
 * whose variance and interval are had by linearisation over respondents like those of any share. That needs the products
 * of the criterion with all answers, which a tally holds for a criterion that is alone in its factor: so for all of them
 * where each is a factor of its own (`questionsAsFactors`). For others they can be counted beside it
 * (`answersOfUnsatisfied`); there is no approximation.
 *
 * Where that variance is 0, as with no unsatisfied answer at all, the interval is that of the criterion's own share of
 * unsatisfied answers, times its share of all answers: nobody unsatisfied of five is not yet a gain of 0 for certain. No
 * interval goes beyond what the criterion could bring if all its answers were unsatisfied.
 * Source: docs/method.md, section 7.2.
 *
 * @param options.answersOfUnsatisfied see {@link PriorityOptions}
 * @returns criteria with answers only; lower <= gain <= upper
 * @throws {RangeError} when the population is smaller than the respondents or not whole
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 2], [3, 1]])
 * priorities(tally).map(({ criterion }) => criterion) // ['F2.1', 'F1.1']
 * priorities(tally)[0].gain // 16.67
 * priorities(tally)[0].interval // { lower: 0.36, upper: 25 }
 * const shared = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F1.2', factor: 'F1' }], [[5, 4], [4, 2], [3, 1]])
 * priorities(shared)[0].interval // null
 * priorities(shared, { answersOfUnsatisfied: new Map([['F1.1', 2], ['F1.2', 4]]) })[0].interval // { lower: 0.36, upper: 25 }
 */
export function priorities(tally: Tally, options: PriorityOptions = {}): readonly Priority[] {
  const answers = factorSums(tally).reduce((sum, { x }) => sum + x, 0n)
  const found = tally.shape.criteria.flatMap(({ code, factor }): Priority[] => {
    const [one, two, three, four, five] = levelCounts(tally, code)
    const counts = { unsatisfied: one + two + three, given: one + two + three + four + five, answers }
    if (counts.given === 0) return []
    const gain = exactQuotient(50n * BigInt(counts.unsatisfied), answers)
    const isAlone = tally.shape.criteria.filter((other) => other.factor === factor).length === 1
    const counted = options.answersOfUnsatisfied?.get(code)
    if (!isAlone && counted === undefined) {
      return [{ criterion: code, factor, gain, interval: null, withoutInterval: 'shares-factor' }]
    }
    const products = isAlone ? answersBesides(tally, factor) : BigInt(counted ?? 0)
    const interval = gainInterval(tally, counts, products, options.population)
    return [{ criterion: code, factor, gain, interval, withoutInterval: interval ? null : 'too-few' }]
  })
  return found.sort((a, b) => b.gain - a.gain)
}

/**
 * The interval of half of u / X; null below two respondents.
 *
 * @param products over those who were unsatisfied with the criterion, the sum of all their answers
 */
function gainInterval(
  tally: Tally,
  { unsatisfied, given, answers }: { unsatisfied: number; given: number; answers: bigint },
  products: bigint,
  population: number | undefined,
): Interval | null {
  const share = { num: BigInt(unsatisfied), den: answers }
  const squares = unsatisfiedSquares(tally, share.num, answers, products)
  const n = tally.sums[ANSWERED] ?? 0
  const ofAll = figureOf({ kind: 'share', n, answers: Number(answers), exact: share, squares, least: 0 }, population)
  const most = exactQuotient(50n * BigInt(given), answers)
  const isKnown = ofAll.variance !== 0
  const { lower, upper } = isKnown ? ofAll : figureOf(singleEstimate(unsatisfied, given), population)
  if (lower === null || upper === null) return null
  const part = isKnown ? 1 / 2 : most / 100
  const gain = exactQuotient(50n * share.num, answers)
  return { lower: Math.min(gain, lower * part), upper: Math.max(gain, Math.min(most, upper * part)) }
}

/**
 * Squared residuals of U/X, with U the unsatisfied answers of a criterion, of which everybody gave one at most, and X all
 * answers.
 */
function unsatisfiedSquares(tally: Tally, u: bigint, x: bigint, products: bigint): { num: bigint; den: bigint } {
  let xx = 0n
  for (const f of tally.shape.factors.keys()) {
    for (const g of tally.shape.factors.keys()) xx += productSum(tally, f, 'x', g, 'x')
  }
  return { num: x * x * u - 2n * x * u * products + u * u * xx, den: x ** 4n }
}

/** Over those who were unsatisfied with the one criterion of a factor, the sum of all their answers. */
function answersBesides(tally: Tally, factor: string): bigint {
  const at = tally.shape.factors.indexOf(factor)
  let sum = 0n
  for (const f of tally.shape.factors.keys()) {
    sum += productSum(tally, at, 'x', f, 'x') - productSum(tally, at, 'y', f, 'x')
  }
  return sum
}
