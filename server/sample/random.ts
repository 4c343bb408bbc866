/**
 * Repeatable chance: the same seed gives the same numbers on every machine.
 *
 * The generator is sfc32 of Chris Doty-Humphrey's PractRand: 128 bits of state, whole-number arithmetic only. It is for
 * samples and never for secrets.
 */
export class Random {
  #a = 0
  #b: number
  #c: number
  #counter = 1

  /** @param stream tells apart independent sequences of one seed */
  constructor(seed: number, stream = 0) {
    this.#b = seed | 0
    this.#c = stream | 0
    for (let i = 0; i < 20; i++) this.bits()
  }

  /** 32 random bits, as a whole number from 0 to 2^32 - 1. */
  bits(): number {
    const sum = (this.#a + this.#b + this.#counter) | 0
    this.#counter = (this.#counter + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return sum >>> 0
  }

  /** From 0 up to, not including, 1. */
  share(): number {
    return this.bits() / 4_294_967_296
  }

  /** A whole number from 0 up to, not including, `end`. */
  below(end: number): number {
    return Math.floor(this.share() * end)
  }

  /** Whether something with this probability happens. */
  happens(probability: number): boolean {
    return this.share() < probability
  }

  /**
   * Nearly normal with mean 0 and variance 1, never beyond 3.47: the sum of four even shares, which unlike logarithms
   * comes out the same on every machine.
   */
  normal(): number {
    return (this.share() + this.share() + this.share() + this.share() - 2) * ROOT_OF_3
  }

  /** 128 bits as 32 lower-case hexadecimal digits. */
  id(): string {
    for (let at = 0; at < ID_BYTES.length; at += 4) ID_BYTES.writeUInt32LE(this.bits(), at)
    return ID_BYTES.toString('hex')
  }

  /** One of a list that is not empty. @throws {RangeError} when it is */
  oneOf<T>(list: readonly T[]): T {
    const picked = list[this.below(list.length)]
    if (picked === undefined) throw new RangeError('nothing to pick from')
    return picked
  }

  /**
   * The place of one of several weights, each as likely as its share of their sum.
   * @throws {RangeError} when there is none above 0
   */
  weighted(weights: readonly number[]): number {
    let rest = this.share() * weights.reduce((sum, weight) => sum + weight, 0)
    let last = -1
    for (const [i, weight] of weights.entries()) {
      if (weight <= 0) continue
      if (rest < weight) return i
      rest -= weight
      last = i
    }
    // Only rounding gets here: the subtractions above may leave a last crumb.
    if (last < 0) throw new RangeError('no weight above 0')
    return last
  }
}

const ROOT_OF_3 = 1.7320508075688772
const ID_BYTES = Buffer.alloc(16)
