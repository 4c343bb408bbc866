import { runLoadInChild, type LoadJob, type LoadResult } from './load.ts'
import { median } from './median.ts'
import { processorTime } from './processor-time.ts'

/** What came out of one round of any work. */
export interface Round {
  readonly answered: number
  readonly elapsedMs: number
}

/** Microseconds of processor time an answer. */
export interface ProcessorUs {
  /** All threads of the process. */
  readonly all: number
  /** The thread that answers. */
  readonly main: number
  /** The database server behind it; null where there is none, or it runs elsewhere. */
  readonly database: number | null
}

/** One of two programs that get the same work by turns. */
export class Side {
  readonly #pid: number
  readonly #databasePid: number | null
  readonly #rates: number[] = []
  readonly #used: ProcessorUs[] = []

  /** @param databasePid of the database server that works for it */
  constructor(pid: number, databasePid: number | null = null) {
    this.#pid = pid
    this.#databasePid = databasePid
  }

  /** One round, counted. */
  async measure<R extends Round>(work: () => Promise<R>): Promise<R> {
    const before = [processorTime(this.#pid), this.#databaseTime()] as const
    const round = await work()
    const after = [processorTime(this.#pid), this.#databaseTime()] as const
    const { answered, elapsedMs } = round
    this.#rates.push((answered / elapsedMs) * 1000)
    if (before[0] && after[0]) {
      this.#used.push({
        all: ((after[0].allMs - before[0].allMs) * 1000) / answered,
        main: ((after[0].mainMs - before[0].mainMs) * 1000) / answered,
        database: before[1] && after[1] ? ((after[1].allMs - before[1].allMs) * 1000) / answered : null,
      })
    }
    return round
  }

  /** One round of requests; those that are answered with this status count. */
  async load(job: LoadJob, status: number): Promise<LoadResult> {
    const { result } = await this.measure(async () => {
      const result = await runLoadInChild(job)
      return { result, answered: result.statuses[status] ?? 0, elapsedMs: result.elapsedMs }
    })
    return result
  }

  /** Answers a second, the median of all rounds. */
  get rate(): number {
    return median(this.#rates)
  }

  /** The median of all rounds; null where the system tells none. */
  get processorUs(): ProcessorUs | null {
    if (this.#used.length === 0) return null
    const database = this.#used.flatMap(({ database }) => database ?? [])
    return {
      all: median(this.#used.map(({ all }) => all)),
      main: median(this.#used.map(({ main }) => main)),
      database: database.length === 0 ? null : median(database),
    }
  }

  #databaseTime(): ReturnType<typeof processorTime> {
    return this.#databasePid === null ? null : processorTime(this.#databasePid)
  }
}

/** What both sides took of the processors, for the report. */
export function printProcessorUs(ours: Side, theirs: Side): string {
  const [our, their] = [ours.processorUs, theirs.processorUs]
  if (!our || !their) return 'not told by this system'
  return `${our.all.toFixed(0)} µs, ${our.main.toFixed(0)} µs of them in the thread that answers, against ${their.all.toFixed(0)} µs`
}
