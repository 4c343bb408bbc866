import { inLanguage } from '../../domain/words.ts'
import type { PublicFigures } from '../../services/public-figures.ts'
import type { Language } from '../language.ts'
import { glossaryHref } from './public-links.ts'
import { daysWord } from './public-words.ts'
import { thresholdOf } from './verdict-words.ts'

/** What the figures are and are not. */
export interface PublicAbout {
  readonly heading: string
  readonly paragraphs: readonly string[]
  readonly glossary: { readonly href: string; readonly label: string }
}

export function publicAbout(figures: PublicFigures, language: Language): PublicAbout {
  const { t, format, code } = language
  const { series, method, target, least, quarters } = figures
  const questionnaire = series && {
    name: inLanguage(series.latest.names, code),
    version: series.latest.version,
  }
  return {
    heading: t('public:about-heading'),
    paragraphs: [
      ...(questionnaire ? [t('public:about-questionnaire', questionnaire)] : []),
      t('public:about-period', { days: daysWord(quarters, language) }),
      t(`dashboard:method-${method}`),
      target
        ? t('public:about-target', { target: thresholdOf(target, format), source: target.source })
        : t('public:about-no-target'),
      t('public:about-hidden', { least: format.count(least) }),
      t('public:about-flagged'),
    ],
    glossary: { href: glossaryHref(code), label: t('public:about-glossary') },
  }
}
