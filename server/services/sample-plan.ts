import type { Agency } from '../domain/agency.ts'
import type { LocalDay } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import type { CollectionPace } from './collection-pace.ts'
import type { Population } from './known-transactions.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { UnitScope } from './unit-answers.ts'
import type { Months } from './unit-ledger.ts'

/** How many responses the units of a level need, have and will have. */
export interface SamplePlan {
  readonly scope: UnitScope
  readonly least: number
  /** The months that tell how fast responses come. */
  readonly paceMonths: Months
  /** In the order of their names. */
  readonly units: readonly PlannedUnit[]
  /** No later than this the oldest of the answers was read. */
  readonly asOf: Date
}

/** The plan of one unit. */
export interface PlannedUnit {
  readonly agency: Agency
  readonly shown: ShownFigure
  readonly target: Target | null
  /** All that were collected, also those without an answer that the index counts. */
  readonly responses: number
  /** How many transactions the responses came from; in its place why that is not known. */
  readonly population: Population
  /** The size by Yamane's rule with a margin of 5 points; null where the transactions are not known. */
  readonly yamane: number | null
  /** How many of as many transactions must answer, one question each, so that the unit's own index settles its target. */
  readonly settling: PlannedSize
  /**
   * How many further responses settle it if their share and spread stay as they are, as a dashboard tells it; 0 where the
   * target is settled.
   */
  readonly missing: PlannedSize
  /** Null where no response came in the months of the pace. */
  readonly pace: CollectionPace | null
  /** The day on which what is missing will be there at that pace; null for the reason in `why`. */
  readonly ready: { readonly day: LocalDay | null; readonly why: NotReady | null }
}

/** A number of responses, or why there is none. */
export interface PlannedSize {
  readonly count: number | null
  readonly why: NotPlanned | null
}

/**
 * The unit is suppressed, and a plan would tell its index; it has no target, or a figure that is held against none; index and
 * target are equal; or not even everybody who came would be enough.
 */
export type NotPlanned = 'hidden' | 'no-target' | 'at-target' | 'out-of-reach'

/** Nothing is missing; nobody knows how much is; none came lately; it takes more than three years. */
export type NotReady = 'settled' | 'not-planned' | 'no-pace' | 'not-at-this-pace'
