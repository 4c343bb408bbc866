import { sumTallies } from '../../scoring/sum-tallies.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { Agency } from '../domain/agency.ts'
import { firstDay, monthOfDay, type Month } from '../domain/calendar.ts'
import { monthsOf } from '../domain/period.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { ChildRow, FieldRow, MonthEvent, MonthRow, PointRow } from './agency-dashboard.ts'
import { placeOf, type CountedCut } from './counted-cut.ts'
import { targetOf, targetOn, type DashboardParts } from './dashboard-parts.ts'
import { usable, type Population, type TransactionPlace } from './known-transactions.ts'
import { withoutHidden, withoutSubtraction } from './shown-figure.ts'
import { responsesOf, shownIndex } from './shown-index.ts'

/** Out of how many transactions the responses of a page, or of one place on it, came. */
export function populationOf(
  { query, transactions }: DashboardParts,
  place: TransactionPlace,
  responses: number,
): Population {
  const narrowed: Record<string, string> = {}
  for (const { cut, value } of query.filter) {
    if (cut !== 'point' && cut !== 'field') return { count: null, why: 'narrowed' }
    narrowed[cut] = value
  }
  return transactions.of({ ...narrowed, ...place }, responses)
}

/** The figure of some answers with the transactions that they came from. */
function countedRow(
  parts: DashboardParts,
  tally: Tally | undefined,
  place: TransactionPlace,
  target: Target | null,
): Pick<PointRow, 'shown' | 'responses' | 'population'> {
  const responses = tally ? responsesOf(tally) : 0
  const population = populationOf(parts, place, responses)
  return { responses, population, shown: shownIndex(tally, { target, population: usable(population) }, parts.rules) }
}

/**
 * The agencies directly below, and the service points of all others whose answers the agency's index holds: together
 * they make up the whole, so they are hidden together.
 */
export function placeRows(parts: DashboardParts): { points: readonly PointRow[]; children: readonly ChildRow[] } {
  const { directory, agency, query, rules, counted } = parts
  if (isNarrowedBy(parts, 'point')) return { points: [], children: [] }
  const places = [...talliesBy(parts, 'place')].map(([name, tally]) => ({ ...placeOf(name), tally }))
  const children = childrenOf(parts)
  const childOf = new Map<string, string>()
  for (const child of children) {
    for (const { code } of directory.lineage(child.code, query.view)) {
      if (!childOf.has(code)) childOf.set(code, child.code)
    }
  }
  const byChild = Map.groupBy(places, (place) => childOf.get(place.agency) ?? '')
  const childRows = children.map((child): ChildRow => {
    const target = targetOf(parts, child.code, null)
    const agencies = new Set([...childOf].flatMap(([code, of]) => (of === child.code ? [code] : [])))
    return { agency: child, target, ...countedRow(parts, summed(byChild.get(child.code)), { agencies }, target) }
  })

  const target = targetOf(parts, agency.code, null)
  const byPoint = Map.groupBy(byChild.get('') ?? [], ({ point }) => point)
  const known = directory.pointsOf(agency.code).map(({ id }) => id)
  const own = query.filter.length === 0 ? known : known.filter((id) => byPoint.has(id))
  const pointRows = [...new Set([...own, ...[...byPoint.keys()].sort()])].map((id): PointRow => {
    const answered = byPoint.get(id)
    const point = directory.point(id)
    return {
      point: point ?? { id, names: { vi: id } },
      agency: directory.agency(point?.agency ?? answered?.[0]?.agency ?? '') ?? agency,
      codes: codesOf(parts, id),
      ...countedRow(parts, summed(answered), { point: id }, target),
    }
  })
  const hidden = counted.hidden.get('point')
  const rows = withoutSubtraction<PointRow | ChildRow>(
    withoutHidden([...pointRows, ...childRows], (row) => 'point' in row && (hidden?.has(row.point.id) ?? false)),
    rules.least,
  )
  return {
    points: rows.filter((row) => 'point' in row),
    children: rows.filter((row): row is ChildRow => !('point' in row)),
  }
}

