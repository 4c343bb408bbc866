import type { Step } from '../domain/service-point.ts'
import type { Storage, TransactionCut, TransactionSum } from '../storage/port.ts'
import { KeptMonths, type Life } from './kept-months.ts'
import type { Months } from './unit-ledger.ts'

type Sums = readonly TransactionSum[]
/** A step, and by what its counts are told apart. */
type Kind = `${Step} ${string}`

/** Counts come by the month, from an import: a page shows them a minute later, or on its next reading. */
const LIFE: Life = { renewMs: 60_000, discardMs: 10 * 60_000 }
/** About what one sum takes in memory. */
const SUM_BYTES = 120
const MOST_BYTES = 64 * 1024 * 1024

/** Transactions of many agencies at hand, read at most every minute: adding up those of 600 agencies takes its time. */
export class KeptTransactions {
  readonly #kept: KeptMonths<Kind, Sums>

  constructor({ storage, now }: { storage: Pick<Storage, 'transactions'>; now: () => Date }) {
    this.#kept = new KeptMonths<Kind, Sums>({
      now,
      mostBytes: MOST_BYTES,
      load: async (agencies, months, kind) => {
        const [step, ...by] = kind.trim().split(' ') as [Step, ...TransactionCut[]]
        const sums = await storage.transactions.sums({ agencies, ...months, step }, by)
        const byAgency = Map.groupBy(sums, ({ agency }) => agency)
        return (agency, month) => (byAgency.get(agency) ?? []).filter((sum) => sum.month === month)
      },
      lifeOf: () => LIFE,
      // Nobody asks for the revision.
      isSame: () => true,
      bytesOf: (sums) => SUM_BYTES * sums.length,
    })
  }

  /** The counts of agencies in some months at a step, summed over service points, and over fields unless told apart. */
  async sums(
    agencies: readonly string[],
    months: Months,
    step: Step,
    by: readonly Exclude<TransactionCut, 'point'>[],
  ): Promise<Sums> {
    const { of } = await this.#kept.read(agencies, months, `${step} ${by.join(' ')}`)
    return agencies.flatMap((agency) => of(agency).flat())
  }
}
