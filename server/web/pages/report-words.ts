import { firstDay } from '../../domain/calendar.ts'
import { parseReportPeriod, quarterOf } from '../../domain/report-period.ts'
import { inLanguage } from '../../domain/words.ts'
import { monthOf } from '../../services/frozen-figure.ts'
import type { MonthSpan, ReportDraft } from '../../services/report-content.ts'
import type { Language } from '../language.ts'

/** What a report is about: an agency by name, or which units are compared. */
export function reportAbout(draft: ReportDraft, { t, code }: Language): string {
  if (draft.kind === 'agency') return inLanguage(draft.about.names, code)
  const { about, field, level } = draft
  const key = `reports:about-${about ? 'under' : 'province'}${field ? '-field' : ''}`
  return t(key, {
    level: t(`reports:level-${level}`),
    agency: about ? inLanguage(about.names, code) : '',
    field: field ? inLanguage(field.names, code) : '',
  })
}

/** The period of a report: `quý 3/2026`. As it was written where it is none. */
export function reportPeriodWord(text: string, { t, format }: Language): string {
  const period = parseReportPeriod(text)
  if (!period) return text
  const [, year = ''] = format.month(period.from).split('/')
  switch (period.span) {
    case 'month':
      return t('reports:period-month', { month: format.month(period.from) })
    case 'quarter':
      return t('reports:period-quarter', { number: quarterOf(period.from), year })
    case 'year':
      return t('reports:period-year', { year })
  }
}

/** The first and the last day of some months. */
export function spanDays({ from, to }: MonthSpan, { format }: Pick<Language, 'format'>): { from: string; to: string } {
  return { from: format.day(firstDay(monthOf(from))), to: format.day(firstDay(monthOf(to) + 1) - 1) }
}
