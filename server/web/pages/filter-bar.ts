import type { AgencyDashboard, AgencyQuery, OpenedCut } from '../../services/agency-dashboard.ts'
import { withoutCut } from '../../services/answer-filter.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { openedWord } from './dashboard-words.ts'

/** By what a page is narrowed, each with a link to the page without it. */
export interface FilterBar {
  readonly label: string
  readonly rows: readonly {
    readonly name: string
    readonly remove: string
    readonly href: string
  }[]
  /** To the page narrowed by nothing; null where one link says so already. */
  readonly clear: { readonly label: string; readonly href: string } | null
}

/** Null where a page is narrowed by nothing. */
export function filterBar(
  { agency, filter }: AgencyDashboard,
  query: AgencyQuery,
  language: Language,
): FilterBar | null {
  const { t } = language
  if (filter.length === 0) return null
  const row = (opened: OpenedCut): FilterBar['rows'][number] => {
    const name = openedWord(opened, language)
    return {
      name,
      remove: t('dashboard:filter-remove'),
      href: dashboardHref(agency.code, { ...query, filter: withoutCut(query.filter, opened.cut) }),
    }
  }
  return {
    label: t('dashboard:filter-label'),
    rows: filter.map(row),
    clear:
      filter.length > 1
        ? { label: t('dashboard:filter-clear'), href: dashboardHref(agency.code, { ...query, filter: [] }) }
        : null,
  }
}
