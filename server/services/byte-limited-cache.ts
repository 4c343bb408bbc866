/** Keeps what was used last, within so many bytes. */
export class ByteLimitedCache<Value extends { readonly bytes: number }> {
  readonly #limit: number
  /** In the order of their last use. */
  readonly #kept = new Map<string, Value>()
  #bytes = 0

  constructor(limitBytes: number) {
    this.#limit = limitBytes
  }

  get bytes(): number {
    return this.#bytes
  }

  get(key: string): Value | null {
    const value = this.#kept.get(key)
    if (!value) return null
    this.#kept.delete(key)
    this.#kept.set(key, value)
    return value
  }

  /** Keeps a value under a key, in place of what was there, and lets go what was not used for longest. */
  put(key: string, value: Value): void {
    this.#remove(key)
    if (value.bytes > this.#limit) return
    this.#kept.set(key, value)
    this.#bytes += value.bytes
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit) return
      this.#remove(oldest)
    }
  }

  #remove(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0
    this.#kept.delete(key)
  }
}
