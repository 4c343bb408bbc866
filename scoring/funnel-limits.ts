import { binomialTail } from './binomial-tail.ts'
import type { Interval } from './share-interval.ts'

/** Where units of one size lie by chance alone, in points: 95 of 100 within the inner limits, 998 of 1,000 within the outer. */
export interface FunnelLimits {
  readonly inner: Interval
  readonly outer: Interval
}

const INNER_TAIL = 0.025
const OUTER_TAIL = 0.001
/** Where the search begins: between the inner and the outer limit of a normal distribution. */
const GUESSED_DEVIATIONS = 2.5
/** Accuracy to which a share is searched. */
const CLOSE = 1e-12
const MOST_STEPS = 200

/**
 * The limits of a funnel plot at one effective size: how high or low the index of a unit would come out by chance if its
 * true share were `centre`. From the exact binomial distribution, with a tail of 2.5 % beyond each inner limit and of 0.1 %
 * beyond each outer one.
 *
 * The lower limit is r / n with P(R <= r) = tail. As the distribution has steps, Spiegelhalter interpolates between them;
 * here the tail itself runs smoothly through them (`binomialTail`), so that the funnel and the interval of a figure say the
 * same: a unit lies below the lower inner limit around a target just where the upper end of its interval lies below the
 * target. The upper limit is the lower limit of unsatisfied answers, turned round: taken from the quantile of satisfied
 * ones at 97.5 % it would come out up to one answer too low, and put a unit with 20 satisfied of 20 outside the limits
 * around 95 %. Source: Spiegelhalter, Statistics in Medicine 24 (2005), appendix A.1.1; docs/method.md, section 6.4.
 *
 * @param centre the target or the mean, in points, 0 to 100
 * @param effective effective size, above 0; it need not be whole
 * @returns a limit of 0 or 100 where nothing can lie beyond; both limits are `centre` where that is 0 or 100, since then
 *   nothing but `centre` could come out
 * @throws {RangeError} when an argument lies outside these bounds
 * @example
 * funnelLimits(95, 400).inner // { lower: 92.64, upper: 97.14 }
 * funnelLimits(95, 400).outer // { lower: 91.21, upper: 98.14 }
 * funnelLimits(95, 20).inner.upper // 100
 */
export function funnelLimits(centre: number, effective: number): FunnelLimits {
  if (!(centre >= 0 && centre <= 100)) throw new RangeError(`a funnel around ${centre}`)
  if (!(effective > 0 && effective < Infinity)) throw new RangeError(`an effective size of ${effective}`)
  if (centre === 0 || centre === 100) {
    const only = { lower: centre, upper: centre }
    return { inner: only, outer: only }
  }
  return { inner: limitsAt(INNER_TAIL, centre, effective), outer: limitsAt(OUTER_TAIL, centre, effective) }
}

function limitsAt(tail: number, centre: number, effective: number): Interval {
  return {
    lower: (100 * hitsAt(tail, centre / 100, effective)) / effective,
    upper: 100 - (100 * hitsAt(tail, 1 - centre / 100, effective)) / effective,
  }
}

/**
 * So many hits that as many or fewer come out with probability `tail`; 0 where even none is likelier than that. The
 * logarithm of the tail is nearly straight here, so that the secant meets it in a few steps; where a step would leave the
 * bracket, the bracket is halved.
 */
function hitsAt(tail: number, share: number, size: number): number {
  const excess = (hits: number): number => Math.log(binomialTail(hits, size, share) / tail)
  if (excess(0) >= 0) return 0
  let low = 0
  let high = size * share
  let former = high
  let formerExcess = excess(high)
  let hits = high - GUESSED_DEVIATIONS * Math.sqrt(high * (1 - share))
  if (hits <= 0) hits = high / 2
  for (let step = 0; step < MOST_STEPS; step++) {
    const found = excess(hits)
    if (found < 0) low = hits
    else high = hits
    let next = hits - (found * (hits - former)) / (found - formerExcess)
    if (!(next > low && next < high)) next = (low + high) / 2
    if (Math.abs(next - hits) <= CLOSE * size) return next
    former = hits
    formerExcess = found
    hits = next
  }
  return hits
}
