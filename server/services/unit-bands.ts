import { bandOf } from '../../scoring/band-of.ts'
import { parseDecimal } from '../../scoring/fraction.ts'
import type { ComparedUnit } from './unit-comparison.ts'

/** Bands that somebody set for a classification: a province decides on its own, so they are typed and never kept. */
export interface Banding {
  /** In percent as decimal texts, the highest first; one less than there are names. */
  readonly thresholds: readonly string[]
  /** The best first. */
  readonly names: readonly string[]
}

/** The band of a unit. */
export interface UnitBand {
  readonly name: string
  /** Whether the unit's interval lies in this band alone. */
  readonly isCertain: boolean
}

/** Bands that units are sorted into; null for a unit whose figure is hidden. */
export function unitBands(
  units: readonly ComparedUnit[],
  { thresholds, names }: Banding,
): ReadonlyMap<ComparedUnit, UnitBand | null> {
  const bounds = thresholds.map(parseDecimal)
  return new Map(
    units.map((unit) => {
      const band = unit.shown.figure && bandOf(unit.shown.figure, bounds)
      return [unit, band && { name: names[band.place] ?? '', isCertain: band.isCertain }]
    }),
  )
}
