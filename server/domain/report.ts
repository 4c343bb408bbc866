import type { LocalDay } from './calendar.ts'

/** Figures as they stood when they were put on paper. A correction is another report that names this one. */
export interface Report {
  /** Printed on paper, eight signs as those of a public code: what anyone checks the paper by. */
  readonly code: string
  readonly madeOn: LocalDay
  /** The agency that it is about, or under which its units lie; null for the whole province. */
  readonly agency: string | null
  /** Figures, method, version and period as canonical JSON. */
  readonly content: string
  /** SHA-256 of `content`, hexadecimal. */
  readonly digest: string
  /** Code of the report that this one corrects. */
  readonly replaces: string | null
}
