/**
 * The p-values of many tests, adjusted so that among those at most q a share of q at the most is false on average: the
 * false discovery rate of Benjamini and Hochberg.
 *
 * With the m p-values in ascending order, the adjusted one at place i is the least of m p(j) / j over all j >= i, and at
 * most 1. Of twenty tests of nothing one will have p below 0.05; after adjustment hardly ever. Source: Benjamini and
 * Hochberg, Journal of the Royal Statistical Society B 57 (1995); docs/method.md, section 6.2.
 *
 * @param pValues null for a test that could not be made; it does not count in m
 * @returns in the same order; null where it was null
 * @throws {RangeError} when a p-value lies outside 0 to 1
 * @example
 * benjaminiHochberg([0.01, 0.04, null, 0.03]) // [0.03, 0.04, null, 0.04]
 */
export function benjaminiHochberg(pValues: readonly (number | null)[]): (number | null)[] {
  const tests = pValues.flatMap((p, at) => (p === null ? [] : [{ p, at }]))
  for (const { p } of tests) if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is not a probability`)
  tests.sort((a, b) => b.p - a.p)
  const adjusted: (number | null)[] = pValues.map(() => null)
  let least = 1
  for (const [above, { p, at }] of tests.entries()) {
    least = Math.min(least, (tests.length / (tests.length - above)) * p)
    adjusted[at] = least
  }
  return adjusted
}
