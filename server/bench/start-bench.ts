import { AppProcess } from './app-process.ts'
import type { BenchPlace } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { median } from './median.ts'
import { figuresOf, ms, whole, type Line } from './report.ts'

const GOAL_MS = 1500

/** From the start of the process to the first survey page that a citizen gets. */
export async function startBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(big)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const app = await AppProcess.start(store.address, `/s/${store.code}`)
    times.push(app.startedInMs)
    await app.stop()
  }
  const time = median(times)
  return [
    {
      what: `Start to first page with ${whole(store.answers)} answers`,
      figure: ms(time),
      goal: ms(GOAL_MS),
      isReached: time <= GOAL_MS,
      figures: figuresOf('start', { ms: time }),
    },
  ]
}
