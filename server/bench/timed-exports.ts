import { firstDay, isoDay, monthOfDay } from '../domain/calendar.ts'
import { DEMO_NAME } from '../sample/demo-accounts.ts'
import { SAMPLE_DEFAULTS } from '../sample/parameters.ts'
import { AppProcess } from './app-process.ts'
import type { BenchStore } from './bench-place.ts'
import { figuresOf, megabytes, type Line } from './report.ts'
import { Side } from './side.ts'
import { StaffClient } from './staff-client.ts'

const GOAL_MEMORY = 80 * 2 ** 20
const WISHED_ROWS = 1_000_000
const SAMPLE_MS = 20

/** Exports of the whole province, one after the other, by a platform that does nothing else. */
export interface TimedExports {
  readonly rounds: number
  /** Of each. */
  readonly rows: number
  /** Rows a second, the median. */
  readonly rate: number
  /** Microseconds of the platform's processors a row; null where the system tells none. */
  readonly processorUs: number | null
  /** Resident bytes of the platform before; null where the system does not tell. */
  readonly idleBytes: number | null
  /** Most resident bytes above that. */
  readonly bytesAboveIdle: number | null
}

/** In which form rows are exported, and how many there are; null where that is counted as they come, which lines tell. */
interface Form {
  readonly name: 'plain' | 'xlsx'
  readonly rows: number | null
}

/** Exports as many whole months as make the wished number of rows, or all. */
export async function timeExports(
  store: BenchStore,
  rounds: number,
  form: Form = { name: 'plain', rows: null },
): Promise<TimedExports> {
  const root = store.sample.province.root.code
  const app = await AppProcess.start(store.address)
  const officer = await StaffClient.signIn(app.url, DEMO_NAME, store.password)
  const side = new Side(app.pid)
  let rows = 0
  let most = 0
  const watch = setInterval(() => {
    most = Math.max(most, app.residentBytes() ?? 0)
  }, SAMPLE_MS)
  try {
    // A server that has sent pages and a small file is idle as an operator knows it.
    for (let i = 0; i < 20; i++) await officer.get(`/agencies/${root}`)
    await officer.get(`/agencies/${store.sample.province.stories.sixAnswers}/responses.csv?step=all`)
    const idle = app.residentBytes()
    most = 0
    for (let round = 0; round < rounds; round++) {
      const { answered } = await side.measure(() => exportOnce(officer, exportPath(store, root, form), form))
      rows = answered
    }
    return {
      rounds,
      rows,
      rate: side.rate,
      processorUs: side.processorUs?.all ?? null,
      idleBytes: idle,
      bytesAboveIdle: idle === null ? null : Math.max(0, most - idle),
    }
  } finally {
    clearInterval(watch)
    officer.close()
    await app.stop()
  }
}

export function memoryLine({ rounds, idleBytes, bytesAboveIdle }: TimedExports): Line {
  return {
    what: 'Memory of the server during the export',
    figure:
      idleBytes === null || bytesAboveIdle === null
        ? 'not told by this system'
        : `${megabytes(bytesAboveIdle)} above idle (${megabytes(idleBytes)}), exports: ${rounds}`,
    goal: megabytes(GOAL_MEMORY),
    isReached: bytesAboveIdle === null ? null : bytesAboveIdle <= GOAL_MEMORY,
    figures: figuresOf('export', { idleBytes, bytesAboveIdle }),
  }
}

async function exportOnce(
  officer: StaffClient,
  path: string,
  { rows }: Form,
): Promise<{ readonly answered: number; readonly elapsedMs: number }> {
  let lines = 0
  const { ms } = await officer.get(path, (chunk) => {
    lines += linesIn(chunk)
  })
  return { answered: rows ?? lines - 1, elapsedMs: ms }
}

function exportPath({ answers, today }: BenchStore, agency: string, { name }: Form): string {
  const perMonth = answers / SAMPLE_DEFAULTS.months
  const months = Math.min(SAMPLE_DEFAULTS.months, Math.ceil(WISHED_ROWS / perMonth))
  const end = monthOfDay(today)
  const period = `from=${isoDay(firstDay(end - months))}&to=${isoDay(firstDay(end) - 1)}`
  return `/agencies/${agency}/responses.csv?${period}&step=all&for=${name}`
}

const LINE_END = 10

function linesIn(chunk: Buffer): number {
  let lines = 0
  for (let at = chunk.indexOf(LINE_END); at >= 0; at = chunk.indexOf(LINE_END, at + 1)) lines++
  return lines
}
