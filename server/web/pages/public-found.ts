import { inLanguage } from '../../domain/words.ts'
import type { PublicFigures } from '../../services/public-figures.ts'
import type { Language } from '../language.ts'
import { axisOf } from './figure-cells.ts'
import { intervalMark, type IntervalMark } from './interval-mark.ts'
import { levelBars, type LevelBar } from './level-bar.ts'
import { lowestOf } from './lowest-figure.ts'
import { markKindOf } from './public-words.ts'
import type { MarkKind } from './verdict-words.ts'

/** The factors, each a row with its mark on one axis, and which of them is lowest. */
export interface PublicFactorSection {
  readonly heading: string
  readonly caption: string
  readonly heads: { readonly factor: string; readonly index: string }
  readonly rows: readonly {
    readonly name: string
    readonly index: string
    readonly mark: IntervalMark | null
    readonly kind: MarkKind
  }[]
}

/** How many answers were at each level, from the best down. */
export interface PublicLevelSection {
  readonly heading: string
  readonly bar: LevelBar
  readonly caption: string
  readonly heads: { readonly level: string; readonly share: string }
  readonly rows: readonly { readonly level: number; readonly word: string; readonly share: string }[]
  readonly note: string
}

/** What was found by factor; null where the factors are hidden. */
export function publicFactors({ factors, target }: PublicFigures, language: Language): PublicFactorSection | null {
  const { t, format, code } = language
  const lowest = lowestOf(factors ?? [])
  if (!factors || !lowest) return null
  const axis = axisOf(factors.map(({ shown }) => ({ shown, target })))
  return {
    heading: t('public:lowest', {
      factor: inLanguage(lowest.row.names, code),
      index: format.percent(lowest.exact),
    }),
    caption: t('public:factors-caption'),
    heads: { factor: t('public:factor'), index: t('public:index') },
    rows: factors.map(({ names, shown }) => ({
      name: inLanguage(names, code),
      index: shown.figure?.exact
        ? format.percent(shown.figure.exact)
        : t(`public:short-${shown.hidden ?? 'no-answers'}`),
      mark: shown.figure && intervalMark(shown.figure, target && Number(target.threshold), axis),
      kind: markKindOf(shown),
    })),
  }
}

/** What was answered level by level; null where the index is hidden. */
export function publicLevels({ levels }: PublicFigures, { t, format }: Language): PublicLevelSection | null {
  const [bar] = levelBars([levels])
  const sum = (levels ?? []).reduce((a, b) => a + b, 0)
  if (!levels || !bar || sum === 0) return null
  return {
    heading: t('public:levels-heading'),
    bar,
    caption: t('public:levels-caption'),
    heads: { level: t('public:level'), share: t('public:share') },
    rows: levels
      .map((count, i) => ({
        level: i + 1,
        word: t(`public:level-${i + 1}`),
        share: `${format.decimal((count / sum) * 100, 1)} %`,
      }))
      .reverse(),
    note: t('public:levels-note'),
  }
}
