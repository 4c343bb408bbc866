import type { LocalDay } from './calendar.ts'

/** What was promised: a threshold in percent for an instrument, a scope and a time. A target is a row of data, not a constant. */
export interface Target {
  /** Key of the instrument: 95 % means nothing without it. */
  readonly instrument: string
  /** The agency (with everything below it) that it binds; null binds the whole province. */
  readonly agency: string | null
  /** The procedure field that it binds; null binds all. */
  readonly field: string | null
  readonly from: LocalDay
  /** First day on which it no longer holds; null while it does. */
  readonly to: LocalDay | null
  /** 0 to 100, as the decimal text that the decision prints: `95`, `92.5`. Text, so that a verdict is exact. */
  readonly threshold: string
  /** The decision that set it. */
  readonly source: string
}
