import type { BenchPlace, BenchStore } from './bench-place.ts'
import type { BenchSize } from './bench-size.ts'
import { dashboardOf } from './dashboard-addresses.ts'
import { median } from './median.ts'
import { medianTimes, PageClient, type PageTimes } from './page-client.ts'
import { figuresOf, ms, plainLine, whole, type Line } from './report.ts'

const GOAL_MS = 50
const ASKED = 12
const HOURS = ['7-9', '9-11', '13-15', '15-17', '17-24']
const CHANNELS = ['qr', 'paper', 'assisted']
const DEPTHS = ['one cut', 'two cuts', 'three cuts'] as const

/** The dashboard of one agency with one, two and three cuts open, each page as nobody asked for it before. */
export async function cutsBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const store = await place.filled(big)
  const agency = store.sample.province.stories.farBelow
  const pages = pagesOf(store, agency)
  const firsts: number[] = []
  const taken = pages.map((): PageTimes[] => [])
  for (let round = 0; round < rounds; round++) {
    const client = await PageClient.open(store)
    try {
      firsts.push((await client.ask([dashboardOf(agency, store)])).ms)
      for (const [depth, paths] of pages.entries()) taken[depth]?.push(await client.ask(paths))
    } finally {
      await client.stop()
    }
  }
  const times = taken.map(medianTimes)
  return [
    {
      what: `Dashboard of one agency, ${whole(store.answers)} answers in the province, narrowed as nobody asked before`,
      figure: times.map((time, depth) => `${DEPTHS[depth] ?? ''} ${ms(time.ms)}`).join(', '),
      goal: ms(GOAL_MS),
      isReached: times.every((time) => time.ms <= GOAL_MS),
      figures: figuresOf('cuts', {
        oneMs: times[0]?.ms ?? null,
        twoMs: times[1]?.ms ?? null,
        threeMs: times[2]?.ms ?? null,
        firstMs: median(firsts),
      }),
    },
    plainLine('The first of its pages after the start, when its answers are read', ms(median(firsts)), {}),
  ]
}

/** Pages with one, two and three cuts open, no two alike. */
function pagesOf(store: BenchStore, agency: string): readonly (readonly string[])[] {
  const counters = store.sample.counters.filter((counter) => counter.agency.code === agency)
  const points = counters.map(({ point }) => `point=${point.id}`)
  const hours = HOURS.map((hour) => `hour=${hour}`)
  const channels = CHANNELS.map((channel) => `channel=${channel}`)
  const one = [...points, ...hours, ...channels]
  const two = hours.flatMap((hour) => [...points, ...channels].map((other) => `${other}&${hour}`))
  const three = hours.flatMap((hour) => points.flatMap((point) => channels.map((one) => `${point}&${one}&${hour}`)))
  return [one, two, three].map((cuts) => cuts.slice(0, ASKED).map((cut) => `${dashboardOf(agency, store)}&${cut}`))
}
