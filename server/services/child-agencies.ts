import type { Agency } from '../domain/agency.ts'
import type { Period } from '../domain/calendar.ts'
import type { Directory, Lineage } from '../domain/directory.ts'

/** An agency directly below another one, as a row of that one's page. */
export interface ChildAgency {
  readonly agency: Agency
  /** Codes of the agencies whose answers the row counts: those of its lineage that no row before it counts. */
  readonly lineage: ReadonlySet<string>
}

/**
 * Agencies directly below one that existed in a period. Seen as it is, one that was merged into another is left out: its
 * answers are the other's.
 */
export function childAgencies(
  directory: Directory,
  code: string,
  { period, view }: { readonly period: Period; readonly view: Lineage },
): readonly ChildAgency[] {
  const counted = new Set<string>()
  return directory
    .children(code)
    .filter(
      ({ validFrom, validTo, successor }) =>
        (validFrom === null || validFrom < period.to) &&
        (validTo === null || validTo > period.from) &&
        (view === 'as-it-was' || successor === null),
    )
    .map((agency) => {
      const lineage = directory.lineage(agency.code, view).flatMap((one) => (counted.has(one.code) ? [] : [one.code]))
      for (const one of lineage) counted.add(one)
      return { agency, lineage: new Set(lineage) }
    })
}
