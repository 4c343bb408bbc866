import { KNOWN_SERIES } from '../../domain/reference-value.ts'
import type { Translate } from '../language.ts'

/** The name of a series; of one that the platform does not know, its key. */
export function seriesName(series: string, t: Translate): string {
  return isKnown(series) ? t(`references:series-${series}`) : t('references:series-other', { series })
}

/** Who publishes a series, on what scale, and what breaks it. */
export function seriesNote(series: string, t: Translate): string {
  return t(`references:about-${isKnown(series) ? series : 'other'}`)
}

function isKnown(series: string): boolean {
  return KNOWN_SERIES.some((known) => known === series)
}
