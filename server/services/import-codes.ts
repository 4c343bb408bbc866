import { CodeChanges, type CodeWanted } from '../domain/code-changes.ts'
import { readPublicCode } from '../domain/public-code.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** A code to be withdrawn, and whether another is to take its place. */
export interface Withdrawal extends Imported<PublicCode> {
  readonly replace: boolean
}

/** Reads the rows of a file of codes to withdraw. */
export function readWithdrawals(rows: readonly ImportRow[], stored: ReadonlyMap<string, PublicCode>): Withdrawal[] {
  return rows.flatMap((row) => {
    const reading = readPublicCode(row.needed('code'))
    const known = reading.ok ? stored.get(reading.code) : undefined
    if (!known && row.text('code') !== '') row.note('code', 'import:unknown-code', { text: row.text('code') })
    row.needed('withdrawn_on')
    const withdrawnOn = row.day('withdrawn_on')
    const replace = row.oneOf('replace', ['yes', 'no']) !== 'no'
    if (!known) return []
    return [{ record: { ...known, withdrawnOn }, row, replace }]
  })
}

/**
 * Replaces what is withdrawn, then gives every point the codes it lacks. A code that stands is never changed.
 *
 * @param random as of newPublicCode
 */
export function planCodes(
  withdrawals: readonly Withdrawal[],
  wanted: readonly CodeWanted[],
  stored: readonly PublicCode[],
  random: (below: number) => number,
): CodeChanges {
  const changes = new CodeChanges(stored, random)
  for (const { record, replace } of withdrawals) changes.withdraw(record, replace)
  for (const one of wanted) changes.supply(one)
  return changes
}
