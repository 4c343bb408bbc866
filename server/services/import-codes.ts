import { newPublicCode, readPublicCode } from '../domain/public-code.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { CodeWanted } from './import-points.ts'
import type { ImportRow, Imported } from './import-row.ts'

/** A code to be withdrawn, and whether another takes its place. */
export interface Withdrawal extends Imported<PublicCode> {
  readonly replace: boolean
}

/** Reads the rows of a file of codes to withdraw; one that has been replaced before is not replaced again. */
export function readWithdrawals(rows: readonly ImportRow[], stored: ReadonlyMap<string, PublicCode>): Withdrawal[] {
  return rows.flatMap((row) => {
    const reading = readPublicCode(row.needed('code'))
    const known = reading.ok ? stored.get(reading.code) : undefined
    if (!known && row.text('code') !== '') row.note('code', 'import:unknown-code', { text: row.text('code') })
    row.needed('withdrawn_on')
    const withdrawnOn = row.day('withdrawn_on')
    const replace = row.oneOf('replace', ['yes', 'no']) !== 'no'
    if (!known) return []
    return [{ record: { ...known, withdrawnOn }, row, replace: replace && known.replacedBy === null }]
  })
}

/** All codes that an import changes or makes. */
export interface CodeChanges {
  readonly withdrawn: readonly PublicCode[]
  readonly made: readonly PublicCode[]
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
  const taken = new Set(stored.map(({ code }) => code))
  const made: PublicCode[] = []
  const make = ({ point, field, step, channel }: CodeWanted): string => {
    let code = newPublicCode(random)
    while (taken.has(code)) code = newPublicCode(random)
    taken.add(code)
    made.push({ code, point, field, step, channel, withdrawnOn: null, replacedBy: null })
    return code
  }
  const withdrawn = withdrawals.map(({ record, replace }) => ({
    ...record,
    replacedBy: replace ? make(record) : record.replacedBy,
  }))

  const gone = new Set(withdrawn.map(({ code }) => code))
  const standing = new Set(
    [...stored.filter(({ code, withdrawnOn }) => withdrawnOn === null && !gone.has(code)), ...made].map(meaning),
  )
  for (const one of wanted) {
    if (!standing.has(meaning(one))) make(one)
    standing.add(meaning(one))
  }
  return { withdrawn, made }
}

function meaning({ point, field, step, channel }: CodeWanted): string {
  return JSON.stringify([point, field, step, channel])
}
