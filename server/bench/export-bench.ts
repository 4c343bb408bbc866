import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { figuresOf, perSecond, whole, type Line } from './report.ts'
import { memoryLine, timeExports } from './timed-exports.ts'

const GOAL_PER_SECOND = 100_000

/** Rows a second of the province's CSV, and how far the server's memory rises above what it is when idle. */
export async function exportBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const exports = await timeExports(await place.filled(big), rounds)
  const { rows, rate, processorUs } = exports
  return [
    {
      what: `CSV export of ${whole(rows)} rows`,
      figure: `${perSecond(rate)} rows`,
      goal: perSecond(GOAL_PER_SECOND),
      isReached: rate >= GOAL_PER_SECOND,
      figures: figuresOf('export', { rows, rowsPerSecond: rate, processorUs }),
    },
    memoryLine(exports),
  ]
}
