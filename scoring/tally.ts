/**
 * The whole numbers that every figure is computed from, added up over responses.
 *
 * A tally holds, for the criteria of one questionnaire: how many responses there were, how many answers each criterion
 * got at each level, and the sums of products over responses of (x, y, t) of every pair of factors, where for one
 * response and one factor x is the number of answers, y the number of satisfied answers (levels 4 and 5) and t the sum
 * of levels. From these alone follow every linear index and its variance with the respondent as the unit
 * (docs/method.md, sections 2 and 3). Tallies of disjoint sets of responses add up, and what was added can be
 * subtracted again.
 */

/** Levels run from 1, the lowest, to this one. */
export const HIGHEST_LEVEL = 5

/** The lowest level that counts as satisfied. The middle level does not. */
export const SATISFIED_FROM = 4

/** Which criteria a tally counts, in order, and where each number lies in its vector. */
export interface TallyShape {
  /** Criteria in the order in which levels are handed to {@link countResponse}. */
  readonly criteria: readonly { readonly code: string; readonly factor: string }[]
  /** Factors in the order of their first criterion. */
  readonly factors: readonly string[]
  /** For each criterion the place of its factor in `factors`. */
  readonly factorOf: readonly number[]
  /** Where the level counts of the first criterion start; five whole numbers a criterion. */
  readonly countsAt: number
  /** Where the five level counts of the overall item start. */
  readonly overallAt: number
  /** Where the responses with at least one answer in a factor start; one whole number a factor. */
  readonly factorResponsesAt: number
  /** Where the sums of products start: the upper triangle, row by row, of a matrix 3 x factors wide. */
  readonly productsAt: number
  /** How many numbers a tally of this shape holds. */
  readonly length: number
}

/** Where the first three numbers of every tally lie. */
export const RESPONSES = 0
export const ANSWERED = 1
export const FULLY_SATISFIED = 2
const HEAD = 3

/** Whole numbers over a set of responses; see the file's head for what they are. */
export interface Tally {
  readonly shape: TallyShape
  readonly sums: Float64Array
}

/**
 * The shape of a tally over these criteria.
 *
 * @throws {RangeError} when two criteria share a code
 * @example
 * tallyShape([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }]).factors // ['F1', 'F2']
 */
export function tallyShape(criteria: readonly { readonly code: string; readonly factor: string }[]): TallyShape {
  const codes = new Set(criteria.map(({ code }) => code))
  if (codes.size !== criteria.length) throw new RangeError('two criteria share a code')
  const factors = [...new Set(criteria.map(({ factor }) => factor))]
  const overallAt = HEAD + criteria.length * HIGHEST_LEVEL
  const factorResponsesAt = overallAt + HIGHEST_LEVEL
  const productsAt = factorResponsesAt + factors.length
  const width = 3 * factors.length
  return {
    criteria: criteria.map(({ code, factor }) => ({ code, factor })),
    factors,
    factorOf: criteria.map(({ factor }) => factors.indexOf(factor)),
    countsAt: HEAD,
    overallAt,
    factorResponsesAt,
    productsAt,
    length: productsAt + (width * (width + 1)) / 2,
  }
}

/** A tally of no responses. */
export function emptyTally(shape: TallyShape): Tally {
  return { shape, sums: new Float64Array(shape.length) }
}

/**
 * Counts one response into a tally, in place: the one function here that changes what it is given, because it stands
 * in the innermost loop of the store.
 *
 * @param levels one entry a criterion of the shape: 1 to 5, or 0 for "not applicable" or not given
 * @param overall the level of the overall item, or 0; it is counted apart and is in no factor
 * @param times how many responses with these levels are counted at once
 * @param placeOf for each level the place of its criterion, where a criterion of the shape stands for several that were
 *   answered ({@link indexShape}); left out, each has its own
 * @throws {RangeError} when a level is not a whole number from 0 to 5, or when levels and criteria differ in number;
 *   the tally is then unchanged
 */
