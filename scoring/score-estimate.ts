import type { Estimate } from './estimate.ts'
import { factorSums } from './factor-sums.ts'
import { noEstimate } from './no-estimate.ts'
import { productTotal } from './product-total.ts'
import { ANSWERED, type Tally } from './tally.ts'

/**
 * The mean level of all scored answers, on a scale that ends at 1: mean / 5 (`of-5`), or (mean - 1) / 4 (`of-range`).
 *
 * The residual of the mean T/X is (t - (T/X) x) / X; the scale divides it by 5 or by 4, and what is subtracted does not
 * vary. Source: docs/method.md, sections 2 and 3.2.
 *
 * @throws {RangeError} when the tally holds something else than counts
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3]])
 * scoreEstimate(tally, 'of-5').exact // { num: 8n, den: 10n }
 * scoreEstimate(tally, 'of-range').exact // { num: 6n, den: 8n }
 */
export function scoreEstimate(tally: Tally, scale: 'of-5' | 'of-range'): Estimate {
  let x = 0n
  let t = 0n
  for (const sums of factorSums(tally)) {
    x += sums.x
    t += sums.t
  }
  if (x === 0n) return noEstimate('score')

  const factors = [...tally.shape.factors.keys()]
  const xx = productTotal(tally, factors, 'x', 'x')
  const xt = productTotal(tally, factors, 'x', 't')
  const tt = productTotal(tally, factors, 't', 't')
  const squares = x * x * tt - 2n * x * t * xt + t * t * xx
  const counted = { kind: 'score', n: tally.sums[ANSWERED] ?? 0, answers: Number(x) } as const
  return scale === 'of-5'
    ? { ...counted, exact: { num: t, den: 5n * x }, squares: { num: squares, den: 25n * x ** 4n }, least: 0.2 }
    : { ...counted, exact: { num: t - x, den: 4n * x }, squares: { num: squares, den: 16n * x ** 4n }, least: 0 }
}
