import type { Difference } from '../../scoring/difference.ts'
import type { Figure } from '../../scoring/figure.ts'
import type { Standing } from '../../scoring/standings.ts'
import type { Agency } from '../domain/agency.ts'
import type { Target } from '../domain/target.ts'
import type { Comparison } from './agency-dashboard.ts'
import type { Population } from './known-transactions.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { UnitScope } from './unit-answers.ts'
import type { Months } from './unit-ledger.ts'

/** Units of one level side by side: unrounded figures, in the order of their names. */
export interface UnitComparison {
  readonly scope: UnitScope
  /** The months just before, as many of them, with which each unit is compared. */
  readonly former: Months
  /** Fewest responses with which a figure is shown. */
  readonly least: number
  /** The share of false finds that is put up with among the differences, 0 to 1. */
  readonly rate: number
  readonly units: readonly ComparedUnit[]
  /** How many of the units have a rank. */
  readonly ranked: number
  /** No later than this the oldest of the answers was read. */
  readonly asOf: Date
}

/** How one unit scored, and where it stands. */
export interface ComparedUnit {
  readonly agency: Agency
  readonly shown: ShownFigure
  /**
   * The figure by which it is compared with other units: the known number of transactions narrows no interval, since what
   * is asked is how the services compare, not only those who came. Null where the figure is suppressed.
   */
  readonly tested: Figure | null
  /** In force at the end of the months; null where none was set, and at submission, which no target binds. */
  readonly target: Target | null
  /** All that were counted, also those without an answer that the index counts. */
  readonly responses: number
  /** How many of the unit's responses are flagged, whether they count or not. */
  readonly flagged: number
  readonly population: Population
  /**
   * Its rank with all that cannot be ruled out, and its level group, by the figure that is tested. Null where the figure is
   * suppressed: such a unit is never ranked.
   */
  readonly standing: Standing | null
  readonly change: UnitChange
}

/** A unit against its own former months. */
export interface UnitChange {
  readonly former: ShownFigure
  /** These months less the former ones; null where it cannot be told, for the reason in `why`. */
  readonly difference: Difference | null
  /** The p-value of the difference, adjusted for as many tests as there are units (Benjamini-Hochberg). */
  readonly adjusted: number | null
  /** Whether the adjusted p-value is small enough; null where there is none. */
  readonly isSignificant: boolean | null
  readonly why: Comparison['why']
}
