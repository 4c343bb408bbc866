/** First digits of the numbers that stand on an axis, the roundest first. */
const ROUND: readonly (readonly number[])[] = [
  [1, 2, 5],
  [3, 4, 7],
  [1.5, 2.5, 6, 8],
  [1.2, 1.4, 1.6, 1.8, 2.2, 2.4, 2.6, 2.8, 3.2, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9, 9.5],
]
/** An axis with so many numbers can be read. */
const ENOUGH = 5

/**
 * Round whole numbers for an axis that is not evenly divided, such as one of square roots, so that their words do not
 * touch: the roundest first, then others between them while there are few.
 *
 * @param place where a number lies on the axis
 * @param gap how far apart two numbers stand at least
 * @returns ascending
 */
export function roundTicks(
  { from, to }: { readonly from: number; readonly to: number },
  place: (value: number) => number,
  gap: number,
): readonly number[] {
  const ticks: number[] = []
  const powers = Array.from({ length: Math.floor(Math.log10(Math.max(1, to))) + 1 }, (_, power) => 10 ** power)
  for (const digits of ROUND) {
    for (const value of powers.flatMap((power) => digits.map((digit) => digit * power))) {
      const isThere = Number.isInteger(value) && value >= from && value <= to
      if (isThere && ticks.every((other) => Math.abs(place(other) - place(value)) >= gap)) ticks.push(value)
    }
    if (ticks.length >= ENOUGH) break
  }
  return ticks.sort((a, b) => a - b)
}

/** Evenly spaced round numbers on an axis that ends at 100: no more than eleven of them. */
export function pointTicks(from: number): readonly number[] {
  const step = [1, 2, 5, 10].find((one) => (100 - from) / one <= MOST_STEPS) ?? 20
  const first = Math.ceil(from / step)
  return Array.from({ length: Math.floor(100 / step) - first + 1 }, (_, i) => (first + i) * step)
}

const MOST_STEPS = 10
