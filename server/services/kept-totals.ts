import type { Tally } from '../../scoring/tally.ts'
import { RecentValues } from './recent-values.ts'

/** So many sums are kept: several comparisons of a whole nation's communes, with their former months. */
const MOST = 10_000

interface Kept {
  readonly revision: string
  readonly total: Tally | null
}

/** Sums over cells of a ledger that were added up before, as long as nothing in them has changed. */
export class KeptTotals {
  readonly #kept = new RecentValues<Kept>(MOST)

  /**
   * The sum that `add` gives, or gave.
   *
   * @param name what was added up; under one name one sum is kept
   * @param revision of what it was added up from: added up anew when it differs
   */
  total(name: string, revision: string, add: () => Tally | null): Tally | null {
    const known = this.#kept.get(name)
    if (known?.revision === revision) return known.total
    const total = add()
    this.#kept.put(name, { revision, total })
    return total
  }
}
