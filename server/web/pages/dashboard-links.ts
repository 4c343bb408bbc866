import { isoDay } from '../../domain/calendar.ts'
import type { DashboardQuery } from '../../services/agency-dashboard.ts'

/** The address of an agency's dashboard; without a query, of its last twelve months. */
export function dashboardHref(agencyCode: string, query?: DashboardQuery): string {
  const path = `/agencies/${encodeURIComponent(agencyCode)}`
  return query ? `${path}?${filterOf(query).toString()}` : path
}

/** Addresses of the files that hold what a dashboard counts, by the same filter. */
export function downloadHrefs(
  agencyCode: string,
  query: DashboardQuery,
): Readonly<Record<'excel' | 'plain' | 'manifest' | 'codebook' | 'other', string>> {
  const path = `/agencies/${encodeURIComponent(agencyCode)}`
  const filter = filterOf(query)
  filter.set('step', 'return')
  const file = (audience: string): string => {
    const asked = new URLSearchParams(filter)
    asked.set('for', audience)
    return `${path}/responses.csv?${asked.toString()}`
  }
  return {
    excel: file('excel'),
    plain: file('plain'),
    manifest: `${path}/manifest.json?${filter.toString()}`,
    other: `${path}/exports?${filter.toString()}`,
    codebook: `${path}/codebook.csv?${filter.toString()}`,
  }
}

/** The query as an address carries it: `to` is the last day of the period, not the first after it. */
function filterOf({ period, view, questionnaire }: DashboardQuery): URLSearchParams {
  const filter = new URLSearchParams({ from: isoDay(period.from), to: isoDay(period.to - 1) })
  if (view !== 'as-it-is') filter.set('view', view)
  if (questionnaire !== null) filter.set('questionnaire', questionnaire)
  return filter
}
