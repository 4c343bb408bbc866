import type { Month } from '../domain/calendar.ts'
import type { Step } from '../domain/service-point.ts'
import { partsOf } from '../domain/period.ts'
import type { Storage, TransactionSum } from '../storage/port.ts'
import type { AnsweredPlace, AnswerScope } from './counted-answers.ts'

/**
 * Out of how many transactions some responses came, or why that cannot be said: nobody entered any counts; the period
 * is not made of whole months, for which alone there are counts; there are months with responses and without counts;
 * the responses are narrowed by something that counts do not tell; or there were more responses than transactions,
 * which is a sign that something is wrong with one of the two.
 */
export type Population =
  | { readonly count: number; readonly why: null }
  | { readonly count: number; readonly why: 'more-responses' }
  | { readonly count: null; readonly why: 'none' | 'not-whole-months' | 'narrowed' }
  | { readonly count: null; readonly why: 'months-missing'; readonly months: readonly Month[] }

/** Which transactions: those of these places and this month. What is left out narrows nothing. */
export interface TransactionPlace {
  readonly agencies?: ReadonlySet<string>
  readonly point?: string
  readonly field?: string
  readonly month?: Month
}

/** The transactions of a period beside its responses. */
export class KnownTransactions {
  readonly #sums: PlacesBy<TransactionSum>
  readonly #answered: PlacesBy<AnsweredPlace>
  readonly #isWholeMonths: boolean

  private constructor(sums: readonly TransactionSum[], answered: readonly AnsweredPlace[], isWholeMonths: boolean) {
    this.#sums = new PlacesBy(sums)
    this.#answered = new PlacesBy(answered)
    this.#isWholeMonths = isWholeMonths
  }

  /** @param answered all places and months with answers at the step; asked for only where counts can be of use */
  static async read(
    storage: Pick<Storage, 'transactions'>,
    { agencies, period }: AnswerScope,
    step: Step,
    answered: () => readonly AnsweredPlace[],
  ): Promise<KnownTransactions> {
    const { whole, edges } = partsOf(period)
    if (edges.length > 0) return new KnownTransactions([], [], false)
    const sums = await storage.transactions.sums({ agencies, ...whole, step }, ['point', 'field'])
    return new KnownTransactions(sums, sums.length > 0 ? answered() : [], true)
  }

  /**
   * Counts of whole months that were read before.
   *
   * @param answered places and months with answers; told apart at least as far as they will be asked for
   */
  static ofMonths(sums: readonly TransactionSum[], answered: readonly AnsweredPlace[]): KnownTransactions {
    return new KnownTransactions(sums, answered, true)
  }

  /** Out of how many transactions so many responses of a place came. */
  of(place: TransactionPlace, responses: number): Population {
    if (!this.#isWholeMonths) return { count: null, why: 'not-whole-months' }
    const sums = this.#sums.at(place)
    if (sums.length === 0) return { count: null, why: 'none' }
    const counted = new Map<string, Set<Month>>()
    for (const { agency, month } of sums) {
      const months = counted.get(agency) ?? new Set<Month>()
      counted.set(agency, months.add(month))
    }
    const missing = this.#answered.at(place).filter(({ agency, month }) => !counted.get(agency)?.has(month))
    if (missing.length > 0) {
      const months = [...new Set(missing.map(({ month }) => month))].sort((a, b) => a - b)
      return { count: null, why: 'months-missing', months }
    }
    const count = sums.reduce((all, sum) => all + sum.count, 0)
    return { count, why: responses > count ? 'more-responses' : null }
  }
}

type Place = Pick<AnsweredPlace, 'agency' | 'month' | 'point' | 'field'>

/** Places that are found by what names them: every row of a page asks for its own, and there may be hundreds of thousands. */
class PlacesBy<One extends Place> {
  readonly #all: readonly One[]
  readonly #groups = new Map<keyof Place, Map<string | number | null, One[]>>()

  constructor(all: readonly One[]) {
    this.#all = all
  }

  at({ agencies, ...place }: TransactionPlace): readonly One[] {
    const [first] = (['point', 'field', 'month'] as const).filter((name) => place[name] !== undefined)
    let found = this.#all
    if (first) found = this.#by(first).get(place[first] ?? null) ?? []
    else if (agencies) found = [...agencies].flatMap((agency) => this.#by('agency').get(agency) ?? [])
    const isOfAgencies = first === undefined || agencies === undefined
    return found.filter(
      (one) =>
        (isOfAgencies || agencies.has(one.agency)) &&
        (place.point === undefined || one.point === place.point) &&
        (place.field === undefined || one.field === place.field) &&
        (place.month === undefined || one.month === place.month),
    )
  }

  #by(name: keyof Place): ReadonlyMap<string | number | null, One[]> {
    const groups = this.#groups.get(name) ?? Map.groupBy(this.#all, (one) => one[name])
    this.#groups.set(name, groups)
    return groups
  }
}

/** What an interval may be narrowed by; null where no population is known that holds all responses. */
export function usable({ count, why }: Population): number | null {
  return why === null ? count : null
}
