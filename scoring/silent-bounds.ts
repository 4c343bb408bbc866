import { exactQuotient } from './exact-quotient.ts'
import type { Figure } from './figure.ts'
import type { Interval } from './share-interval.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * What the index would be if all who did not answer were unsatisfied (`lower`), and if all were satisfied (`upper`),
 * each of them weighing as much as one who answered: R n/N, and R n/N + (N - n)/N. No assumption at all is made of the
 * silent, so with few answers the bounds are far apart. Source: Manski (1989); docs/method.md, section 4.4.
 *
 * The bounds are no interval: they hold for certain, as far as N is right, and know nothing of chance. With n = N both are the
 * index itself.
 *
 * @param population how many could have answered, N
 * @returns points; null when nothing was answered, and for scores, whose levels between are neither yes nor no
 * @throws {RangeError} when the population is smaller than n or not whole
 * @example
 * silentBounds(figureOf(singleEstimate(90, 100)), 400) // { lower: 22.5, upper: 97.5 }
 */
export function silentBounds({ n, exact, kind }: Figure, population: number): Interval | null {
  const all = wholeNumber(population)
  const answered = wholeNumber(n)
  if (all < answered) throw new RangeError(`a population of ${population} is smaller than its ${n} respondents`)
  if (!exact || kind === 'score') return null
  const den = exact.den * all
  const satisfied = exact.num * answered
  return {
    lower: exactQuotient(100n * satisfied, den),
    upper: exactQuotient(100n * (satisfied + (all - answered) * exact.den), den),
  }
}
