import type { Step } from '../domain/service-point.ts'
import type { Storage, TransactionCut, TransactionSum } from '../storage/port.ts'
import type { Months } from './unit-ledger.ts'

type Sums = readonly TransactionSum[]

interface KeptSums {
  readonly at: number
  readonly sums: Promise<Sums>
}

/** Counts come by the month, from an import: a page shows them a minute later, or on its next reading. */
const FRESH_MS = 60_000
/** Older ones are not shown any more. */
const OLDEST_MS = 10 * 60_000
/** So many readings are kept. */
const MOST = 12

/** Transactions of many agencies, read at most every minute: adding up those of 600 agencies takes a tenth of a second. */
export class KeptTransactions {
  readonly #storage: Pick<Storage, 'transactions'>
  readonly #now: () => Date
  /** In the order of their reading. */
  readonly #kept = new Map<string, KeptSums>()

  constructor({ storage, now }: { storage: Pick<Storage, 'transactions'>; now: () => Date }) {
    this.#storage = storage
    this.#now = now
  }

  /** The counts of agencies in some months at a step, summed over service points, and over fields unless told apart. */
  sums(
    agencies: readonly string[],
    months: Months,
    step: Step,
    by: readonly Exclude<TransactionCut, 'point'>[],
  ): Promise<Sums> {
    const key = [months.from, months.to, step, ...by, '', ...agencies].join(' ')
    const kept = this.#kept.get(key)
    const age = kept ? Math.abs(this.#now().getTime() - kept.at) : Number.POSITIVE_INFINITY
    if (kept && age < FRESH_MS) return kept.sums
    const sums = this.#storage.transactions.sums({ agencies, ...months, step }, by)
    const reading: KeptSums = { at: this.#now().getTime(), sums }
    this.#kept.delete(key)
    this.#kept.set(key, reading)
    sums.catch(() => {
      if (this.#kept.get(key) === reading) this.#kept.delete(key)
    })
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest)
    return kept && age < OLDEST_MS ? kept.sums : sums
  }
}
