import { usable } from '../../services/known-transactions.ts'
import type { ComparedUnit } from '../../services/unit-comparison.ts'
import type { Language } from '../language.ts'

/** Why some units have no response rate, in a sentence for each reason, and what a known one does to the intervals. */
export function unitRateNotes(units: readonly ComparedUnit[], { t, format }: Language): readonly string[] {
  const answered = units.filter(({ responses }) => responses > 0)
  const byReason = Map.groupBy(answered, ({ population }) => population.why)
  if (answered.length === 0) return []
  if (byReason.get('none')?.length === answered.length) return [t('compare:rate-none-all')]
  const reasons = ['none', 'months-missing', 'more-responses'] as const
  return [
    ...reasons.flatMap((why) => {
      const count = byReason.get(why)?.length ?? 0
      return count === 0 ? [] : [t(`compare:rate-${why}`, { count: format.count(count) })]
    }),
    ...(answered.some(({ population }) => usable(population) !== null) ? [t('compare:rate-narrows')] : []),
  ]
}
