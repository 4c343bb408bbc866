import type { IndexShape } from './index-shape.ts'
import { countResponse, emptyTally, type Tally } from './tally.ts'

/**
 * Counts responses with like answers into many tallies: what one of them adds is worked out once and added as often as
 * there are such responses.
 *
 * @example
 * const { shape, placeOf } = indexShape('index.pooled', tallyShape([{ code: 'F1.1', factor: 'F1' }, { code: 'F2.1', factor: 'F2' }]))
 * const tally = emptyTally(shape)
 * const alike = new LikeResponses({ shape, placeOf })
 * alike.set([5, 3], 4)
 * alike.addTo(tally, 3)
 * levelCounts(tally, 'all') // [0, 0, 3, 0, 3]
 */
export class LikeResponses {
  readonly #one: Tally
  readonly #placeOf: readonly number[]
  /** Where one response adds something, and how much. */
  readonly #places: Uint32Array
  readonly #amounts: Float64Array
  #length = 0

  constructor({ shape, placeOf }: IndexShape) {
    this.#one = emptyTally(shape)
    this.#placeOf = placeOf
    this.#places = new Uint32Array(shape.length)
    this.#amounts = new Float64Array(shape.length)
  }

  /** The answers that are counted from now on, as {@link countResponse} takes them. @throws {RangeError} as it does */
  set(levels: ArrayLike<number>, overall: number): void {
    const { sums } = this.#one
    sums.fill(0)
    this.#length = 0
    countResponse(this.#one, levels, overall, 1, this.#placeOf)
    for (let place = 0; place < sums.length; place++) {
      const amount = sums[place] as number
      if (amount === 0) continue
      this.#places[this.#length] = place
      this.#amounts[this.#length] = amount
      this.#length++
    }
  }

  /** Counts that many responses into a tally of the same shape, in place. */
  addTo({ sums }: Tally, times: number): void {
    for (let i = 0; i < this.#length; i++) {
      const place = this.#places[i] as number
      sums[place] = (sums[place] as number) + (this.#amounts[i] as number) * times
    }
  }
}
