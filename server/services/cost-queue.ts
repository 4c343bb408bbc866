interface Entry<Value> {
  readonly value: Value
  readonly cost: number
}

/** Gives back what was put into it, the cheapest first: a binary heap. */
export class CostQueue<Value> {
  readonly #entries: Entry<Value>[] = []

  put(value: Value, cost: number): void {
    const entries = this.#entries
    let at = entries.push({ value, cost }) - 1
    while (at > 0) {
      const above = (at - 1) >> 1
      if ((entries[above] as Entry<Value>).cost <= cost) break
      this.#swap(at, above)
      at = above
    }
  }

  take(): Entry<Value> | null {
    const entries = this.#entries
    const cheapest = entries[0]
    const last = entries.pop()
    if (!cheapest || !last) return null
    if (entries.length === 0) return cheapest
    entries[0] = last
    for (let at = 0, next = this.#cheaperBelow(at); next !== at; next = this.#cheaperBelow(at)) {
      this.#swap(at, next)
      at = next
    }
    return cheapest
  }

  /** The cheapest of an entry and the two below it. */
  #cheaperBelow(at: number): number {
    const costAt = (place: number): number => this.#entries[place]?.cost ?? Number.POSITIVE_INFINITY
    let cheapest = at
    for (const below of [2 * at + 1, 2 * at + 2]) if (costAt(below) < costAt(cheapest)) cheapest = below
    return cheapest
  }

  #swap(a: number, b: number): void {
    const entries = this.#entries
    const kept = entries[a] as Entry<Value>
    entries[a] = entries[b] as Entry<Value>
    entries[b] = kept
  }
}
