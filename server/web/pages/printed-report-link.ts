import type { AgencyQuery } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import type { PageLink } from './figure-section.ts'

/** To the two pages on paper of what a dashboard shows. */
export function printedReportLink(agencyCode: string, query: AgencyQuery, { t }: Language): PageLink {
  const [path = '', filter = ''] = dashboardHref(agencyCode, query).split('?')
  return { label: t('printed-report:link'), href: `${path}/print?${filter}` }
}
