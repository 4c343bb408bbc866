import type { BenchStore } from './bench-place.ts'
import { DashboardClient, type DashboardTimes } from './dashboard-client.ts'
import { figuresOf, ms, plainLine, ratio, type Line } from './report.ts'

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
  const { ours, against, goalRatio } = comparison
  const { root, stories } = ours.sample.province
  const agency = await timesOf(stories.farBelow, comparison)
  const province = await timesOf(root.code, comparison)
  const share = agency.ours.ms / agency.theirs.ms
  return [
    {
      what: `Dashboard of 12 months, against ${against}`,
      figure: printTimes(agency),
      goal: `ratio ${ratio(goalRatio)}`,
      isReached: share <= goalRatio,
      figures: figuresOf('dashboard', { ...agency.ours, otherMs: agency.theirs.ms, ratio: share }),
    },
    plainLine(
      'The same of the whole province',
      printTimes(province),
      figuresOf('dashboard.province', {
        ...province.ours,
        otherMs: province.theirs.ms,
        agencies: ours.sample.records.agencies.length,
      }),
    ),
  ]
}

interface Times {
  readonly ours: DashboardTimes
  readonly theirs: DashboardTimes
}

async function timesOf(agency: string, { ours, theirs, rounds }: DashboardComparison): Promise<Times> {
  const clients = { ours: await DashboardClient.open(ours, agency), theirs: await DashboardClient.open(theirs, agency) }
  try {
    await clients.ours.warmUp()
    await clients.theirs.warmUp()
    for (let round = 0; round < rounds; round++) {
      await clients.ours.round()
      await clients.theirs.round()
    }
    return { ours: clients.ours.times, theirs: clients.theirs.times }
  } finally {
    await clients.ours.stop()
    await clients.theirs.stop()
  }
}

function printTimes({ ours, theirs }: Times): string {
  const times = `${ms(ours.ms)} against ${ms(theirs.ms)}, ratio ${ratio(ours.ms / theirs.ms)}`
  if (ours.processorMs === null || theirs.processorMs === null) return times
  return `${times} (of the processors ${ms(ours.processorMs)} against ${ms(theirs.processorMs)})`
}
