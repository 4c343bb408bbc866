import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Poster } from '../../services/poster-reading.ts'
import type { Language } from '../language.ts'

/** What a page calls the code of a poster and all that it stands for. */
export interface PosterWords {
  readonly code: string
  readonly agency: string
  readonly point: string
  readonly field: string
  readonly step: string
  readonly channel: string
  readonly questionnaire: string
}

export function posterWords(
  { code, agency, point, field, questionnaire }: Poster,
  { t, code: language }: Language,
): PosterWords & Readonly<Record<string, string>> {
  return {
    code: printPublicCode(code.code),
    agency: inLanguage(agency.names, language),
    point: inLanguage(point.names, language),
    field: inLanguage(field.names, language),
    step: t(`poster:step-${code.step}`),
    channel: t(`export:channel-${code.channel}`),
    questionnaire: inLanguage(questionnaire, language),
  }
}
