import type { Agency } from '../domain/agency.ts'
import { firstDay, type LocalDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { monthsOf } from '../domain/period.ts'
import type { PublicCode } from '../domain/service-point.ts'
import type { Target } from '../domain/target.ts'
import type { TallyCell } from '../storage/port.ts'
import type { ChildRow, DashboardQuery, FieldRow, MonthRow, PointRow } from './agency-dashboard.ts'
import { withoutSubtraction } from './shown-figure.ts'
import { shownIndex, type IndexRules } from './shown-index.ts'

/** What the rows of a dashboard are made from: cells of one series at the return step, in the cuts `point` and `field`. */
export interface RowParts {
  readonly directory: Directory
  readonly agency: Agency
  readonly query: DashboardQuery
  /** The instrument's key: a target binds one instrument. */
  readonly instrument: string
  readonly rules: IndexRules
  readonly today: LocalDay
  readonly cells: readonly TallyCell[]
}

/** The target of an agency and field on the last day of the period. */
export function targetOf(
  { directory, instrument, query }: RowParts,
  agency: string,
  field: string | null,
): Target | null {
  return directory.targetFor(instrument, agency, field, query.period.to - 1)
}

/**
 * The agencies directly below, and the service points of all others whose answers the agency's index holds: together
 * they make up the whole, so they are hidden together.
 */
export function placeRows(parts: RowParts): { points: readonly PointRow[]; children: readonly ChildRow[] } {
  const { directory, agency, query, rules } = parts
  const cells = parts.cells.filter(({ cut }) => cut === 'point')
  const childOf = new Map<string, string>()
  const children = childrenOf(parts)
  for (const child of children) {
    for (const { code } of directory.lineage(child.code, query.view)) {
      if (!childOf.has(code)) childOf.set(code, child.code)
    }
  }
  const byPlace = Map.groupBy(cells, (cell) => childOf.get(cell.agency) ?? '')
  const childRows = children.map((child): ChildRow => {
    const target = targetOf(parts, child.code, null)
    return { agency: child, target, shown: shownIndex(byPlace.get(child.code) ?? [], target, rules) }
  })

  const target = targetOf(parts, agency.code, null)
  const byPoint = Map.groupBy(byPlace.get('') ?? [], ({ value }) => value)
  const ids = new Set([...directory.pointsOf(agency.code).map(({ id }) => id), ...byPoint.keys()])
  const pointRows = [...ids].map((id): PointRow => {
    const answered = byPoint.get(id) ?? []
    const point = directory.point(id)
    return {
      point: point ?? { id, names: { vi: id } },
      agency: directory.agency(point?.agency ?? answered[0]?.agency ?? '') ?? agency,
      codes: codesOf(parts, id),
      shown: shownIndex(answered, target, rules),
    }
  })
  const rows = withoutSubtraction<PointRow | ChildRow>([...pointRows, ...childRows], rules.least)
  return {
    points: rows.filter((row) => 'point' in row),
    children: rows.filter((row): row is ChildRow => !('point' in row)),
  }
}

/** One row a procedure field with answers, the busiest first. */
export function fieldRows(parts: RowParts): readonly FieldRow[] {
  const { rules } = parts
  const byField = Map.groupBy(
    parts.cells.filter(({ cut }) => cut === 'field'),
    ({ value }) => value,
  )
  const rows = [...byField].map(([code, cells]): FieldRow => {
    const target = targetOf(parts, parts.agency.code, code)
    const field = parts.directory.field(code) ?? { code, names: { vi: code } }
    return { field, target, shown: shownIndex(cells, target, rules) }
  })
  return withoutSubtraction(
    rows.sort((a, b) => b.shown.n - a.shown.n || (a.field.code < b.field.code ? -1 : 1)),
    rules.least,
  )
}

/** One row a month that the period touches, silent ones included, each against the target of its own time. */
export function monthRows({ directory, agency, query, instrument, rules, cells }: RowParts): readonly MonthRow[] {
  const byMonth = Map.groupBy(
    cells.filter(({ cut }) => cut === 'point'),
    ({ month }) => month,
  )
  const rows = monthsOf(query.period).map((month): MonthRow => {
    const lastDay = Math.min(query.period.to, firstDay(month + 1)) - 1
    const target = directory.targetFor(instrument, agency.code, null, lastDay)
    return { month, target, shown: shownIndex(byMonth.get(month) ?? [], target, rules) }
  })
  return withoutSubtraction(rows, rules.least)
}

/**
 * Agencies directly below that existed in the period. Seen as it is, one that was merged into another is left out:
 * its answers are the other's.
 */
function childrenOf({ directory, agency, query: { period, view } }: RowParts): readonly Agency[] {
  return directory
    .children(agency.code)
    .filter(
      ({ validFrom, validTo, successor }) =>
        (validFrom === null || validFrom < period.to) &&
        (validTo === null || validTo > period.from) &&
        (view === 'as-it-was' || successor === null),
    )
}

function codesOf({ directory, today }: RowParts, point: string): PointRow['codes'] {
  const isLive = ({ withdrawnOn }: PublicCode): boolean => withdrawnOn === null || withdrawnOn > today
  return directory
    .codesOf(point)
    .filter(isLive)
    .map((code) => ({ code, field: directory.field(code.field) }))
}
