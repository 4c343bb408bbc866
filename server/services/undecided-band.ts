import { exactQuotient } from '../../scoring/exact-quotient.ts'
import { figureOf } from '../../scoring/figure-of.ts'
import type { Fraction } from '../../scoring/fraction.ts'
import { leastWhole } from '../../scoring/least-whole.ts'
import { singleEstimate } from '../../scoring/single-estimate.ts'

/** The lowest and the highest index, in points, that leave a target open: neither met nor not met beyond doubt. */
export interface UndecidedBand {
  readonly lower: number
  readonly upper: number
}

/**
 * Which indices a sample leaves undecided if each respondent answers one question.
 *
 * @param size of the sample, a whole number from 2
 * @param target in percent, above 0
 * @returns null where any index settles it
 * @example
 * undecidedBand(400, parseDecimal('95')) // { lower: 92.75, upper: 97 }
 */
export function undecidedBand(size: number, target: Fraction): UndecidedBand | null {
  const threshold = exactQuotient(target.num, target.den)
  const guess = (size * threshold) / 100
  const boundsAt = (satisfied: number) => figureOf(singleEstimate(satisfied, size))
  const met = leastWhole((satisfied) => (boundsAt(satisfied).lower ?? 0) >= threshold, guess, size) ?? size + 1
  // Counted from 1, so that nobody satisfied is tried as well.
  const open = leastWhole((place) => (boundsAt(place - 1).upper ?? 100) >= threshold, guess, size + 1) ?? size + 2
  const [first, last] = [open - 1, met - 1]
  return first > last ? null : { lower: (100 * first) / size, upper: (100 * last) / size }
}
