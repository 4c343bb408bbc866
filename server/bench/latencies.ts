/** Counts of waiting times in steps of 0.02 ms, so that a long run takes no more memory than a short one. */
export class Latencies {
  readonly #counts = new Float64Array(LONGEST_MS / STEP_MS)
  #total = 0
  /** The longest one, in milliseconds. */
  most = 0

  add(ms: number): void {
    const step = Math.min(this.#counts.length - 1, Math.max(0, Math.floor(ms / STEP_MS)))
    this.#counts[step] = (this.#counts[step] ?? 0) + 1
    this.#total++
    if (ms > this.most) this.most = ms
  }

  /** The time in milliseconds that this share of all stayed within; NaN when there are none. */
  quantile(share: number): number {
    let rest = Math.ceil(this.#total * share)
    if (rest === 0) return Number.NaN
    for (const [step, count] of this.#counts.entries()) {
      rest -= count
      if (rest <= 0) return (step + 1) * STEP_MS
    }
    return this.most
  }
}

const STEP_MS = 0.02
const LONGEST_MS = 20_000
