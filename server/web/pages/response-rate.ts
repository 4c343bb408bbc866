import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'

/** Out of how many transactions the responses came, in words. */
export interface ResponseRate {
  /** `12,3 %`; null where it is not known. */
  readonly share: string | null
  readonly sentence: string
  /** What the index would be if those who did not answer had; null where that is not known. */
  readonly silent: string | null
}

/** Says the response rate, or why it is not known; null where nobody has answered and there is nothing to say. */
export function responseRate(
  { population, silent, responses, step }: Pick<AgencyDashboard, 'population' | 'silent' | 'responses' | 'step'>,
  { t, format }: Language,
): ResponseRate | null {
  if (responses === 0) return null
  const unknown = (sentence: string): ResponseRate => ({ share: null, sentence, silent: null })
  const answered = format.count(responses)
  switch (population.why) {
    case 'months-missing': {
      const months = population.months.map((month) => format.month(month)).join(', ')
      const { length } = population.months
      return unknown(
        length > MOST_NAMED
          ? t('dashboard:rate-months-missing-many', { missing: format.count(length) })
          : t('dashboard:rate-months-missing', { months }),
      )
    }
    case 'none':
    case 'not-whole-months':
    case 'narrowed':
      return unknown(t(`dashboard:rate-${population.why}`))
    case 'more-responses':
      return unknown(t('dashboard:rate-more-responses', { responses: answered, count: format.count(population.count) }))
    case null: {
      const share = `${format.decimal((responses / population.count) * 100, 1)} %`
      return {
        share,
        sentence: t(step === 'return' ? 'dashboard:rate-known' : 'dashboard:rate-known-submission', {
          share,
          responses: answered,
          count: format.count(population.count),
        }),
        silent: silent && t('dashboard:rate-silent', { lower: percent(silent.lower), upper: percent(silent.upper) }),
      }
    }
  }

  function percent(points: number): string {
    return `${format.decimal(points)} %`
  }
}

/** More months than this are counted rather than named. */
const MOST_NAMED = 3
