import type { Figure } from './figure.ts'
import { funnelLimits, type FunnelLimits } from './funnel-limits.ts'
import { overDispersion, type Dispersion } from './over-dispersion.ts'
import { widenedSize, type Widening } from './widened-size.ts'

/** Where a unit lies: beyond an outer limit, between an inner and an outer one, or within. */
export type FunnelPlace = 'below outer' | 'below inner' | 'within' | 'above inner' | 'above outer'

/** One unit of a funnel plot. */
export interface FunnelUnit {
  /** Effective size of its figure: its place on the horizontal axis. */
  readonly effective: number
  /** The limits at that size. */
  readonly limits: FunnelLimits
  readonly place: FunnelPlace
}

/** A funnel plot, ready to be drawn and put in a table. */
export interface Funnel {
  /** Null where it could not be estimated; the limits are then those of chance alone. */
  readonly dispersion: Dispersion | null
  /** In the order of the figures; null for a unit that is left out. */
  readonly units: readonly (FunnelUnit | null)[]
  /** Limits from the least to the largest effective size, evenly spaced by its square root; empty where no unit is. */
  readonly curve: readonly { readonly effective: number; readonly limits: FunnelLimits }[]
}

const CURVE_POINTS = 60

/**
 * The funnel plot of a group of units: limits around a centre within which units lie by chance, narrower the more answers
 * there are, widened for over-dispersion. Outside is a reason to look; inside is no reason to rank.
 *
 * A limit is taken at the effective size that chance and over-dispersion together are worth (`widenedSize`). A unit on a
 * limit lies within it. Source: Spiegelhalter, Statistics in Medicine 24 (2005); docs/method.md, section 6.4.
 *
 * @param figures null for a unit that is left out, as its figure is suppressed; without effective size it is left out too
 * @param centre the target or the mean of the group, in points, 0 to 100
 * @param widening how over-dispersion widens the limits; by default, additively
 * @throws {RangeError} when the centre lies outside 0 to 100, or a figure is a score
 * @example
 * const of = (yes, given) => figureOf(singleEstimate(yes, given))
 * const { units, dispersion } = funnel([of(300, 400), of(374, 400), null, of(398, 400)], 95)
 * units.map((unit) => unit?.place) // ['below outer', 'within', undefined, 'above outer']
 * dispersion // null
 */
export function funnel(figures: readonly (Figure | null)[], centre: number, widening: Widening = 'additive'): Funnel {
  const dispersion = overDispersion(figures)
  const limitsAt = (effective: number): FunnelLimits =>
    funnelLimits(centre, widenedSize(effective, centre, dispersion, widening))
  const units = figures.map((figure) => {
    if (figure?.index == null || figure.effective === null) return null
    const limits = limitsAt(figure.effective)
    return { effective: figure.effective, limits, place: placeOf(figure.index, limits) }
  })
  const sizes = units.flatMap((unit) => unit?.effective ?? [])
  const curve = rootSpaced(sizes).map((effective) => ({ effective, limits: limitsAt(effective) }))
  return { dispersion, units, curve }
}

function placeOf(index: number, { inner, outer }: FunnelLimits): FunnelPlace {
  if (index < outer.lower) return 'below outer'
  if (index < inner.lower) return 'below inner'
  if (index > outer.upper) return 'above outer'
  return index > inner.upper ? 'above inner' : 'within'
}

/** Sizes from the least to the largest, evenly spaced by their square roots. */
function rootSpaced(sizes: readonly number[]): readonly number[] {
  if (sizes.length === 0) return []
  const least = Math.sqrt(Math.min(...sizes))
  const most = Math.sqrt(Math.max(...sizes))
  if (least === most) return [least ** 2]
  const step = (most - least) / (CURVE_POINTS - 1)
  return Array.from({ length: CURVE_POINTS }, (_, point) => (least + point * step) ** 2)
}
