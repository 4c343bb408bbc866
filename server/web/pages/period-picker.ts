import { firstDay, type LocalDay, type Period } from '../../domain/calendar.ts'
import { LONGEST_PERIOD_MONTHS, NAMED_PERIODS, namedPeriod } from '../../domain/period.ts'
import type { AgencyDashboard, AgencyQuery } from '../../services/agency-dashboard.ts'
import type { TypedPeriod } from '../forms/dashboard-query.ts'
import type { Language } from '../language.ts'
import { dashboardHref, keptParameters } from './dashboard-links.ts'

/** Links to often-asked periods, and a form for any other. */
export interface PeriodPicker {
  readonly label: string
  readonly presets: readonly { readonly label: string; readonly href: string; readonly isCurrent: boolean }[]
  readonly other: string
  /** Whether the form is to be seen at once. */
  readonly isOpen: boolean
  readonly form: {
    readonly action: string
    /** What else the address holds, to be kept. */
    readonly hidden: readonly { readonly name: string; readonly value: string }[]
    readonly hint: string
    readonly fields: readonly PeriodField[]
    readonly submit: string
  }
}

export interface PeriodField {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly error: string | null
}

/** What a period can be chosen from. */
export interface PeriodChoice {
  readonly agencyCode: string
  readonly today: LocalDay
  /** What else the page is asked for. */
  readonly query: Omit<AgencyQuery, 'period'>
  /** The chosen period; null where none could be read. */
  readonly period: Period | null
  readonly span: AgencyDashboard['span']
  readonly typed: TypedPeriod
  readonly errors: Readonly<Partial<Record<keyof TypedPeriod, string>>>
}

export function periodPicker(choice: PeriodChoice, { t }: Language): PeriodPicker {
  const { agencyCode, today, query, span, typed, errors } = choice
  const named = NAMED_PERIODS.map((name) => ({ name, period: namedPeriod(name, today) }))
  const everything = span && {
    from: firstDay(Math.max(span.first, span.last + 1 - LONGEST_PERIOD_MONTHS)),
    to: firstDay(span.last + 1),
  }
  const presets = everything ? [...named, { name: 'everything', period: everything }] : named
  const isSame = ({ from, to }: Period): boolean => choice.period?.from === from && choice.period.to === to
  const field = (name: keyof TypedPeriod): PeriodField => ({
    name,
    label: t(`dashboard:period-${name}`),
    value: typed[name],
    error: errors[name] ?? null,
  })
  return {
    label: t('dashboard:period-label'),
    presets: presets.map(({ name, period }) => ({
      label: t(`dashboard:period-${name}`),
      href: dashboardHref(agencyCode, { ...query, period }),
      isCurrent: isSame(period),
    })),
    other: t('dashboard:period-other'),
    isOpen: !presets.some(({ period }) => isSame(period)),
    form: {
      action: dashboardHref(agencyCode),
      hidden: keptParameters(query).map(([name, value]) => ({ name, value })),
      hint: t('dashboard:period-hint'),
      fields: [field('from'), field('to')],
      submit: t('dashboard:period-submit'),
    },
  }
}

/** A read period as its form shows it: plain text, since a browser's own date field writes days in its own order. */
export function typedPeriod({ from, to }: Period, format: Language['format']): TypedPeriod {
  return { from: format.day(from), to: format.day(to - 1) }
}
