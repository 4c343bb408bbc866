import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Fraction } from './fraction.ts'
import { tQuantile } from './quantiles.ts'
import { shareInterval } from './share-interval.ts'

/** A figure and its whole weight, above 0; only the proportion of weights counts. */
interface Weighed {
  readonly weight: bigint
  readonly figure: Figure
}

/**
 * The weighted mean of figures of different people, with weights that are known and not estimated.
 *
 * With weights w that sum to 1 the variance is the sum of w^2 var. A share's interval is that of Korn and Graubard with the
 * parts as strata: n_eff = R (1 - R) / variance x (t(m - 1) / t(n - k))^2 with m answers and n respondents in k parts. But
 * never more than 1 / sum of (w^2 / n_eff of the part), the size that a sample of uneven weights is worth (Kish): two
 * people, satisfied both, in a part that makes up half of the mix have variance 0 there and would otherwise pass for
 * certainty. A score's interval is index +- t(n - k) sqrt(variance), cut to 0 and 100. Source: Kish, Survey Sampling (1965);
 * Korn and Graubard (1998); docs/method.md, section 6.6.
 *
 * @param parts figures of one kind that have a variance
 * @returns the exact index is kept as a fraction; n and answers are those of all parts together
 * @throws {RangeError} when there is no part, a figure has no variance, a weight is not above 0, or shares and scores are
 *   mixed
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * mixedFigure([{ weight: 3n, figure: of(30, 60) }, { weight: 7n, figure: of(190, 200) }]).index // 81.5
 * mixedFigure([{ weight: 1n, figure: of(2, 2) }, { weight: 1n, figure: of(500, 500) }]).effective // 7.968
 */
export function mixedFigure(parts: readonly Weighed[]): Figure {
  const { kind, n, answers, exact, variance, worth } = sumOf(parts)
  const index = exactQuotient(100n * exact.num, exact.den)
  const reach = tQuantile(0.975, n - parts.length)
  if (kind === 'score') {
    const lower = Math.max(0, index - reach * Math.sqrt(variance))
    const upper = Math.min(100, index + reach * Math.sqrt(variance))
    return { n, answers, exact, squares: null, index, variance, lower, upper, effective: null, kind }
  }
  const isUniform = exact.num === 0n || exact.num === exact.den
  const learnt = ((index * (100 - index)) / variance) * (tQuantile(0.975, answers - 1) / reach) ** 2
  const effective = isUniform ? worth : Math.min(learnt, worth)
  return { n, answers, exact, squares: null, index, variance, ...shareInterval(exact, effective), effective, kind }
}

/** What the parts add up to, with their weights scaled to sum to 1; `worth` is Kish's bound of the effective size. */
function sumOf(parts: readonly Weighed[]): {
  readonly kind: Figure['kind']
  readonly n: number
  readonly answers: number
  readonly exact: Fraction
  readonly variance: number
  readonly worth: number
} {
  const [first] = parts
  if (!first) throw new RangeError('a mean of nothing')
  const { kind } = first.figure
  const whole = parts.reduce((sum, { weight }) => sum + weight, 0n)
  let num = 0n
  let den = 1n
  let [n, answers, variance, perWorth] = [0, 0, 0, 0]
  for (const { weight, figure } of parts) {
    if (figure.kind !== kind) throw new RangeError('a share and a score have no mean')
    if (weight <= 0n) throw new RangeError('a weight is not above 0')
    if (!figure.exact || figure.variance === null)
      throw new RangeError('a figure without variance has no place in a mean')
    num = num * figure.exact.den + weight * figure.exact.num * den
    den *= figure.exact.den
    n += figure.n
    answers += figure.answers
    const share = exactQuotient(weight, whole)
    variance += share ** 2 * figure.variance
    perWorth += share ** 2 / (figure.effective ?? figure.n)
  }
  return { kind, n, answers, exact: { num, den: den * whole }, variance, worth: 1 / perWorth }
}
