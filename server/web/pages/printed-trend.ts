import type { Language } from '../language.ts'
import type { FigureCells, FigureValue } from './figure-cells.ts'
import type { FigureSection } from './figure-section.ts'
import type { MarkKind } from './verdict-words.ts'

/** The index month by month as a drawing of lines and words, as sharp on paper as its text. */
export interface PrintedTrend {
  readonly heading: string
  readonly finding: string | null
  /** What the drawing shows, in words. */
  readonly alternative: string
  readonly width: number
  readonly height: number
  /** Lines across at round numbers of points. */
  readonly ticks: readonly { readonly y: number; readonly label: string }[]
  readonly plot: { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number }
  readonly months: readonly { readonly x: number; readonly label: string }[]
  /** Between neighbouring months that are both shown, within one series. */
  readonly lines: readonly Line[]
  readonly whiskers: readonly Line[]
  readonly targets: readonly Line[]
  readonly dots: readonly { readonly x: number; readonly y: number; readonly kind: MarkKind }[]
  /** The figures above their dots; none where there are too many months. */
  readonly figures: readonly { readonly x: number; readonly y: number; readonly label: string }[]
  /** Before which months something changed besides the answers; `sign` leads to the words below the drawing. */
  readonly events: readonly { readonly x: number; readonly sign: string }[]
  readonly changes: readonly { readonly sign: string; readonly words: string }[]
  /** How many changes have no words here; null where all have. */
  readonly moreChanges: string | null
  readonly note: string
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

const WIDTH = 720
const HEIGHT = 210
const PLOT = { left: 34, right: 712, top: 30, bottom: 186 }
/** More months than this leave no room for their figures, nor for the name of each. */
const MOST_NAMED = 14
/** How far the words of a figure stand above its whisker. */
const ABOVE = 5
/** The scale begins at a multiple of this many points. */
const POINTS_OF_SCALE = 10
/** How far apart its lines are: the first that leaves no more than {@link MOST_TICKS} of them. */
const POINTS_BETWEEN_TICKS = [2, 5, 10, 20]
const MOST_TICKS = 6
/** Changes whose words are printed; the lines of all are drawn. */
const MOST_EVENTS = 6
/** Words of a change that are longer than this would push the drawing off its sheet. */
const LONGEST_EVENT = 120

/** The drawing of a table of months; null where fewer than two months are shown. */
export function printedTrend(section: FigureSection, { t, format }: Language): PrintedTrend | null {
  const { rows, table, heading, finding, chart } = section
  const { cells } = table
  const step = (PLOT.right - PLOT.left) / Math.max(rows.length, 1)
  const xOf = (i: number): number => round(PLOT.left + (i + 0.5) * step)
  const places = cells.map(({ value }, i): Place | null => value && { x: xOf(i), value })
  const shown = places.filter((place) => place !== null)
  if (shown.length < 2) return null
  const from = lowestOf(cells)
  const yOf = (points: number): number =>
    round(PLOT.bottom - ((points - from) / (100 - from)) * (PLOT.bottom - PLOT.top))
  const isNamed = rows.length <= MOST_NAMED
  const apart = Math.ceil(rows.length / MOST_NAMED)
  const isBroken = (i: number): boolean => rows[i]?.events.some(({ kind }) => kind === 'break') ?? false
  const events = rows.flatMap(({ events: found }, i) => found.map(({ words }) => ({ i, words })))
  return {
    heading,
    finding,
    alternative: chart?.alternative ?? heading,
    width: WIDTH,
    height: HEIGHT,
    ticks: ticksFrom(from).map((points) => ({ y: yOf(points), label: format.count(points) })),
    plot: PLOT,
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
    targets: cells.flatMap(({ target }, i): Line[] => {
      if (!target) return []
      const y = yOf(target.value)
      return [{ x1: round(xOf(i) - step / 2), y1: y, x2: round(xOf(i) + step / 2), y2: y }]
    }),
    dots: shown.map(({ x, value: { exact, kind } }) => ({ x, y: yOf(exact.index), kind })),
    figures: isNamed
      ? shown.map(({ x, value: { exact } }) => ({
          x,
          y: round(yOf(exact.upper ?? exact.index) - ABOVE),
          label: format.decimal(exact.index),
        }))
      : [],
    events: events.map(({ i }, nth) => ({ x: round(xOf(i) - step / 2), sign: format.count(nth + 1) })),
    changes: events.slice(0, MOST_EVENTS).map(({ words }, nth) => ({
      sign: format.count(nth + 1),
      words: words.length > LONGEST_EVENT ? t('printed-report:long-change') : words,
    })),
    moreChanges:
      events.length > MOST_EVENTS
        ? t('printed-report:more-changes', { count: format.count(events.length - MOST_EVENTS) })
        : null,
    note: t(isNamed ? 'printed-report:trend-note' : 'printed-report:trend-note-many'),
  }
}

/** Where the scale begins: at the nearest ten below all that is drawn. */
function lowestOf(cells: readonly FigureCells[]): number {
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
