import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'
import { leastWhole } from './least-whole.ts'
import { tQuantile } from './quantiles.ts'
import { shareInterval, type Interval } from './share-interval.ts'
import { sizeToSettle } from './size-to-settle.ts'

const MOST = 1e9

/**
 * The least number of further responses after which the interval would exclude a target, if the share and the spread of
 * answers stayed as they are: the effective sample size of a share grows in proportion to n, the variance of a score
 * shrinks in proportion. Source: docs/method.md, section 4.3.
 *
 * A single respondent whose answers were all alike counts with an effective size of 1; otherwise fewer than two
 * respondents tell nothing of the spread.
 *
 * @param figure one whose interval includes the target
 * @param target in percent, 0 to 100
 * @param population how many could answer in all; no limit where left out
 * @returns at least 1; null when the index equals the target, when no spread is known, or when more are needed than the
 *   population has left, or than a thousand million
 * @example
 * leastFurther(figureOf(singleEstimate(1, 1)), parseDecimal('95')) // 71
 * leastFurther(figureOf(singleEstimate(1, 1)), parseDecimal('95'), 50) // null
 * leastFurther(figureOf(singleEstimate(95, 100)), parseDecimal('95')) // null
 */
export function leastFurther(figure: Figure, target: Fraction, population?: number): number | null {
  const { n, exact, index } = figure
  if (!exact || index === null || exact.num * 100n * target.den === target.num * exact.den) return null
  const intervalAfter = growingInterval(figure, exact, index)
  if (!intervalAfter) return null

  const threshold = exactQuotient(target.num, target.den)
  const settles = (further: number): boolean => {
    const { lower, upper } = intervalAfter(further)
    return lower >= threshold || upper < threshold
  }
  const perResponse = (figure.effective ?? n) / n
  const guess = sizeToSettle(index / 100, threshold / 100) / perResponse - n
  return leastWhole(settles, guess, population === undefined ? MOST : Math.min(MOST, population - n))
}

/** The interval after so many further responses; null where the spread of answers is not known. */
function growingInterval(
  { n, kind, variance, effective }: Figure,
  exact: Fraction,
  index: number,
): ((further: number) => Interval) | null {
  if (kind === 'score') {
    if (variance === null) return null
    return (further) => {
      const reach = tQuantile(0.975, n + further - 1) * Math.sqrt((variance * n) / (n + further))
      return { lower: index - reach, upper: index + reach }
    }
  }
  const isUniform = exact.num === 0n || exact.num === exact.den
  const size = effective ?? (isUniform ? n : null)
  return size === null ? null : (further) => shareInterval(exact, (size * (n + further)) / n)
}