export function countResponse(
  tally: Tally,
  levels: ArrayLike<number>,
  overall: number,
  times = 1,
  placeOf: readonly number[] | null = null,
): void {
  const { shape, sums } = tally
  const { factorOf, countsAt, factorResponsesAt, productsAt } = shape
  const criteria = (placeOf ?? factorOf).length
  if (levels.length !== criteria) throw new RangeError(`${levels.length} levels for ${criteria} criteria`)
  assertLevel(overall)
  // eslint-disable-next-line @typescript-eslint/prefer-for-of -- an ArrayLike is not iterable
  for (let i = 0; i < levels.length; i++) assertLevel(levels[i])

  const width = 3 * shape.factors.length
  const perFactor = new Float64Array(width)
  let given = 0
  let satisfied = 0
  for (let i = 0; i < levels.length; i++) {
    const level = levels[i] as number
    if (level === 0) continue
    const place = placeOf === null ? i : (placeOf[i] as number)
    bump(sums, countsAt + place * HIGHEST_LEVEL + level - 1, times)
    const at = 3 * (factorOf[place] as number)
    bump(perFactor, at, 1)
    bump(perFactor, at + 2, level)
    given++
    if (level >= SATISFIED_FROM) {
      bump(perFactor, at + 1, 1)
      satisfied++
    }
  }

  bump(sums, RESPONSES, times)
  if (overall > 0) bump(sums, shape.overallAt + overall - 1, times)
  if (given === 0) return
  bump(sums, ANSWERED, times)
  if (satisfied === given) bump(sums, FULLY_SATISFIED, times)
  let at = productsAt
  for (let row = 0; row < width; row++) {
    const factor = perFactor[row] as number
    if (row % 3 === 0 && factor > 0) bump(sums, factorResponsesAt + row / 3, times)
    if (factor === 0) {
      at += width - row
      continue
    }
    for (let column = row; column < width; column++) bump(sums, at++, times * factor * (perFactor[column] as number))
  }
}

/**
 * The tally of two disjoint sets of responses together.
 *
 * @throws {RangeError} when the shapes differ: answers to different criteria are never pooled
 */
export function addTallies(a: Tally, b: Tally): Tally {
  assertSameShape(a.shape, b.shape)
  return { shape: a.shape, sums: a.sums.map((sum, i) => sum + (b.sums[i] as number)) }
}

/**
 * What is left of a tally when a set of responses that it holds is taken out.
 *
 * @throws {RangeError} when the shapes differ, or when `part` holds more than `whole` anywhere
 */
export function subtractTallies(whole: Tally, part: Tally): Tally {
  assertSameShape(whole.shape, part.shape)
  const sums = whole.sums.map((sum, i) => sum - (part.sums[i] as number))
  if (sums.some((sum) => sum < 0)) throw new RangeError('the part holds more than the whole')
  return { shape: whole.shape, sums }
}

/** Whether two shapes count the same criteria in the same order. */
export function isSameShape(a: TallyShape, b: TallyShape): boolean {
  return (
    a === b ||
    (a.criteria.length === b.criteria.length &&
      a.criteria.every((criterion, i) => {
        const other = b.criteria[i]
        return criterion.code === other?.code && criterion.factor === other.factor
      }))
  )
}

function assertSameShape(a: TallyShape, b: TallyShape): void {
  if (!isSameShape(a, b)) throw new RangeError('tallies of different criteria cannot be combined')
}

function assertLevel(level: number | undefined): void {
  if (level === undefined || !Number.isInteger(level) || level < 0 || level > HIGHEST_LEVEL) {
    throw new RangeError(`level ${String(level)} is not a whole number from 0 to ${HIGHEST_LEVEL}`)
  }
}

function bump(numbers: Float64Array, at: number, by: number): void {
  numbers[at] = (numbers[at] as number) + by
}
