import type { Tally, TallyShape } from './tally.ts'
import { wholeNumber } from './whole-number.ts'

/** What is multiplied: answers, satisfied answers, or the sum of levels that one response gave in a factor. */
export type Part = 'x' | 'y' | 't'

const OFFSET = { x: 0, y: 1, t: 2 } as const

/**
 * The sum over responses of a product of two numbers of each response: part `a` of one factor times part `b` of another
 * or the same. Read from the upper triangle of the tally's symmetric matrix.
 *
 * @param factorA place of the factor in the shape's factors
 * @throws {RangeError} when the tally has no such factor, or holds no whole number there
 * @example
 * const tally = tallyOf([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }], [[5, 4], [4, 4], [3, 0]])
 * productSum(tally, 0, 'x', 1, 'y') // 2n
 * productSum(tally, 0, 't', 0, 't') // 50n
 */
export function productSum({ shape, sums }: Tally, factorA: number, a: Part, factorB: number, b: Part): bigint {
  return wholeNumber(sums[productAt(shape, factorA, a, factorB, b)] ?? Number.NaN)
}

/**
 * Where a tally of this shape holds that sum.
 *
 * @throws {RangeError} when the shape has no such factor
 * @example
 * const { shape, sums } = tallyOf([{ code: 'F1.1', factor: 'F1' }], [[5], [3]])
 * sums[productAt(shape, 0, 'x', 0, 't')] // 8
 */
export function productAt(shape: TallyShape, factorA: number, a: Part, factorB: number, b: Part): number {
  const width = 3 * shape.factors.length
  const one = 3 * factorA + OFFSET[a]
  const other = 3 * factorB + OFFSET[b]
  const row = Math.min(one, other)
  const column = Math.max(one, other)
  if (row < 0 || column >= width) throw new RangeError(`no factors ${factorA} and ${factorB} in this tally`)
  return shape.productsAt + row * width - (row * (row - 1)) / 2 + column - row
}
