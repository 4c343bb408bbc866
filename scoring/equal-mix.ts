import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import { mixedFigure } from './mixed-figure.ts'
import { wholeNumber } from './whole-number.ts'

/** One part of the mix, such as a procedure field. */
export interface MixPart {
  readonly code: string
  /** How much of the reference mix it makes up: a count over all units together. Shares follow from the counts. */
  readonly reference: number
  /** The unit's own figure in it; null where it has none. Respondents of different parts are different people. */
  readonly figure: Figure | null
}

/** A unit's figure as it would be if it had the reference mix of parts. */
export interface EqualMix {
  /** Null where less than 80 % of the mix is covered. */
  readonly figure: Figure | null
  /** The share of the reference mix in parts of which the unit's figure and its variance are known, 0 to 1. */
  readonly coverage: number
  /** Codes of the parts of the mix that are not covered, in the order given: fewer than two respondents. */
  readonly lacking: readonly string[]
}

/** Least percentage of the mix that must be covered. */
const LEAST_COVERAGE = 80n

/**
 * Equal mix, or direct standardisation: the sum over parts of (reference share) x (the unit's figure in the part), so that a
 * unit with many easy procedures is not set against one with many hard ones. Every unit gets the same weights, those of the
 * reference: all units together.
 *
 * A part with fewer than two respondents is lacking, since nothing is known of its spread. Where parts are lacking the
 * weights of the others are scaled up to sum to 1: the unit is then standardised to the part of the mix that it covers, and
 * its figure is comparable as far as the coverage goes. Below 80 %, compared on whole numbers, there is no figure. A part of
 * reference 0 counts for nothing and is never lacking. Source: Fleiss, Statistical Methods for Rates and Proportions
 * (1981), chapter 14; docs/method.md, section 6.6.
 *
 * @returns variance and interval as {@link mixedFigure} has them
 * @throws {RangeError} when a reference is negative or not whole, all are 0, two parts share a code, or shares and scores
 *   are mixed
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * const parts = [{ code: 'land', reference: 3000, figure: of(30, 60) }, { code: 'civil', reference: 7000, figure: of(190, 200) }]
 * equalMix(parts).figure.index // 81.5
 * equalMix([...parts, { code: 'labour', reference: 2500, figure: null }]).coverage // 0.8
 * equalMix([...parts, { code: 'labour', reference: 2501, figure: null }]) // { figure: null, coverage: 0.79994, lacking: ['labour'] }
 */
export function equalMix(parts: readonly MixPart[]): EqualMix {
  if (new Set(parts.map(({ code }) => code)).size !== parts.length) throw new RangeError('two parts share a code')
  const weighed = parts.map(({ code, reference, figure }) => ({ code, figure, weight: wholeNumber(reference) }))
  const whole = weighed.reduce((sum, { weight }) => sum + weight, 0n)
  if (whole === 0n) throw new RangeError('a mix of nothing')
  const inMix = weighed.filter(({ weight }) => weight > 0n)
  const covered = inMix.flatMap(({ figure, weight }) => (isKnown(figure) ? [{ figure, weight }] : []))
  const coveredWeight = covered.reduce((sum, { weight }) => sum + weight, 0n)
  return {
    figure: coveredWeight * 100n >= LEAST_COVERAGE * whole ? mixedFigure(covered) : null,
    coverage: exactQuotient(coveredWeight, whole),
    lacking: inMix.flatMap(({ code, figure }) => (isKnown(figure) ? [] : [code])),
  }
}

function isKnown(figure: Figure | null): figure is Figure {
  return figure !== null && figure.variance !== null
}
