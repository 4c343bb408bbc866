import { exactQuotient } from './exact-quotient.ts'
import { wholeNumber } from './whole-number.ts'

/**
 * `qd766.5.4`: points for satisfaction with the reception of dossiers, which that scheme computes from dossiers and not
 * from a survey. The ratio r is 1 less the overdue share less the share complained of; points are 6 r / 0.9, at most 6,
 * and 0 where there were no dossiers. A dossier both overdue and complained of is taken off twice; r does not fall
 * below 0. Source: Quyết định 766/QĐ-TTg (2022); docs/method.md, section 7.3.
 *
 * @returns 0 to 6, unrounded
 * @throws {RangeError} when a count is negative or not whole, or a part exceeds `dossiers`
 * @example
 * qd766Reception({ dossiers: 1000, overdue: 100, complained: 50 }) // 5.67
 * qd766Reception({ dossiers: 0, overdue: 0, complained: 0 }) // 0
 */
export function qd766Reception(counts: {
  readonly dossiers: number
  readonly overdue: number
  readonly complained: number
}): number {
  const dossiers = wholeNumber(counts.dossiers)
  const overdue = wholeNumber(counts.overdue)
  const complained = wholeNumber(counts.complained)
  if (overdue > dossiers || complained > dossiers) throw new RangeError('more dossiers at fault than there are')
  const good = dossiers - overdue - complained
  if (good <= 0n) return 0
  return Math.min(6, exactQuotient(60n * good, 9n * dossiers))
}
