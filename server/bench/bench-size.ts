/** How much is measured: all of what docs/bench.md says, or a short look. */
export interface BenchSize {
  readonly rounds: number
  /** Seconds of full load a round. */
  readonly seconds: number
  /** Answers of the small and of the big store. */
  readonly small: number
  readonly big: number
}

export const FULL: BenchSize = { rounds: 5, seconds: 5, small: 10_000, big: 5_000_000 }
export const QUICK: BenchSize = { rounds: 3, seconds: 2, small: 10_000, big: 500_000 }
