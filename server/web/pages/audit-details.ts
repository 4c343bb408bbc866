import type { AuditEntry } from '../../domain/audit.ts'
import { parseIsoDay } from '../../domain/calendar.ts'
import type { Directory } from '../../domain/directory.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { STEPS } from '../../domain/service-point.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Language } from '../language.ts'
import { reportPeriodWord } from './report-words.ts'
import { seriesName } from './series-words.ts'

/** What else an entry tells, a line for each: in words where the platform knows what it means, else as it was written. */
export function auditDetails(
  { details }: Pick<AuditEntry, 'details'>,
  directory: Directory,
  language: Language,
): readonly string[] {
  return Object.entries(details).map(([name, value]) => {
    const line = LINES[name]
    return line ? line(value, directory, language) : `${name}: ${value}`
  })
}

type Line = (value: string, directory: Directory, language: Language) => string

const LINES: Readonly<Record<string, Line>> = {
  from: (value, _, language) => language.t('audit:detail-from', { value: dayOf(value, language) }),
  to: (value, _, language) => language.t('audit:detail-to', { value: dayOf(value, language) }),
  before: (value, _, language) => language.t('audit:detail-before', { value: dayOf(value, language) }),
  words: (value, _, { t }) => t('audit:detail-words', { value }),
  point: (value, directory, { t, code }) => {
    const point = directory.point(value)
    return t('audit:detail-point', { value: point ? inLanguage(point.names, code) : value })
  },
  field: (value, directory, { t, code }) => {
    const field = directory.field(value)
    return t('audit:detail-field', { value: field ? inLanguage(field.names, code) : value })
  },
  step: (value, _, { t }) => {
    const step = STEPS.find((one) => one === value)
    return t('audit:detail-step', { value: step ? t(`poster:step-${step}`) : value })
  },
  satisfied: (value, _, { t }) =>
    t('audit:detail-satisfied', { value: t(value === 'yes' ? 'comments:satisfied-yes' : 'comments:satisfied-no') }),
  page: (value, _, { t }) => t('audit:detail-page', { value }),
  shown: (value, _, { t }) => t('audit:detail-shown', { value }),
  removed: (value, _, { t }) => t('audit:detail-removed', { value }),
  ids: (value, _, { t }) => t('audit:detail-ids', { value }),
  report: (value, _, { t }) => t('audit:detail-report', { value: printPublicCode(value) }),
  period: (value, _, language) => language.t('audit:detail-period', { value: reportPeriodWord(value, language) }),
  replaces: (value, _, { t }) => t('audit:detail-replaces', { value: printPublicCode(value) }),
  series: (value, _, { t }) => t('audit:detail-series', { value: seriesName(value, t) }),
  year: (value, _, { t }) => t('audit:detail-year', { value }),
  value: (value, _, { t }) => t('audit:detail-value', { value }),
  source: (value, _, { t }) => t('audit:detail-source', { value }),
  formerValue: (value, _, { t }) => t('audit:detail-former-value', { value }),
  formerSource: (value, _, { t }) => t('audit:detail-former-source', { value }),
}

function dayOf(value: string, { format }: Language): string {
  const day = parseIsoDay(value)
  return day === null ? value : format.day(day)
}
