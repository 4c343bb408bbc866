import { firstDay, isoDay, monthOfDay } from '../domain/calendar.ts'
import { DEMO_NAME } from '../sample/demo-accounts.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { AppProcess } from './app-process.ts'
import type { BenchSize } from './bench-size.ts'
import { benchStore, type BenchPlace } from './bench-store.ts'
import { median } from './median.ts'
import { megabytes, perSecond, whole, type Line } from './report.ts'
import { StaffClient } from './staff-client.ts'

const GOAL_PER_SECOND = 100_000
const GOAL_MEMORY = 80 * 2 ** 20
const WISHED_ROWS = 1_000_000
const SAMPLE_MS = 20

/** Rows a second of the province's CSV, and how far the server's memory rises above what it is when idle. */
export async function exportBench(place: BenchPlace, { rounds, big }: BenchSize): Promise<readonly Line[]> {
  const store = await benchStore(place, big)
  const perMonth = store.answers / SAMPLE_DEFAULTS.months
  const months = Math.min(SAMPLE_DEFAULTS.months, Math.ceil(WISHED_ROWS / perMonth))
  const end = monthOfDay(store.today)
  const period = `from=${isoDay(firstDay(end - months))}&to=${isoDay(firstDay(end) - 1)}`
  const root = store.sample.province.root.code
  const path = `/agencies/${root}/responses.csv?${period}&step=all&for=plain`

  const app = await AppProcess.start(store.folder)
  const officer = await StaffClient.signIn(app.url, DEMO_NAME, store.password)
  const rates: number[] = []
  let rows = 0
  let idle: number | null
  let most = 0
  try {
    // A server that has sent pages and a small file is idle as an operator knows it.
    for (let i = 0; i < 20; i++) await officer.get(`/agencies/${root}`)
    await officer.get(`/agencies/${store.sample.province.stories.sixAnswers}/responses.csv?step=all`)
    idle = app.residentBytes()
    const watch = setInterval(() => {
      most = Math.max(most, app.residentBytes() ?? 0)
    }, SAMPLE_MS)
    for (let round = 0; round < rounds; round++) {
      let lines = 0
      const { ms } = await officer.get(path, (chunk) => {
        lines += linesIn(chunk)
      })
      rows = lines - 1
      rates.push((rows / ms) * 1000)
    }
    clearInterval(watch)
  } finally {
    officer.close()
    await app.stop()
  }
  const rate = median(rates)
  const above = idle === null ? null : Math.max(0, most - idle)
  return [
    {
      what: `CSV export of ${whole(rows)} rows`,
      figure: `${perSecond(rate)} rows`,
      goal: perSecond(GOAL_PER_SECOND),
      isReached: rate >= GOAL_PER_SECOND,
    },
    {
      what: 'Memory of the server during the export',
      figure:
        above === null
          ? 'not told by this system'
          : `${megabytes(above)} above idle (${megabytes(idle ?? 0)}), most of ${rounds} exports`,
      goal: megabytes(GOAL_MEMORY),
      isReached: above === null ? null : above <= GOAL_MEMORY,
    },
  ]
}

const LINE_END = 10

function linesIn(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines++
  return lines
}