/** One row a procedure field with answers, the busiest first. */
export function fieldRows(parts: DashboardParts): readonly FieldRow[] {
  const { rules, counted, directory, agency } = parts
  if (isNarrowedBy(parts, 'field')) return []
  const rows = [...talliesBy(parts, 'field')].map(([code, tally]): FieldRow => {
    const target = targetOf(parts, agency.code, code)
    const field = directory.field(code) ?? { code, names: { vi: code } }
    return { field, target, ...countedRow(parts, tally, { field: code }, target) }
  })
  return withoutSubtraction(
    withoutHidden(
      rows.sort((a, b) => b.shown.n - a.shown.n || (a.field.code < b.field.code ? -1 : 1)),
      ({ field }) => counted.hidden.get('field')?.has(field.code) ?? false,
    ),
    rules.least,
  )
}

/** One row a month that the period touches, silent ones included, each against the target of its own time. */
export function monthRows(parts: DashboardParts): readonly MonthRow[] {
  const { agency, query, rules } = parts
  const byMonth = talliesBy(parts, 'month')
  const mergers = mergersOf(parts)
  let before: Target | null | undefined
  const rows = monthsOf(query.period).map((month): MonthRow => {
    const lastDay = Math.min(query.period.to, firstDay(month + 1)) - 1
    const target = targetOn(parts, agency.code, null, lastDay)
    const events = eventsOf(parts, { month, target, before, merged: mergers.get(month) ?? [] })
    before = target
    return { month, target, events, ...countedRow(parts, byMonth.get(String(month)), { month }, target) }
  })
  return withoutSubtraction(rows, rules.least)
}

function eventsOf(
  { breakAt }: DashboardParts,
  {
    month,
    target,
    before,
    merged,
  }: { month: Month; target: Target | null; before: Target | null | undefined; merged: readonly Agency[] },
): readonly MonthEvent[] {
  const events: MonthEvent[] = []
  if (month === breakAt) events.push({ kind: 'break' })
  if (before !== undefined && before?.threshold !== target?.threshold) events.push({ kind: 'target', from: before })
  if (merged.length > 0) events.push({ kind: 'merger', agencies: merged })
  return events
}

/** Agencies whose work others of the lineage took over, by the month in which they did. */
function mergersOf({ directory, agency, query }: DashboardParts): ReadonlyMap<Month, readonly Agency[]> {
  const merged = directory
    .lineage(agency.code, query.view)
    .filter(({ code, validTo, successor }) => code !== agency.code && validTo !== null && successor !== null)
  return Map.groupBy(merged, ({ validTo }) => monthOfDay(validTo ?? 0))
}

/**
 * Agencies directly below that existed in the period. Seen as it is, one that was merged into another is left out:
 * its answers are the other's.
 */
function childrenOf({ directory, agency, query: { period, view } }: DashboardParts): readonly Agency[] {
  return directory
    .children(agency.code)
    .filter(
      ({ validFrom, validTo, successor }) =>
        (validFrom === null || validFrom < period.to) &&
        (validTo === null || validTo > period.from) &&
        (view === 'as-it-was' || successor === null),
    )
}

function codesOf({ directory, today }: DashboardParts, point: string): PointRow['codes'] {
  const isLive = ({ withdrawnOn }: PublicCode): boolean => withdrawnOn === null || withdrawnOn > today
  return directory
    .codesOf(point)
    .filter(isLive)
    .map((code) => ({ code, field: directory.field(code.field) }))
}

function isNarrowedBy({ query }: DashboardParts, cut: string): boolean {
  return query.filter.some((one) => one.cut === cut)
}

function talliesBy({ counted }: DashboardParts, cut: CountedCut): ReadonlyMap<string, Tally> {
  return counted.cuts.get(cut) ?? new Map<string, Tally>()
}

function summed(places: readonly { readonly tally: Tally }[] | undefined): Tally | undefined {
  const [first] = places ?? []
  return (
    first &&
    sumTallies(
      first.tally.shape,
      (places ?? []).map(({ tally }) => tally),
    )
  )
}
