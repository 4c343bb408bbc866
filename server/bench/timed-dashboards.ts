import type { BenchStore } from './bench-place.ts'
import { dashboardOf } from './dashboard-addresses.ts'
import { pagesByTurns, printByTurns } from './pages-by-turns.ts'
import { figuresOf, plainLine, ratio, type Line } from './report.ts'

export interface DashboardComparison {
  readonly ours: BenchStore
  readonly theirs: BenchStore
  /** What the other store is, for the report. */
  readonly against: string
  /** Of the dashboard of one agency. */
  readonly goalRatio: number
  readonly rounds: number
}

/** Twelve months of one agency, and of the province with all its agencies, asked of two stores by turns. */
export async function compareDashboards(comparison: DashboardComparison): Promise<readonly Line[]> {
  const { ours, theirs, against, goalRatio, rounds } = comparison
  const { root, stories } = ours.sample.province
  const timesOf = (code: string) => {
    const page = (store: BenchStore) => ({ store, path: dashboardOf(code, store) })
    return pagesByTurns(page(ours), page(theirs), rounds)
  }
  const agency = await timesOf(stories.farBelow)
  const province = await timesOf(root.code)
  const share = agency.ours.ms / agency.theirs.ms
  return [
    {
      what: `Dashboard of 12 months, against ${against}`,
      figure: printByTurns(agency),
      goal: `ratio ${ratio(goalRatio)}`,
      isReached: share <= goalRatio,
      figures: figuresOf('dashboard', { ...agency.ours, otherMs: agency.theirs.ms, ratio: share }),
    },
    plainLine(
      'The same of the whole province',
      printByTurns(province),
      figuresOf('dashboard.province', {
        ...province.ours,
        otherMs: province.theirs.ms,
        agencies: ours.sample.records.agencies.length,
      }),
    ),
  ]
}
