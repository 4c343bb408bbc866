import { firstDay, isoDay, monthOfDay } from '../domain/calendar.ts'
import { DEMO_NAME } from '../sample/demo-accounts.ts'
import { AppProcess } from './app-process.ts'
import type { BenchSize } from './bench-size.ts'
import { benchStore, type BenchPlace, type BenchStore } from './bench-store.ts'
import { median } from './median.ts'
import { ms, ratio, whole, type Line } from './report.ts'
import { StaffClient } from './staff-client.ts'

const GOAL_RATIO = 1.2
const WARM_UP = 40
const ASKED = 60

/** Twelve months of one agency with few and with many answers in the province, by turns. */
export async function dashboardBench(place: BenchPlace, { rounds, small, big }: BenchSize): Promise<readonly Line[]> {
  const stores = [await benchStore(place, small), await benchStore(place, big)] as const
  const sides = await Promise.all(stores.map(openSide))
  try {
    for (const side of sides) await side.ask(WARM_UP)
    const times: number[][] = [[], []]
    for (let round = 0; round < rounds; round++) {
      for (const [i, side] of sides.entries()) times[i]?.push(await side.ask(ASKED))
    }
    const [few, many] = [median(times[0] ?? []), median(times[1] ?? [])]
    return [
      {
        what: `Dashboard of 12 months at ${whole(big)} against ${whole(small)} answers`,
        figure: `${ms(many)} against ${ms(few)}, ratio ${ratio(many / few)}`,
        goal: `ratio ${ratio(GOAL_RATIO)}`,
        isReached: many / few <= GOAL_RATIO,
      },
    ]
  } finally {
    for (const side of sides) await side.stop()
  }
}

interface Side {
  /** Median time of so many requests, one after the other. */
  ask(times: number): Promise<number>
  stop(): Promise<void>
}

async function openSide({ folder, password, sample, today }: BenchStore): Promise<Side> {
  const app = await AppProcess.start(folder)
  const officer = await StaffClient.signIn(app.url, DEMO_NAME, password)
  const month = monthOfDay(today)
  const path = `/agencies/${sample.province.stories.farBelow}?from=${isoDay(firstDay(month - 11))}&to=${isoDay(firstDay(month + 1) - 1)}`
  return {
    ask: async (times) => {
      const taken: number[] = []
      for (let i = 0; i < times; i++) taken.push((await officer.get(path)).ms)
      return median(taken)
    },
    stop: async () => {
      officer.close()
      await app.stop()
    },
  }
}
