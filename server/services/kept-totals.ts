import type { Tally } from '../../scoring/tally.ts'

/** So many sums are kept: several comparisons of a whole nation's communes, with their former months. */
const MOST = 20_000

interface Kept {
  readonly revision: string
  readonly total: Tally | null
}

/** Sums over cells of a ledger that were added up before, as long as nothing in them has changed. */
export class KeptTotals {
  /** In the order of their last use. */
  readonly #kept = new Map<string, Kept>()

  /**
   * The sum that `add` gives, or gave.
   *
   * @param name what was added up; under one name one sum is kept
   * @param revision of what it was added up from: added up anew when it differs
   */
  total(name: string, revision: string, add: () => Tally | null): Tally | null {
    const known = this.#kept.get(name)
    this.#kept.delete(name)
    const kept = known?.revision === revision ? known : { revision, total: add() }
    this.#kept.set(name, kept)
    const [oldest] = this.#kept.keys()
    if (this.#kept.size > MOST && oldest !== undefined) this.#kept.delete(oldest)
    return kept.total
  }
}
