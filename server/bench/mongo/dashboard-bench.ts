import type { BenchSize } from '../bench-size.ts'
import type { Line } from '../report.ts'
import { compareDashboards } from '../timed-dashboards.ts'
import type { MongoPlace } from './mongo-place.ts'

const GOAL_RATIO = 1.5

/** Dashboards from MongoDB and from the embedded store with the same answers, by turns. */
export async function mongoDashboardBench(place: MongoPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const [ours, theirs] = [await place.filled(big), await place.embedded.filled(big)]
  return compareDashboards({ ours, theirs, against: 'the embedded store', goalRatio: GOAL_RATIO, rounds })
}
