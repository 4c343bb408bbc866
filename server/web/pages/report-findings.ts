import type { MarkKind } from './verdict-words.ts'

/** What a report says in words, computed from its figures alone. */
export interface ReportFindings {
  /** What it is opened for. */
  readonly verdict: {
    readonly kind: MarkKind
    readonly sentence: string
    /** What that rests on; null where nothing is shown. */
    readonly why: string | null
  }
  /** What else there is to say, a whole sentence or two each. */
  readonly sentences: readonly string[]
}
