/**
 * The least whole number in `1..limit` for which a condition holds that, once it holds, holds for all larger ones.
 *
 * Searches outward from a guess in doubling steps, then halves the gap: a good guess costs a handful of trials, a bad
 * one still only twice the logarithm of the error.
 *
 * @param guess where to look first; any number
 * @param limit the largest number to try
 * @returns null when the condition does not hold at `limit`, or there is no number to try
 * @example
 * leastWhole((k) => k * k >= 1000, 10, 100) // 32
 * leastWhole((k) => k * k >= 1000, 10, 31) // null
 */
export function leastWhole(holds: (candidate: number) => boolean, guess: number, limit: number): number | null {
  if (limit < 1) return null
  const start = Math.round(Math.min(limit, Math.max(1, guess)))
  let failing = 0
  let holding = limit + 1
  let step = Math.ceil(Math.sqrt(start))
  for (let probe = start; probe > failing && probe < holding; step *= 2) {
    if (holds(probe)) {
      holding = probe
      probe -= step
    } else {
      failing = probe
      probe += step
    }
  }
  while (holding - failing > 1) {
    const middle = failing + Math.floor((holding - failing) / 2)
    if (holds(middle)) holding = middle
    else failing = middle
  }
  return holding > limit ? null : holding
}
