import { rateOf, runLoadInChild, type LoadJob, type LoadResult } from './load.ts'
import { median } from './median.ts'
import { processorTime } from './processor-time.ts'

/** One of two servers that get the same load by turns. */
export class Side {
  readonly #pid: number
  readonly #status: number
  readonly #rates: number[] = []
  readonly #allUs: number[] = []
  readonly #mainUs: number[] = []

  /** @param status that a request is answered with when all went well */
  constructor(pid: number, status: number) {
    this.#pid = pid
    this.#status = status
  }

  /** One round, counted. */
  async round(job: LoadJob): Promise<LoadResult> {
    const before = processorTime(this.#pid)
    const result = await runLoadInChild(job)
    const after = processorTime(this.#pid)
    const answered = result.statuses[this.#status] ?? 0
    this.#rates.push(rateOf(result, this.#status))
    if (before && after) {
      this.#allUs.push(((after.allMs - before.allMs) * 1000) / answered)
      this.#mainUs.push(((after.mainMs - before.mainMs) * 1000) / answered)
    }
    return result
  }

  /** Answers a second, the median of all rounds. */
  get rate(): number {
    return median(this.#rates)
  }

  /** Microseconds of processor time an answer, of the main thread and of all threads; null where the system tells none. */
  get processorUs(): { readonly main: number; readonly all: number } | null {
    return this.#mainUs.length === 0 ? null : { main: median(this.#mainUs), all: median(this.#allUs) }
  }
}

/** What both sides took of the processors, for the report. */
export function printProcessorUs(ours: Side, theirs: Side): string {
  const [our, their] = [ours.processorUs, theirs.processorUs]
  if (!our || !their) return 'not told by this system'
  return `${our.all.toFixed(0)} µs, ${our.main.toFixed(0)} µs of them in the thread that answers, against ${their.all.toFixed(0)} µs`
}
