/** How much is measured: all of what docs/bench.md says, or a short look. */
export interface BenchSize {
  readonly rounds: number
  /** Seconds of full load a round. */
  readonly seconds: number
  /** Answers of the small and of the big store. */
  readonly small: number
  readonly big: number
}

const FULL = { rounds: 5, seconds: 5, small: 10_000 }
const QUICK = { rounds: 3, seconds: 2, small: 10_000 }

export const EMBEDDED_FULL: BenchSize = { ...FULL, big: 5_000_000 }
export const EMBEDDED_QUICK: BenchSize = { ...QUICK, big: 500_000 }
/** The test server takes about a thousand answers a second when a store is copied into it. */
export const MONGO_FULL: BenchSize = { ...FULL, big: 200_000 }
export const MONGO_QUICK: BenchSize = { ...QUICK, big: 20_000 }
