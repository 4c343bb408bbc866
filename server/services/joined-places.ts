/** Numbered places, some of which were made one. */
export class JoinedPlaces {
  readonly #above: Int32Array

  /** @param size how many places there are; they are numbered from 0 */
  constructor(size: number) {
    this.#above = new Int32Array(size)
    for (let place = 0; place < size; place++) this.#above[place] = place
  }

  get size(): number {
    return this.#above.length
  }

  /** The place that stands for all that were made one with a place. */
  of(place: number): number {
    const above = this.#above
    let at = place
    while (above[at] !== at) {
      above[at] = above[above[at] as number] as number
      at = above[at] as number
    }
    return at
  }

  join(a: number, b: number): void {
    this.#above[this.of(a)] = this.of(b)
  }
}
