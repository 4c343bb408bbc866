import type { Month } from './calendar.ts'
import type { Step } from './service-point.ts'

/**
 * How many transactions there were at a service point in a procedure field, at a step and in a month, as the one-stop
 * system counts them: out of so many came the responses.
 */
export interface TransactionCount {
  readonly agency: string
  /** Id of the service point. */
  readonly point: string
  /** Code of the procedure field. */
  readonly field: string
  readonly step: Step
  readonly month: Month
  /** A whole number from 0. */
  readonly count: number
}
