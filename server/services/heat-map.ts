import type { Fraction } from '../../scoring/fraction.ts'
import type { Words } from '../domain/words.ts'
import type { HiddenReason } from './shown-figure.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'

/** Into what the answers of a unit are parted. */
export const HEAT_DEPTHS = ['factor', 'criterion'] as const
export type HeatDepth = (typeof HEAT_DEPTHS)[number]

/** Units of one level and what each of their factors or criteria got. */
export interface HeatMap {
  readonly comparison: UnitComparison
  readonly depth: HeatDepth
  /** Whether there are more criteria than factors, so that a look at criteria tells more. */
  readonly hasCriteria: boolean
  readonly columns: readonly HeatColumn[]
  /** In the order of the comparison. */
  readonly rows: readonly HeatRow[]
}

/** One factor, or one criterion of a factor. */
export interface HeatColumn {
  readonly code: string
  readonly words: Words
  /** Which factor it is or belongs to. */
  readonly factor: { readonly code: string; readonly names: Words }
}

export interface HeatRow {
  readonly unit: ComparedUnit
  /** One a column; null where the unit itself is hidden. */
  readonly cells: readonly HeatCell[] | null
}

/** The share of satisfied answers of one unit to one factor or criterion. */
export type HeatCell =
  | { readonly n: number; readonly hidden: null; readonly exact: Fraction; readonly index: number }
  | { readonly n: number; readonly hidden: HiddenReason; readonly exact: null; readonly index: null }
