import type { Tally, TallyShape } from '../../scoring/tally.ts'

/** So many tallies share a piece of memory. */
const TOGETHER = 32

/**
 * Empty tallies for sums that are made by the thousand: a piece of memory for each would cost more than adding up. A piece is
 * let go when none of its tallies is in use.
 */
export class TallySlab {
  #sums = new Float64Array()
  #used = 0

  take(shape: TallyShape): Tally {
    const end = this.#used + shape.length
    if (end > this.#sums.length) {
      this.#sums = new Float64Array(TOGETHER * shape.length)
      this.#used = 0
      return this.take(shape)
    }
    const tally = { shape, sums: this.#sums.subarray(this.#used, end) }
    this.#used = end
    return tally
  }
}
