import { firstDay } from '../../domain/calendar.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { figureSection, PLAIN_ROW, type FigureSection, type HeldRow } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'

/** Month by month, silent ones included. */
export function monthSection(dashboard: AgencyDashboard, language: Language): FigureSection {
  const { t, format } = language
  const { months, period, breakAt } = dashboard
  const rows = months.map(({ month, target, shown }): HeldRow => {
    const isWhole = period.from <= firstDay(month) && firstDay(month + 1) <= period.to
    return {
      ...PLAIN_ROW,
      name: format.month(month),
      label: format.month(month),
      detail: isWhole ? '' : t('dashboard:months-partial'),
      breakBefore: month === breakAt ? t('dashboard:break') : '',
      shown,
      target,
    }
  })
  const hasGap = rows.some(({ shown }) => shown.hidden)
  return figureSection(
    rows,
    {
      area: 'months',
      finding: monthFinding(dashboard, language),
      hasChart: rows.length > 1,
      ...(hasGap ? { note: t('dashboard:months-note') } : {}),
    },
    language,
  )
}

/** How many months lie below their target, and the lowest; null where no month is shown. */
function monthFinding({ months }: AgencyDashboard, { t, format }: Language): string | null {
  const lowest = lowestOf(months)
  if (!lowest) return null
  const shown = months.filter(({ shown: { figure } }) => figure !== null)
  const below = shown.filter(({ shown: { verdict } }) => verdict?.reading === 'not reached').length
  const values = {
    month: format.month(lowest.row.month),
    index: format.percent(lowest.exact),
    below: format.count(below),
    shown: format.count(shown.length),
  }
  if (shown.every(({ target }) => target === null)) return t('dashboard:months-finding-no-target', values)
  return t(below > 0 ? 'dashboard:months-finding-below' : 'dashboard:months-finding-above', values)
}
