import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { figuresOf, megabytes, perSecond, plainLine, whole, type Line } from './report.ts'
import { timeExports } from './timed-exports.ts'

const GOAL_PER_SECOND = 20_000

/** Rows a second of the province's workbook, which has as many as the CSV of part export. */
export async function xlsxBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(big)
  const { rows } = await timeExports(store, 1)
  const { rate, processorUs, bytesAboveIdle } = await timeExports(store, rounds, { name: 'xlsx', rows })
  return [
    {
      what: `XLSX export of ${whole(rows)} rows`,
      figure: `${perSecond(rate)} rows`,
      goal: perSecond(GOAL_PER_SECOND),
      isReached: rate >= GOAL_PER_SECOND,
      figures: figuresOf('xlsx', { rowsPerSecond: rate, processorUs, bytesAboveIdle }),
    },
    plainLine(
      'Memory of the server during that export',
      bytesAboveIdle === null ? 'not told by this system' : `${megabytes(bytesAboveIdle)} above idle`,
      {},
    ),
  ]
}
