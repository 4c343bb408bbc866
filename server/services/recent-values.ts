/**
 * Keeps values by name, at least the `most` that were used last and at most twice as many. What was used before is let go in
 * one piece: a list in the order of use would have to be mended at every use.
 */
export class RecentValues<Value> {
  readonly #most: number
  #recent = new Map<string, Value>()
  #before = new Map<string, Value>()

  constructor(most: number) {
    this.#most = most
  }

  get(name: string): Value | undefined {
    const recent = this.#recent.get(name)
    if (recent !== undefined) return recent
    const before = this.#before.get(name)
    if (before !== undefined) this.put(name, before)
    return before
  }

  /** Keeps a value in place of what was there. */
  put(name: string, value: Value): void {
    if (this.#recent.size >= this.#most) {
      this.#before = this.#recent
      this.#recent = new Map()
    }
    this.#recent.set(name, value)
  }
}
