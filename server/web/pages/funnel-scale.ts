import type { UnitFunnel } from '../../services/unit-funnel.ts'
import { pointTicks, roundTicks } from './axis-ticks.ts'
import type { Box } from './label-places.ts'

/** How figures become places in a drawing. */
export interface FunnelScale {
  readonly x: (effective: number) => number
  readonly y: (points: number) => number
  readonly xTicks: readonly number[]
  readonly yTicks: readonly number[]
}

/** Room between the outermost points and the frame. */
const MARGIN = 14
/** A number of the lower axis takes so much room. */
const TICK_ROOM = 52

/**
 * The axes of a funnel plot: effective sizes by their square roots, so that small units do not lie on top of each other, and
 * points from the nearest ten below everything that must be seen up to 100. Outer limits of the smallest units may lie below.
 *
 * @param plot where the points lie
 */
export function funnelScale({ units, centre, curve }: UnitFunnel, plot: Box): FunnelScale {
  const roots = curve.map(({ effective }) => Math.sqrt(effective))
  const least = Math.min(...roots)
  const most = Math.max(...roots)
  const perRoot = most > least ? (plot.right - plot.left - 2 * MARGIN) / (most - least) : 0
  const middle = (plot.left + plot.right) / 2
  const x = (effective: number): number =>
    most > least ? plot.left + MARGIN + (Math.sqrt(effective) - least) * perRoot : middle
  const lows = [
    ...units.flatMap(({ unit, placed }) => (placed && unit.tested?.index != null ? [unit.tested.index] : [])),
    ...curve.map(({ limits }) => limits.inner.lower),
    centre?.points ?? 100,
  ]
  const from = Math.max(0, Math.min(90, Math.floor(Math.min(...lows) / 10) * 10))
  const y = (points: number): number =>
    plot.bottom - ((points - from) / (100 - from)) * (plot.bottom - plot.top - MARGIN)
  return { x, y, xTicks: roundTicks({ from: least ** 2, to: most ** 2 }, x, TICK_ROOM), yTicks: pointTicks(from) }
}

/** As exact as a drawing needs to be. */
export function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
