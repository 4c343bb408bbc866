import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { whole, type Line } from './report.ts'
import { compareDashboards } from './timed-dashboards.ts'

const GOAL_RATIO = 1.2

/** Dashboards with few and with many answers in the province, by turns. */
export async function dashboardBench(place: BenchPlace, { rounds, small, big }: BenchSize): Promise<readonly Line[]> {
  const [many, few] = [await place.filled(big), await place.filled(small)]
  const against = `the same with ${whole(small)} in place of ${whole(big)} answers`
  return compareDashboards({ ours: many, theirs: few, against, goalRatio: GOAL_RATIO, rounds })
}
