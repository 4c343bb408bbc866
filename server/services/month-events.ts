import type { Agency } from '../domain/agency.ts'
import { monthOfDay, type Month } from '../domain/calendar.ts'
import type { Directory, Lineage } from '../domain/directory.ts'
import type { Target } from '../domain/target.ts'
import type { MonthEvent } from './agency-dashboard.ts'

/** What is known of a month besides its answers. */
interface MonthState {
  readonly month: Month
  /** The month from which other questions are asked; null where none is. */
  readonly breakAt: Month | null
  readonly target: Target | null
  /** The target of the month before; undefined for the first month that is looked at. */
  readonly before: Target | null | undefined
  /** Agencies whose work was taken over in the month. */
  readonly merged: readonly Agency[]
}

/** What makes a month differ from the one before it besides its answers. */
export function monthEvents({ month, breakAt, target, before, merged }: MonthState): readonly MonthEvent[] {
  const events: MonthEvent[] = []
  if (month === breakAt) events.push({ kind: 'break' })
  if (before !== undefined && before?.threshold !== target?.threshold) events.push({ kind: 'target', from: before })
  if (merged.length > 0) events.push({ kind: 'merger', agencies: merged })
  return events
}

/** Agencies whose work an agency or one below it took over, by the month in which it did. */
export function mergersInto(
  directory: Directory,
  agency: string,
  view: Lineage,
): ReadonlyMap<Month, readonly Agency[]> {
  const merged = directory
    .lineage(agency, view)
    .filter(({ code, validTo, successor }) => code !== agency && validTo !== null && successor !== null)
  return Map.groupBy(merged, ({ validTo }) => monthOfDay(validTo ?? 0))
}
