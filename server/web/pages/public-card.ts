import { inLanguage } from '../../domain/words.ts'
import type { PublicFigures } from '../../services/public-figures.ts'
import type { Language } from '../language.ts'
import { fittedLines, type FittedLine } from './fitted-lines.ts'
import { periodWord, publicVerdictShort } from './public-words.ts'
import type { VerdictKind } from './verdict-words.ts'

/** The picture that stands beside a link in a messenger: 1200 by 630, drawn with the fonts of whoever looks. */
export interface PublicCard {
  readonly language: string
  readonly title: string
  readonly name: { readonly size: number; readonly lines: readonly FittedLine[] }
  readonly period: string
  /** Null where the index is not published. */
  readonly index: { readonly value: string; readonly label: string } | null
  readonly kind: VerdictKind
  readonly verdict: { readonly size: number; readonly lines: readonly FittedLine[] }
  readonly respondents: string
}

const WIDTH = 1056
const NAME = { width: WIDTH, top: 120, sizes: [64, 56, 48, 40, 32], mostLines: 3, height: 190 }
const VERDICT = { width: 980, top: 466, sizes: [44, 38, 32], mostLines: 2, height: 100 }

export function publicCard(language: Language, figures: PublicFigures): PublicCard {
  const { t, format, code } = language
  const { agency, index, target, name, quarters } = figures
  const verdict = publicVerdictShort(index, target, language)
  const agencyName = inLanguage(agency.names, code)
  const period = periodWord(name, quarters, language)
  return {
    language: code,
    title: drawable(t('public:title', { agency: agencyName, period })),
    name: fittedLines(drawable(agencyName), NAME),
    period: t('public:card-period', { period }),
    index: index.figure?.exact ? { value: format.percent(index.figure.exact), label: t('public:index') } : null,
    kind: verdict.kind,
    verdict: fittedLines(drawable(verdict.sentence), VERDICT),
    respondents: index.figure ? t('public:respondents', { n: format.count(index.n) }) : '',
  }
}

/** The text without signs that XML cannot hold. */
function drawable(text: string): string {
  return text.toWellFormed().replace(/[\p{Cc}\uFFFE\uFFFF]+/gu, ' ')
}
