import type { Agency } from '../../domain/agency.ts'
import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { inLanguage } from '../../domain/words.ts'
import type { RequestContext } from '../context.ts'
import type { KeptQuery } from '../forms/agency-query.ts'
import type { TypedPeriod } from '../forms/dashboard-query.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { periodPicker, type PeriodPicker } from './period-picker.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** A dashboard that cannot be shown as asked: what is wrong, and the way on with everything that is right. */
export interface PeriodPage extends Shell {
  readonly heading: string
  readonly errorSummary: {
    readonly title: string
    readonly errors: readonly { readonly href: string | null; readonly text: string }[]
  }
  readonly kept: string
  /** To the page with all that could be read; null where the period could not. */
  readonly goOn: { readonly label: string; readonly href: string } | null
  readonly picker: PeriodPicker
}

/** What is wrong, and what is not. */
export interface PeriodFault {
  readonly agency: Agency
  readonly problems: readonly Problem[]
  readonly typed: TypedPeriod
  readonly kept: KeptQuery
  readonly today: LocalDay
}

export function periodPage(
  site: Site,
  context: RequestContext,
  { agency, problems, typed, kept, today }: PeriodFault,
): PeriodPage {
  const { language } = context
  const { t } = language
  const { period } = kept
  const errors = problems.map((problem) => ({ where: problem.where, text: wordsOf(problem, language) }))
  const isField = (where: string): boolean => where === 'from' || where === 'to'
  const hasWrongDay = errors.some(({ where }) => isField(where))
  const name = inLanguage(agency.names, language.code)
  const heading = hasWrongDay ? t('dashboard:period-title', { agency: name }) : name
  return {
    ...staffShell(site, context, { title: t('site:error-prefix', { title: heading }), styles: ['css/dashboard.css'] }),
    heading,
    errorSummary: {
      title: t(hasWrongDay ? 'dashboard:error-summary' : 'dashboard:error-summary-filter'),
      errors: errors.map(({ where, text }) => ({ href: isField(where) ? `#${where}` : null, text })),
    },
    kept: t(hasWrongDay ? 'dashboard:error-kept' : 'dashboard:error-kept-filter'),
    goOn: period && { label: t('dashboard:error-go-on'), href: dashboardHref(agency.code, { ...kept, period }) },
    picker: periodPicker(
      {
        agencyCode: agency.code,
        today,
        query: kept,
        period,
        span: null,
        typed,
        errors: Object.fromEntries(
          errors.filter(({ where }) => isField(where)).map(({ where, text }) => [where, text]),
        ),
      },
      language,
    ),
  }
}

/** The sentence of a problem; numbers among its values are printed as the language prints them, `day` as a day. */
function wordsOf({ message, values = {} }: Problem, { t, format }: Language): string {
  const printed = Object.entries(values).map(([name, value]) => {
    if (typeof value !== 'number') return [name, value]
    return [name, name === 'day' ? format.day(value) : format.count(value)]
  })
  return t(message, Object.fromEntries(printed) as Record<string, string>)
}
