import type { Figure } from '../../../scoring/figure.ts'

/** The stretch of the scale that a group of marks is drawn on; it ends at 100. */
export interface Axis {
  /** Points at its left end. */
  readonly from: number
}

/** What of a figure is drawn. Without bounds it is a dot alone. */
export type Stretch = Pick<Figure, 'index' | 'lower' | 'upper'>

/** A place on an axis as a share of the drawing's width, however wide it is shown: `73.4%`. */
type Place = string

/** A dot with a whisker and the target, ready to draw. */
export interface IntervalMark {
  readonly x: Place
  readonly lower: Place
  readonly upper: Place
  /** Null where no target was set. */
  readonly target: Place | null
}

/** An axis, ready to draw above its marks. */
export interface AxisMark {
  readonly from: string
  readonly to: string
  /** Null where there is none, or not the same one for all marks. */
  readonly target: AxisTarget | null
}

/** A line at the target, and its words beside it. */
export interface AxisTarget {
  readonly x: Place
  readonly label: string
  readonly at: Place
  readonly anchor: 'start' | 'middle' | 'end'
}

/** The axis on which all of these figures and targets can be drawn: from the nearest ten below the lowest of them. */
export function axisFor(figures: readonly (Stretch | null)[], targets: readonly (number | null)[]): Axis {
  const lows = figures.map((figure) => figure && (figure.lower ?? figure.index))
  const known = [...lows, ...targets].filter((value) => value !== null)
  return { from: Math.max(0, Math.min(90, Math.floor(Math.min(...known, 100) / 10) * 10)) }
}

/** Where a figure and its target lie on an axis; null where there is nothing to draw. */
export function intervalMark({ index, lower, upper }: Stretch, target: number | null, axis: Axis): IntervalMark | null {
  if (index === null) return null
  const place = (value: number): Place => `${shareOf(value, axis)}%`
  return {
    x: place(index),
    lower: place(lower ?? index),
    upper: place(upper ?? index),
    target: target === null ? null : place(target),
  }
}

/**
 * The target on an axis. Words that would run out of the drawing are aligned with its end.
 *
 * @param room what half of the words take of the drawing, in percent
 */
export function axisTarget(value: number, label: string, axis: Axis, room: number): AxisTarget {
  const share = shareOf(value, axis)
  const x = `${share}%`
  if (share < room) return { x, label, at: '0%', anchor: 'start' }
  if (share > 100 - room) return { x, label, at: '100%', anchor: 'end' }
  return { x, label, at: x, anchor: 'middle' }
}

/** How far along the axis a value lies, in percent to a tenth; room is left at both ends for half a dot. */
function shareOf(value: number, { from }: Axis): number {
  const share = MARGIN + ((value - from) / (100 - from)) * (100 - 2 * MARGIN)
  return Math.round(share * 10) / 10
}

const MARGIN = 4
