import type { Target } from '../../domain/target.ts'
import type { PlacedUnit, UnitFunnel } from '../../services/unit-funnel.ts'
import type { Formats } from '../format.ts'
import type { Language } from '../language.ts'
import { isOutside } from './funnel-places.ts'
import { BASELINE, funnelPoints, LINE, REACH, type DrawnPoint } from './funnel-points.ts'
import { funnelScale, tenths, type FunnelScale } from './funnel-scale.ts'
import type { Box, Segment } from './label-places.ts'
import { spreadPlaces } from './spread-places.ts'
import { thresholdOf } from './verdict-words.ts'

/** A funnel plot in the units of its own drawing, ready to be written down. */
export interface FunnelDrawing {
  readonly width: number
  readonly height: number
  /** The frame of the points. */
  readonly plot: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  /** Both axes as one line. */
  readonly axes: string
  readonly xTicks: readonly AxisTick[]
  /** Their lines run through the whole frame. */
  readonly yTicks: readonly AxisTick[]
  readonly xTitle: { readonly x: number; readonly y: number; readonly text: string }
  readonly yTitle: { readonly x: number; readonly y: number; readonly text: string }
  /** The area within the inner limits. */
  readonly area: string
  readonly curves: readonly { readonly kind: CurveKind; readonly path: string }[]
  /** What the curves are called, at their ends. */
  readonly ends: readonly CurveEnd[]
  readonly points: readonly DrawnPoint[]
  /** How many units outside there is no room to name. */
  readonly unnamed: number
}

export type CurveKind = 'inner' | 'outer' | 'centre'

interface AxisTick {
  readonly line: Segment
  readonly label: { readonly x: number; readonly y: number; readonly text: string }
}

interface CurveEnd {
  readonly kind: CurveKind
  readonly x: number
  readonly y: number
  readonly text: string
  /** From the end of the curve to its words. */
  readonly leader: Segment
}

const WIDTH = 960
const HEIGHT = 560
const PLOT: Box = { left: 48, right: 776, top: 34, bottom: 500 }
/** Between the frame and the words of the curves. */
const ASIDE = 18
const TICK = 6

/**
 * Draws a funnel plot.
 *
 * @param hrefOf where a unit leads to
 * @returns null where no unit can be placed
 */
export function funnelDrawing(
  found: UnitFunnel,
  hrefOf: (unit: PlacedUnit) => string,
  language: Language,
): FunnelDrawing | null {
  const { t, format } = language
  const { centre, curve } = found
  if (!centre || curve.length === 0) return null
  const scale = funnelScale(found, PLOT)
  const points = funnelPoints(found, { scale, plot: PLOT, hrefOf }, language)
  const path = (valueOf: (limits: Limits, centre: number) => number, of = curve): string =>
    pathOf(of.map(({ effective, limits }) => ({ x: scale.x(effective), y: scale.y(valueOf(limits, centre.points)) })))
  return {
    ...{ width: WIDTH, height: HEIGHT },
    plot: { x: PLOT.left, y: PLOT.top, width: PLOT.right - PLOT.left, height: PLOT.bottom - PLOT.top },
    axes: `M${PLOT.left} ${PLOT.top}V${PLOT.bottom}H${PLOT.right}`,
    xTicks: scale.xTicks.map((size) => xTick(tenths(scale.x(size)), format.count(size))),
    yTicks: scale.yTicks.map((points) => yTick(tenths(scale.y(points)), format.count(points))),
    xTitle: { x: (PLOT.left + PLOT.right) / 2, y: HEIGHT - 12, text: t('funnel:axis-size') },
    yTitle: { x: 0, y: 16, text: t('funnel:axis-index') },
    area: `M${path(({ inner }) => inner.upper)}L${path(({ inner }) => inner.lower, curve.toReversed())}Z`,
    curves: LINES.map(({ kind, valueOf }) => ({ kind, path: `M${path(valueOf)}` })),
    ends: endsOf(found, centre, scale, language),
    points,
    unnamed: points.filter(({ kind, label }) => isOutside(kind) && !label.isNamed).length,
  }
}

type Limits = UnitFunnel['curve'][number]['limits']

/** The lines that are drawn, from the highest to the lowest. */
const LINES: readonly { readonly kind: CurveKind; readonly valueOf: (limits: Limits, centre: number) => number }[] = [
  { kind: 'outer', valueOf: ({ outer }) => outer.upper },
  { kind: 'inner', valueOf: ({ inner }) => inner.upper },
  { kind: 'centre', valueOf: (_, centre) => centre },
  { kind: 'inner', valueOf: ({ inner }) => inner.lower },
  { kind: 'outer', valueOf: ({ outer }) => outer.lower },
]

/** The places of a line; where units are all of one size and there is but one place, a short line through it. */
function pathOf(places: readonly { readonly x: number; readonly y: number }[]): string {
  const reach = places.length === 1 ? [-3 * REACH, 3 * REACH] : [0]
  return places.flatMap(({ x, y }) => reach.map((aside) => `${tenths(x + aside)} ${tenths(y)}`)).join('L')
}

/** A number below the lower axis, with a short line. */
function xTick(x: number, text: string): AxisTick {
  return {
    line: { x1: x, x2: x, y1: PLOT.bottom, y2: PLOT.bottom + TICK },
    label: { x, y: PLOT.bottom + TICK + LINE, text },
  }
}

/** A number left of the upright axis, with a line through the frame. */
function yTick(y: number, text: string): AxisTick {
  return {
    line: { x1: PLOT.left, x2: PLOT.right, y1: y, y2: y },
    label: { x: PLOT.left - TICK, y: y + BASELINE, text },
  }
}

/** The words of the curves, right of the frame, one below the other. */
function endsOf(
  { curve, target }: UnitFunnel,
  centre: NonNullable<UnitFunnel['centre']>,
  scale: FunnelScale,
  { t, format }: Language,
): readonly CurveEnd[] {
  const last = curve.at(-1)
  if (!last) return []
  const wanted = LINES.map(({ valueOf }) => scale.y(valueOf(last.limits, centre.points)))
  const places = spreadPlaces(wanted, LINE, { from: LINE / 2, to: PLOT.bottom })
  return LINES.map(({ kind }, i) => {
    const at = tenths(places[i] ?? 0)
    return {
      ...{ kind, x: PLOT.right + ASIDE, y: at + BASELINE },
      text:
        kind === 'centre'
          ? t(`funnel:end-${centre.kind}`, { points: centreWords(centre, target, format) })
          : t(`funnel:end-${kind}`),
      leader: {
        ...{ x1: tenths(scale.x(last.effective)), y1: tenths(wanted[i] ?? 0) },
        ...{ x2: PLOT.right + ASIDE - 4, y2: at },
      },
    }
  })
}

/** The centre as it is printed: a target as its decision has it, a mean with two decimals. */
export function centreWords(
  { kind, points }: NonNullable<UnitFunnel['centre']>,
  target: Target | null,
  format: Formats,
): string {
  return kind === 'target' && target ? thresholdOf(target, format) : `${format.decimal(points)} %`
}
