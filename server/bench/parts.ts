import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { archiveBench } from './archive-bench.ts'
import { commentsBench } from './comments-bench.ts'
import { compareBench } from './compare-bench.ts'
import { cutsBench } from './cuts-bench.ts'
import { dashboardBench } from './dashboard-bench.ts'
import { exportBench } from './export-bench.ts'
import { intakeBench } from './intake-bench.ts'
import { mongoContentionBench } from './mongo/contention-bench.ts'
import { mongoDashboardBench } from './mongo/dashboard-bench.ts'
import { mongoExportBench } from './mongo/export-bench.ts'
import { mongoIntakeBench } from './mongo/intake-bench.ts'
import type { MongoPlace } from './mongo/mongo-place.ts'
import { mongoNetworkBench } from './mongo/network-bench.ts'
import { mongoSizeBench } from './mongo/size-bench.ts'
import { mongoWaitingBench } from './mongo/waiting-bench.ts'
import { pageBench } from './page-bench.ts'
import type { Line } from './report.ts'
import { sizeBench } from './size-bench.ts'
import { startBench } from './start-bench.ts'
import { xlsxBench } from './xlsx-bench.ts'

/** What can be measured of a kind of store, by the name that `--only` takes. */
export type Parts<Place> = Readonly<Record<string, (place: Place, size: BenchSize) => Promise<readonly Line[]>>>

export const EMBEDDED_PARTS: Parts<BenchPlace> = {
  intake: intakeBench,
  page: pageBench,
  dashboard: dashboardBench,
  cuts: cutsBench,
  compare: compareBench,
  comments: commentsBench,
  export: exportBench,
  xlsx: xlsxBench,
  size: sizeBench,
  archive: archiveBench,
  start: startBench,
}

export const MONGO_PARTS: Parts<MongoPlace> = {
  intake: mongoIntakeBench,
  waiting: mongoWaitingBench,
  network: mongoNetworkBench,
  contention: mongoContentionBench,
  dashboard: mongoDashboardBench,
  export: mongoExportBench,
  size: mongoSizeBench,
  archive: archiveBench,
}
