import type { Agency } from '../../domain/agency.ts'
import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { inLanguage } from '../../domain/words.ts'
import type { RequestContext } from '../context.ts'
import type { TypedPeriod } from '../forms/dashboard-query.ts'
import type { Language } from '../language.ts'
import { periodPicker, type PeriodPicker } from './period-picker.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The form for a period, shown again with what was typed and what is wrong with it. */
export interface PeriodPage extends Shell {
  readonly heading: string
  readonly errorSummary: {
    readonly title: string
    readonly errors: readonly { readonly href: string | null; readonly text: string }[]
  }
  readonly kept: string
  readonly picker: PeriodPicker
}

export function periodPage(
  site: Site,
  context: RequestContext,
  {
    agency,
    problems,
    typed,
    today,
  }: { agency: Agency; problems: readonly Problem[]; typed: TypedPeriod; today: LocalDay },
): PeriodPage {
  const { language } = context
  const { t } = language
  const heading = t('dashboard:period-title', { agency: inLanguage(agency.names, language.code) })
  const errors = problems.map((problem) => ({ where: problem.where, text: wordsOf(problem, language) }))
  const isField = (where: string): boolean => where === 'from' || where === 'to'
  return {
    ...staffShell(site, context, { title: t('site:error-prefix', { title: heading }), styles: ['css/dashboard.css'] }),
    heading,
    errorSummary: {
      title: t('dashboard:error-summary'),
      errors: errors.map(({ where, text }) => ({ href: isField(where) ? `#${where}` : null, text })),
    },
    kept: t('dashboard:error-kept'),
    picker: periodPicker(
      {
        agencyCode: agency.code,
        today,
        view: 'as-it-is',
        questionnaire: null,
        period: null,
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

/** The sentence of a problem; a day among its values is printed as the language prints days. */
function wordsOf({ message, values = {} }: Problem, { t, format }: Language): string {
  const { day } = values
  return t(message, typeof day === 'number' ? { ...values, day: format.day(day) } : values)
}
