import { firstDay } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard, AgencyQuery, MonthRow } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { indexWord } from './dashboard-words.ts'
import { figureSection, PLAIN_ROW, type FigureSection, type HeldRow, type RowEvent } from './figure-section.ts'
import { lowestOf } from './lowest-figure.ts'
import { thresholdOf } from './verdict-words.ts'

/** Month by month, silent ones included, each a link to that month alone. */
export function monthSection(dashboard: AgencyDashboard, query: AgencyQuery, language: Language): FigureSection {
  const { t, format } = language
  const { agency, months, period } = dashboard
  const rows = months.map((row): HeldRow => {
    const { month, target, shown, responses, population } = row
    const [first, end] = [firstDay(month), firstDay(month + 1)]
    const part = { from: Math.max(first, period.from), to: Math.min(end, period.to) }
    return {
      ...PLAIN_ROW,
      name: format.month(month),
      label: format.month(month),
      href: months.length > 1 && shown.figure ? dashboardHref(agency.code, { ...query, period: part }) : null,
      detail: part.from === first && part.to === end ? '' : t('dashboard:months-partial'),
      events: eventWords(row, language),
      shown,
      target,
      rate: { responses, population },
    }
  })
  const hasGap = rows.some(({ shown }) => shown.hidden)
  return figureSection(
    rows,
    {
      area: 'months',
      index: indexWord(dashboard, language),
      finding: monthFinding(dashboard, language),
      hasChart: rows.length > 1,
      ...(hasGap ? { note: t('dashboard:months-note') } : {}),
    },
    language,
  )
}

/** What makes a month differ from the one before it, in words. */
export function eventWords({ events, target }: MonthRow, { t, format, code }: Language): readonly RowEvent[] {
  const threshold = (one: MonthRow['target']): string => (one ? thresholdOf(one, format) : t('dashboard:no-target'))
  return events.map((event): RowEvent => {
    switch (event.kind) {
      case 'break':
        return { kind: 'break', words: t('dashboard:break') }
      case 'target':
        return {
          kind: 'target-change',
          words: t('dashboard:target-changed', { from: threshold(event.from), to: threshold(target) }),
        }
      case 'merger': {
        const agencies = event.agencies.map(({ names }) => inLanguage(names, code)).join(', ')
        return { kind: 'merger', words: t('dashboard:merged', { agencies }) }
      }
    }
  })
}

/** How many months lie below their target, and the lowest; null where no month is shown. */
export function monthFinding({ months }: Pick<AgencyDashboard, 'months'>, { t, format }: Language): string | null {
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
