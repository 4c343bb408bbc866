import { inLanguage } from '../../domain/words.ts'
import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import type { Language } from '../language.ts'

/** Where work pays most: what each criterion would bring. */
export interface PrioritySection {
  readonly heading: string
  readonly finding: string
  readonly caption: string
  readonly heads: { readonly criterion: string; readonly gain: string; readonly interval: string }
  readonly rows: readonly PriorityLine[]
  readonly note: string
}

/** One criterion; the bar is a share of the widest one's, as a drawing takes it: `64.2%`. */
export interface PriorityLine {
  readonly code: string
  readonly name: string
  readonly gain: string
  readonly exact: number
  readonly interval: string
  readonly bar: { readonly width: string; readonly lower: string; readonly upper: string }
}

/** Null where fewer than two criteria are shown, or none of them has unsatisfied answers. */
export function prioritySection({ priorities, method }: AgencyDashboard, language: Language): PrioritySection | null {
  const { t, format, code } = language
  const [first] = priorities
  if (!first || priorities.length < 2 || first.gain === 0) return null
  const widest = Math.max(...priorities.map(({ gain, interval }) => interval?.upper ?? gain))
  const share = (points: number): string => `${Math.round((points / widest) * 1000) / 10}%`
  return {
    heading: t('dashboard:priorities-heading'),
    finding: t(first.gain < LEAST_GAIN ? 'dashboard:priorities-finding-small' : 'dashboard:priorities-finding', {
      code: first.criterion,
      criterion: inLanguage(first.wording, code),
      gain: format.decimal(Math.max(first.gain, LEAST_GAIN)),
    }),
    caption: t('dashboard:priorities-caption'),
    heads: {
      criterion: t('dashboard:levels-column'),
      gain: t('dashboard:priorities-gain'),
      interval: t('dashboard:interval'),
    },
    rows: priorities.map(({ criterion, wording, gain, interval }) => ({
      code: criterion,
      name: inLanguage(wording, code),
      gain: t('dashboard:points', { points: format.decimal(gain) }),
      exact: gain,
      interval: interval
        ? t('dashboard:interval-short', {
            lower: format.decimal(interval.lower),
            upper: format.decimal(interval.upper),
          })
        : '–',
      bar: { width: share(gain), lower: share(interval?.lower ?? gain), upper: share(interval?.upper ?? gain) },
    })),
    note: t(method === 'index.pooled' ? 'dashboard:priorities-note' : 'dashboard:priorities-note-pooled'),
  }
}

/** The smallest gain that two decimals can tell from none. */
const LEAST_GAIN = 0.01
