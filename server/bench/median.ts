/** The middle of some figures, or the mean of the two in the middle. @throws {RangeError} when there are none */
export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b)
  const upper = sorted[sorted.length >> 1]
  const lower = sorted[(sorted.length - 1) >> 1]
  if (upper === undefined || lower === undefined) throw new RangeError('a median of nothing')
  return (lower + upper) / 2
}
