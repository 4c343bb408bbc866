import type { Figure } from '../../scoring/figure.ts'
import type { Standing } from '../../scoring/standings.ts'
import type { Agency } from '../domain/agency.ts'
import type { ProcedureField } from '../domain/service-point.ts'
import type { MixReference } from './mix-reference.ts'
import type { ShownFigure } from './shown-figure.ts'
import type { UnitScope } from './unit-answers.ts'

/** Units of a level as each would have scored with the mix of fields that all of them have together. */
export interface MixComparison {
  readonly scope: UnitScope
  readonly least: number
  readonly reference: MixReference
  /** In the order of their names. */
  readonly units: readonly MixedUnit[]
  /** How many have a place by both figures. */
  readonly placed: number
  /** No later than this the oldest of the answers was read. */
  readonly asOf: Date
}

/** One unit as it is, and as it would be at equal mix. */
export interface MixedUnit {
  readonly agency: Agency
  readonly crude: ShownFigure
  readonly mix: Mix
  /** Equal mix less crude figure in points; null where either is hidden. */
  readonly shift: number | null
  /** Places among the units that have both figures; null for the others. */
  readonly places: { readonly crude: number; readonly mix: Standing } | null
}

/** The figure at equal mix, and how much of the mix it covers. */
export interface Mix {
  readonly figure: Figure | null
  /**
   * Why there is none: the unit is suppressed; too little of the mix can be covered without giving away what a few people
   * answered; or the figure says too little.
   */
  readonly why: 'hidden' | 'coverage' | 'too-wide' | null
  /** The share of the mix that is covered, 0 to 1; null where the unit is suppressed. */
  readonly coverage: number | null
  /** Fields of the mix that are not covered. */
  readonly lacking: readonly ProcedureField[]
}
