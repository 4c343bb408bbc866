import { inLanguage } from '../../domain/words.ts'
import type { PlacedUnit, UnitFunnel } from '../../services/unit-funnel.ts'
import type { Language } from '../language.ts'
import { shortened, widthOf } from './fitted-lines.ts'
import { funnelKind, isOutside, type FunnelKind } from './funnel-places.ts'
import { tenths, type FunnelScale } from './funnel-scale.ts'
import { placedLabels, type Box, type LabelPlace, type Segment } from './label-places.ts'

/** One unit of a funnel plot. */
export interface DrawnPoint {
  readonly kind: FunnelKind
  readonly x: number
  readonly y: number
  readonly href: string
  /** Name, index, size and place, in words. */
  readonly title: string
  readonly label: {
    readonly text: string
    readonly x: number
    readonly y: number
    readonly anchor: 'start' | 'middle' | 'end'
    /** Whether it always stands there; the others show while the point is pointed at or has the focus. */
    readonly isNamed: boolean
    readonly leader: Segment | null
  }
}

/** Of all words, as the style sheet has it. */
const FONT = 14
/** The height of a line of words. */
export const LINE = 18
/** From the middle of a line down to where its letters stand. */
export const BASELINE = 5
/** Half of what a point takes, with some air. */
export const REACH = 7
/** Names are no longer than this, in em. */
const LONGEST_NAME = 22
/** Of so many units room for a name is searched; more would not find any. */
const MOST_NAMED = 60

/**
 * The units of a funnel plot with their names: those outside come last, so that they lie on top.
 *
 * @param plot where points and names lie
 */
export function funnelPoints(
  { units }: UnitFunnel,
  { scale, plot, hrefOf }: { scale: FunnelScale; plot: Box; hrefOf: (unit: PlacedUnit) => string },
  language: Language,
): readonly DrawnPoint[] {
  const points = units.flatMap((one) => pointOf(one, scale, hrefOf, language) ?? [])
  const wishes = points
    .filter(({ kind }) => isOutside(kind))
    .sort((a, b) => b.beyond - a.beyond)
    .slice(0, MOST_NAMED)
  const taken = points.map(({ x, y }) => ({ left: x - REACH, right: x + REACH, top: y - REACH, bottom: y + REACH }))
  const places = placedLabels(
    wishes.map(({ x, y, text }) => ({ x, y, width: widthOf(text) * FONT })),
    { room: plot, height: LINE, taken },
  )
  const placeOf = new Map(wishes.map((point, i) => [point, places[i] ?? null]))
  return points
    .toSorted((a, b) => Number(isOutside(a.kind)) - Number(isOutside(b.kind)))
    .map((point) => {
      const { kind, x, y, href, title } = point
      const place = placeOf.get(point)
      return { kind, x, y, href, title, label: place ? standing(point, place) : hovering(point, plot) }
    })
}

/** A point that has no place for its name yet. */
interface BarePoint extends Omit<DrawnPoint, 'label'> {
  readonly text: string
  /** How far it lies outside: whose name matters more. */
  readonly beyond: number
}

function pointOf(
  one: PlacedUnit,
  scale: FunnelScale,
  hrefOf: (unit: PlacedUnit) => string,
  { t, format, code }: Language,
): BarePoint | null {
  const { unit, placed } = one
  if (!placed || !unit.tested?.exact || unit.tested.index === null) return null
  const { exact, index } = unit.tested
  const name = inLanguage(unit.agency.names, code)
  const kind = funnelKind(placed.place)
  const values = { unit: name, index: format.percent(exact), size: format.decimal(placed.effective, 0) }
  return {
    ...{ kind, x: tenths(scale.x(placed.effective)), y: tenths(scale.y(index)), href: hrefOf(one) },
    title: t('funnel:point', { ...values, place: t(`funnel:place-${kind}`) }),
    text: shortened(name, LONGEST_NAME),
    beyond: beyond(index, placed),
  }
}

/** In widths of the funnel at the unit's size; whoever is beyond an outer limit comes before those beyond an inner one. */
function beyond(index: number, { limits: { inner, outer }, place }: NonNullable<PlacedUnit['placed']>): number {
  const isOuter = place.endsWith('outer')
  const { lower, upper } = isOuter ? outer : inner
  return (isOuter ? FAR : 0) + Math.max(lower - index, index - upper) / (inner.upper - inner.lower)
}

/** More than any number of widths. */
const FAR = 1e6

function standing({ x, text }: BarePoint, { box, leader }: LabelPlace): DrawnPoint['label'] {
  const { left, right, top, bottom } = box
  const anchor = left >= x ? 'start' : right <= x ? 'end' : 'middle'
  const at = { start: left, end: right, middle: (left + right) / 2 }[anchor]
  return {
    ...{ text, anchor, isNamed: true },
    ...{ x: tenths(at), y: tenths((top + bottom) / 2 + BASELINE) },
    leader: leader && { x1: leader.x1, y1: leader.y1, x2: tenths(leader.x2), y2: tenths(leader.y2) },
  }
}

/** A name that shows while it is asked for: above its point, or below where there is no room, towards the middle. */
function hovering({ x, y, text }: BarePoint, plot: Box): DrawnPoint['label'] {
  const isRight = x > (plot.left + plot.right) / 2
  const isHigh = y - plot.top < 2 * LINE
  return {
    ...{ text, anchor: isRight ? 'end' : 'start', isNamed: false, leader: null },
    ...{ x, y: tenths(isHigh ? y + 3 * REACH : y - 2 * REACH) },
  }
}
