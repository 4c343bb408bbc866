import type { ProcedureField } from '../domain/service-point.ts'
import type { TransactionSum } from '../storage/port.ts'
import type { KnownTransactions } from './known-transactions.ts'

/** The mix of procedure fields of all units together, to which each of them is standardised. */
export interface MixReference {
  /** What the shares are counted by. */
  readonly by: 'transactions' | 'responses'
  /** The largest share first. */
  readonly fields: readonly MixField[]
  /** All that was counted. */
  readonly whole: number
}

export interface MixField {
  readonly field: ProcedureField
  readonly count: number
}

/** How many responses each unit has in each field, by code. */
type FieldCounts = ReadonlyMap<string, number>

/**
 * Transactions, where they are known of every unit in every month with responses and in every field that was answered, since
 * those who answered need not be those who came; responses otherwise.
 *
 * @param units the responses of each unit by field, with the agencies that they came from
 * @param sums transactions of those agencies by field
 */
export function mixReference(
  units: readonly { readonly lineage: readonly string[]; readonly responses: FieldCounts }[],
  { transactions, sums }: { readonly transactions: KnownTransactions; readonly sums: readonly TransactionSum[] },
  fieldOf: (code: string) => ProcedureField,
): MixReference {
  const answered = sumsOf(units.flatMap(({ responses }) => [...responses]))
  const came = sumsOf(sums.map(({ field, count }) => [field ?? '', count] as const))
  const isKnown = units.every(({ lineage, responses }) => {
    const all = [...responses.values()].reduce((sum, count) => sum + count, 0)
    return all === 0 || transactions.of({ agencies: new Set(lineage) }, all).count !== null
  })
  const by = isKnown && [...answered.keys()].every((code) => (came.get(code) ?? 0) > 0) ? 'transactions' : 'responses'
  const counts = [...(by === 'transactions' ? came : answered)].filter(([, count]) => count > 0)
  return {
    by,
    fields: counts
      .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
      .map(([code, count]) => ({ field: fieldOf(code), count })),
    whole: counts.reduce((sum, [, count]) => sum + count, 0),
  }
}

function sumsOf(counts: readonly (readonly [code: string, count: number])[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>()
  for (const [code, count] of counts) sums.set(code, (sums.get(code) ?? 0) + count)
  return sums
}
