import { isoDay } from '../../domain/calendar.ts'
import type { AgencyQuery, DashboardQuery } from '../../services/agency-dashboard.ts'
import { DEEPEST_FILTER, withoutCut, type CutValue } from '../../services/answer-filter.ts'
import type { ShownFigure } from '../../services/shown-figure.ts'

/** Which page of an agency: where left out, that of the return step, narrowed by nothing. */
type PageQuery = DashboardQuery & Partial<Pick<AgencyQuery, 'step' | 'filter'>>

/** The address of an agency's dashboard; without a query, of its last twelve months. */
export function dashboardHref(agencyCode: string, query?: PageQuery): string {
  const path = `/agencies/${encodeURIComponent(agencyCode)}`
  if (!query) return path
  const address = periodOf(query)
  for (const [name, value] of narrowingOf(query)) address.set(name, value)
  return `${path}?${address.toString()}`
}

/** The parts of an address besides the period, as a form keeps them. */
export function keptParameters(
  query: Omit<AgencyQuery, 'period'>,
): readonly (readonly [name: string, value: string])[] {
  const { view, questionnaire } = query
  return [
    ...(view === 'as-it-is' ? [] : [['view', view] as const]),
    ...(questionnaire === null ? [] : [['questionnaire', questionnaire] as const]),
    ...narrowingOf(query),
  ]
}

/**
 * The address of the same page with the answers of one row alone; null where the row has nothing to show, or nothing
 * further can be opened.
 */
export function openedHref(
  agencyCode: string,
  query: AgencyQuery,
  row: CutValue & { readonly shown: ShownFigure },
): string | null {
  if (row.shown.hidden !== null || row.value === '' || query.filter.length >= DEEPEST_FILTER) return null
  const filter = [...withoutCut(query.filter, row.cut), { cut: row.cut, value: row.value }]
  return dashboardHref(agencyCode, { ...query, filter })
}

/** Addresses of the files that hold what a dashboard counts, by the same filter. */
export function downloadHrefs(
  agencyCode: string,
  query: AgencyQuery,
): Readonly<Record<'excel' | 'plain' | 'manifest' | 'codebook' | 'other', string>> {
  const path = `/agencies/${encodeURIComponent(agencyCode)}`
  const filter = periodOf(query)
  filter.set('step', query.step)
  for (const { cut, value } of query.filter) filter.set(cut, value)
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

/** Period, view and questionnaire as an address carries them: `to` is the last day of the period, not the first after it. */
function periodOf({ period, view, questionnaire }: DashboardQuery): URLSearchParams {
  const address = new URLSearchParams({ from: isoDay(period.from), to: isoDay(period.to - 1) })
  if (view !== 'as-it-is') address.set('view', view)
  if (questionnaire !== null) address.set('questionnaire', questionnaire)
  return address
}

function narrowingOf({
  step = 'return',
  filter = [],
}: Pick<PageQuery, 'step' | 'filter'>): readonly (readonly [string, string])[] {
  return [
    ...(step === 'return' ? [] : [['step', step] as const]),
    ...filter.map(({ cut, value }) => [cut, value] as const),
  ]
}
