/** What is written down about the staff's doings, and about what happens to what citizens wrote. */
export const AUDITED = [
  'comments.read',
  'comments.exported',
  'comments.expired',
  'comments.removed',
  'codes.changed',
  'report.made',
  'references.changed',
] as const
export type AuditedAct = (typeof AUDITED)[number]

/** Stands for the account where nobody was signed in: what the platform does by itself, or an operator at its machine. */
export const PLATFORM = 'platform'

/** One act of one person of the staff, or of the platform. Written once and never changed. */
export interface AuditEntry {
  readonly at: Date
  /** Id of the account, whose name may change; {@link PLATFORM} where there was none. */
  readonly account: string
  readonly act: AuditedAct
  /** Code of the agency that it was about; null for the whole province. */
  readonly agency: string | null
  /** What else tells the act, by name, such as the filters of a search. */
  readonly details: Readonly<Record<string, string>>
}

/** An entry in its place in the chain: what was changed or taken out afterwards shows. */
export interface ChainedEntry extends AuditEntry {
  /** From 1, without gaps. */
  readonly number: number
  /** SHA-256, hexadecimal, over the hash before and the entry: see storage/audit-chain.ts. */
  readonly hash: string
}
