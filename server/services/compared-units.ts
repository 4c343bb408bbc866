import { AGENCY_LEVELS, type Agency, type AgencyLevel } from '../domain/agency.ts'
import { firstDay } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import type { CompareQuery } from './compare-query.ts'

/** An agency that is compared, with everything below it. */
export interface Unit {
  readonly agency: Agency
  /** Codes of the agencies whose answers are its own, by the view that was asked for. */
  readonly lineage: readonly string[]
}

/** The units of one level. */
export interface ComparedUnits {
  readonly level: AgencyLevel
  /** Levels that have units below the same agency, in their order. */
  readonly levels: readonly AgencyLevel[]
  /** Ordered by name, then code. No two of them share an answer. */
  readonly units: readonly Unit[]
  /** Agencies of the level that lie below another one of it: their answers are counted in that one, once. */
  readonly nested: readonly Agency[]
}

/** What is looked at first where nobody says: citizens meet communes most. One unit by itself comes after all of them. */
const LEVELS_BY_HABIT: readonly AgencyLevel[] = ['commune', 'department', 'office', 'province']

/**
 * The units that are compared: agencies of one level that existed in the period, as they are seen by the view. Seen as it is,
 * an agency that was merged into another is no unit: its answers are the other's.
 *
 * @param isSeen whether the viewer may see an agency
 */
export function comparedUnits(
  directory: Directory,
  { level: asked, under, months, view }: Pick<CompareQuery, 'level' | 'under' | 'months' | 'view'>,
  isSeen: (agency: Agency) => boolean,
): ComparedUnits {
  const [from, to] = [firstDay(months.from), firstDay(months.to)]
  const below = under === null ? directory.agencies : directory.subtree(under).filter(({ code }) => code !== under)
  const candidates = below.filter(
    (agency) =>
      isSeen(agency) &&
      (agency.validFrom === null || agency.validFrom < to) &&
      (agency.validTo === null || agency.validTo > from) &&
      (view === 'as-it-was' || agency.successor === null),
  )
  const countOf = (level: AgencyLevel): number => candidates.filter((agency) => agency.level === level).length
  const levels = AGENCY_LEVELS.filter((level) => countOf(level) > 0)
  const usual = LEVELS_BY_HABIT.find((one) => countOf(one) > 1) ?? LEVELS_BY_HABIT.find((one) => countOf(one) > 0)
  const level = asked ?? usual ?? 'commune'
  const ofLevel = candidates.filter((agency) => agency.level === level)
  const codes = new Set(ofLevel.map(({ code }) => code))
  const isNested = ({ parent }: Agency): boolean => {
    for (
      let at = parent && directory.agency(parent);
      at;
      at = at.parent === null ? null : directory.agency(at.parent)
    ) {
      if (codes.has(at.code)) return true
    }
    return false
  }
  const byName = ofLevel.toSorted((a, b) => a.names.vi.localeCompare(b.names.vi, 'vi') || (a.code < b.code ? -1 : 1))
  return {
    level,
    levels,
    units: byName
      .filter((agency) => !isNested(agency))
      .map((agency) => ({ agency, lineage: directory.lineage(agency.code, view).map(({ code }) => code) })),
    nested: byName.filter(isNested),
  }
}
