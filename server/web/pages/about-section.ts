import type { LocalDay } from '../../domain/calendar.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'
import { thresholdOf } from './verdict-words.ts'

/** What a figure is and is not: method, questionnaire, target, period, source, and how to read it. */
export interface AboutSection {
  readonly heading: string
  readonly terms: readonly { readonly term: string; readonly texts: readonly string[] }[]
}

export function aboutSection(
  { method, series, target, period, least, step, population }: AgencyDashboard,
  today: LocalDay,
  { t, format, code }: Language,
): AboutSection {
  const { names, version } = series.latest
  const term = (name: string, ...texts: string[]) => ({ term: t(`dashboard:about-${name}`), texts })
  return {
    heading: t('dashboard:about-heading'),
    terms: [
      term('method', t(`dashboard:method-${method}`), t('dashboard:about-method-exact')),
      term('questionnaire', t('dashboard:questionnaire', { name: inLanguage(names, code), version })),
      term(
        'target',
        target
          ? t('dashboard:target-source', { target: thresholdOf(target, format), source: target.source })
          : t(step === 'return' ? 'dashboard:no-target' : 'dashboard:no-target-early'),
      ),
      term(
        'period',
        t(step === 'return' ? 'dashboard:source' : 'dashboard:source-early', {
          from: format.day(period.from),
          to: format.day(period.to - 1),
          today: format.day(today),
        }),
      ),
      term(
        'interval',
        t('dashboard:interval-meaning'),
        ...(population.why === null ? [t('dashboard:interval-population')] : []),
      ),
      ...(step === 'return' ? [term('verdict', t('dashboard:verdict-meaning'))] : []),
      term('hidden', t('dashboard:hidden-meaning', { least: format.count(least) })),
    ],
  }
}
