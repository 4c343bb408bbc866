import { createHash } from 'node:crypto'
import type { AuditEntry, ChainedEntry } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical-json.ts'

/** What the next entry hangs on: the last one, or null where there is none yet. */
export type ChainEnd = Pick<ChainedEntry, 'number' | 'hash'> | null

/** An entry in the place behind the last one. */
export function chained({ at, account, act, agency, details }: AuditEntry, last: ChainEnd): ChainedEntry {
  const entry = { at, account, act, agency, details, number: (last?.number ?? 0) + 1 }
  return { ...entry, hash: hashOf(entry, last?.hash ?? '') }
}

/** Whether an entry is what was written in the place behind the last one. */
export function isNext(entry: ChainedEntry, last: ChainEnd): boolean {
  const { number, hash } = chained(entry, last)
  return entry.number === number && entry.hash === hash
}

function hashOf(entry: Omit<ChainedEntry, 'hash'>, before: string): string {
  return createHash('sha256').update(before).update(canonicalJson(entry)).digest('hex')
}
