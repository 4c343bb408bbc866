import type { Formats } from '../format.ts'
import type { FigureCells, FigureValue } from './figure-cells.ts'
import type { RowEvent } from './figure-section.ts'
import type { MarkKind } from './verdict-words.ts'

/** Figures month by month as a drawing of lines and words, as sharp on paper as its text. */
export interface TrendDrawing {
  /** What the drawing shows, in words. */
  readonly alternative: string
  readonly width: number
  readonly height: number
  /** Lines across at round numbers of points. */
  readonly ticks: readonly { readonly y: number; readonly label: string }[]
  readonly plot: Plot
  readonly months: readonly { readonly x: number; readonly label: string }[]
  /** Between neighbouring months that are both shown, within one series. */
  readonly lines: readonly Line[]
  readonly whiskers: readonly Line[]
  readonly targets: readonly Line[]
  /** The last target, at the end of its line; null where there is no room for it or none was set. */
  readonly target: { readonly x: number; readonly y: number; readonly label: string } | null
  readonly dots: readonly { readonly x: number; readonly y: number; readonly kind: MarkKind }[]
  /** The figures above their dots; none where there are too many months. */
  readonly figures: readonly { readonly x: number; readonly y: number; readonly label: string }[]
  /** Before which months something changed besides the answers; `sign` leads to the words below the drawing. */
  readonly events: readonly { readonly x: number; readonly sign: string }[]
}

interface Plot {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface Line {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

interface Place {
  readonly x: number
  readonly value: FigureValue
}

/** What is drawn: the name and the changes of each month, and its figure. */
export interface DrawnMonths {
  readonly rows: readonly { readonly label: string; readonly events: readonly RowEvent[] }[]
  readonly cells: readonly FigureCells[]
}

/** How large a drawing is, and what it has room for. */
export interface TrendSize {
  readonly width: number
  readonly height: number
  readonly plot: Plot
  /** With more months than this there is no room for their figures. */
  readonly mostFigures: number
  /** So many months are named at most. */
  readonly mostNamed: number
  /** Whether the target has room at the right. */
  readonly hasTarget: boolean
}

/** How far the words of a figure stand above its whisker. */
const ABOVE = 5
/** The scale begins at a multiple of this many points. */
const POINTS_OF_SCALE = 10
/** How far apart its lines are: the first that leaves no more than {@link MOST_TICKS} of them. */
const POINTS_BETWEEN_TICKS = [2, 5, 10, 20]
const MOST_TICKS = 6

/**
 * Draws months; null where none is shown.
 *
 * @param from points at the foot of the scale, as {@link scaleOf} has them
 */
export function trendDrawing(
  { rows, cells }: DrawnMonths,
  { size, from, alternative }: { readonly size: TrendSize; readonly from: number; readonly alternative: string },
  format: Formats,
): TrendDrawing | null {
  const { width, height, plot } = size
  const step = (plot.right - plot.left) / Math.max(rows.length, 1)
  const edgeOf = (i: number): number => round(plot.left + i * step)
  const xOf = (i: number): number => edgeOf(i + 0.5)
  const yOf = (points: number): number =>
    round(plot.bottom - ((points - from) / (100 - from)) * (plot.bottom - plot.top))
  const places = cells.map(({ value }, i): Place | null => value && { x: xOf(i), value })
  const shown = places.filter((place) => place !== null)
  if (shown.length === 0) return null
  const apart = Math.ceil(rows.length / size.mostNamed)
  const target = size.hasTarget ? cells.at(-1)?.target : null
  const isBroken = (i: number): boolean => rows[i]?.events.some(({ kind }) => kind === 'break') ?? false
  return {
    ...{ alternative, width, height, plot },
    ticks: ticksFrom(from).map((points) => ({ y: yOf(points), label: format.count(points) })),
    months: rows.flatMap(({ label }, i) => (i % apart === 0 ? [{ x: xOf(i), label }] : [])),
    lines: places.flatMap((place, i): Line[] => {
      const next = places[i + 1]
      if (!place || !next || isBroken(i + 1)) return []
      return [{ x1: place.x, y1: yOf(place.value.exact.index), x2: next.x, y2: yOf(next.value.exact.index) }]
    }),
    whiskers: shown.map(({ x, value: { exact } }) => ({
      x1: x,
      y1: yOf(exact.lower ?? exact.index),
      x2: x,
      y2: yOf(exact.upper ?? exact.index),
    })),
    targets: joined(
      cells.flatMap(({ target }, i): Line[] => {
        if (!target) return []
        const y = yOf(target.value)
        return [{ x1: edgeOf(i), y1: y, x2: edgeOf(i + 1), y2: y }]
      }),
    ),
    target: target ? { x: plot.right, y: yOf(target.value), label: target.label } : null,
    dots: shown.map(({ x, value: { exact, kind } }) => ({ x, y: yOf(exact.index), kind })),
    figures:
      rows.length <= size.mostFigures
        ? shown.map(({ x, value: { exact } }) => ({
            x,
            y: round(yOf(exact.upper ?? exact.index) - ABOVE),
            label: format.decimal(exact.index),
          }))
        : [],
    events: rows
      .flatMap(({ events }, i) => events.map(() => i))
      .map((i, nth) => ({ x: edgeOf(i), sign: format.count(nth + 1) })),
  }
}

/** Lines across, each joined with the next where that goes on at its height, so that dashes do not begin anew. */
function joined(lines: readonly Line[]): readonly Line[] {
  const found: Line[] = []
  for (const line of lines) {
    const last = found.at(-1)
    if (last?.x2 === line.x1 && last.y2 === line.y1) found[found.length - 1] = { ...last, x2: line.x2 }
    else found.push(line)
  }
  return found
}

/** Where a scale begins on which all of these can be drawn: at the nearest ten below the lowest. */
export function scaleOf(cells: readonly FigureCells[]): number {
  const marks = cells.flatMap(({ value, target }) =>
    value ? [value.exact.lower ?? value.exact.index, target?.value ?? 100] : [],
  )
  return Math.max(0, Math.min(90, Math.floor(Math.min(...marks, 100) / POINTS_OF_SCALE) * POINTS_OF_SCALE))
}

function ticksFrom(from: number): readonly number[] {
  const countOf = (apart: number): number => Math.floor((100 - from) / apart) + 1
  const apart = POINTS_BETWEEN_TICKS.find((points) => countOf(points) <= MOST_TICKS) ?? 100
  return Array.from({ length: countOf(apart) }, (_, i) => 100 - i * apart)
}

/** A place in the drawing, to a tenth of its unit. */
function round(place: number): number {
  return Math.round(place * 10) / 10
}
