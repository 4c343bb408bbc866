import { sumTallies } from '../../scoring/sum-tallies.ts'
import type { Tally } from '../../scoring/tally.ts'
import { firstDay } from '../domain/calendar.ts'
import { monthsOf } from '../domain/period.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { ChildRow, FieldRow, MonthRow, PointRow } from './agency-dashboard.ts'
import { childAgencies } from './child-agencies.ts'
import { placeOf, type CountedCut } from './counted-cut.ts'
import { targetOf, targetOn, type DashboardParts } from './dashboard-parts.ts'
import { usable, type Population, type TransactionPlace } from './known-transactions.ts'
import { mergersInto, monthEvents } from './month-events.ts'
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
  const children = childAgencies(directory, agency.code, query)
  const childOf = new Map(children.flatMap((child) => [...child.lineage].map((code) => [code, child.agency.code])))
  const byChild = Map.groupBy(places, (place) => childOf.get(place.agency) ?? '')
  const childRows = children.map((child): ChildRow => {
    const { code } = child.agency
    const target = targetOf(parts, code, null)
    const row = countedRow(parts, summed(byChild.get(code)), { agencies: child.lineage }, target)
    return { agency: child.agency, target, ...row }
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
  const isHidden = (row: PointRow | ChildRow): boolean =>
    counted.isHidden ||
    ('point' in row
      ? (counted.hidden.get('point')?.has(row.point.id) ?? false)
      : (counted.hidden.get('agency')?.has(row.agency.code) ?? false))
  const rows = withoutSubtraction(withoutHidden([...pointRows, ...childRows], isHidden), rules.least)
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
  const { agency, query, rules, counted } = parts
  const byMonth = talliesBy(parts, 'month')
  const mergers = mergersInto(parts.directory, agency.code, query.view)
  let before: Target | null | undefined
  const rows = monthsOf(query.period).map((month): MonthRow => {
    const lastDay = Math.min(query.period.to, firstDay(month + 1)) - 1
    const target = targetOn(parts, agency.code, null, lastDay)
    const { breakAt } = parts
    const events = monthEvents({ month, breakAt, target, before, merged: mergers.get(month) ?? [] })
    before = target
    return { month, target, events, ...countedRow(parts, byMonth.get(String(month)), { month }, target) }
  })
  const isHidden = ({ month }: MonthRow): boolean =>
    counted.isHidden || (counted.hidden.get('month')?.has(String(month)) ?? false)
  return withoutSubtraction(withoutHidden(rows, isHidden), rules.least)
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
