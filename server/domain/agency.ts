import type { LocalDay } from './calendar.ts'
import type { Words } from './words.ts'

/** Agencies are compared within their level, never across. */
export const AGENCY_LEVELS = ['province', 'department', 'commune', 'office'] as const
export type AgencyLevel = (typeof AGENCY_LEVELS)[number]

/** Who serves: a department, a commune, an office of either. Agencies form a tree with dates. */
export interface Agency {
  /** The agency's own stable identifier, seen in addresses and files: `so-tnmt`. */
  readonly code: string
  readonly names: Words
  readonly level: AgencyLevel
  /** Code of the agency that this one is part of; null at the root. */
  readonly parent: string | null
  /** First day of its existence; null where it has always been there. */
  readonly validFrom: LocalDay | null
  /** First day on which it exists no more; null while it lives. */
  readonly validTo: LocalDay | null
  /** Code of the agency that took over its work; its past is part of the successor's "as it is". */
  readonly successor: string | null
  /** What the agency publicly promises to do with what citizens say; shown on the thanks page. */
  readonly promise: Words | null
}
