import { inLanguage } from '../../domain/words.ts'
import { factOf } from '../../services/answer-filter.ts'
import type { CutRow, CutTable, OpenedCut } from '../../services/agency-dashboard.ts'
import { profileOf } from '../../services/counted-cut.ts'
import { HOUR_BANDS } from '../../services/hour-bands.ts'
import type { Language } from '../language.ts'

/** What the figure of a page is called: at submission it is an early warning and no index. */
export function indexWord({ step }: { readonly step: 'return' | 'submission' }, { t }: Language): string {
  return t(step === 'return' ? 'dashboard:index' : 'dashboard:early-index')
}

/** What a cut is called: the question itself where it is one. */
export function cutWord({ cut, question }: Pick<CutTable, 'cut' | 'question'>, { t, code }: Language): string {
  if (factOf(cut) !== null || profileOf(cut) !== null) return question ? inLanguage(question, code) : cut
  return t(`dashboard:cut-${cut}`)
}

/** What a row of a cut is called. */
export function valueWord(cut: string, { value, names }: Pick<CutRow, 'value' | 'names'>, language: Language): string {
  const { t, code } = language
  if (names) return inLanguage(names, code)
  if (value === '') return t('dashboard:not-told')
  if (cut === 'channel') return t(`dashboard:channel-${value}`)
  if (cut === 'hour') return hourWord(value, language)
  return cut === 'language' ? languageWord(value, code) : value
}

/** An opened row as it stands in the list of what a page is narrowed by. */
export function openedWord({ cut, value, names, question }: OpenedCut, language: Language): string {
  return language.t(question ? 'dashboard:filter-answer' : 'dashboard:filter', {
    cut: cutWord({ cut, question }, language),
    value: valueWord(cut, { value, names }, language),
  })
}

function hourWord(name: string, { t }: Language): string {
  const band = HOUR_BANDS.find((one) => one.name === name)
  if (!band) return name
  const hours = { from: `${band.from}:00`, to: `${band.to}:00` }
  if (band.from === 0) return t('dashboard:hour-before', hours)
  return t(band.to === 24 ? 'dashboard:hour-after' : 'dashboard:hour-between', hours)
}

/** The name of a language, with a capital as it stands alone. */
function languageWord(language: string, inCode: string): string {
  const name = new Intl.DisplayNames(inCode, { type: 'language' }).of(language) ?? language
  return name.charAt(0).toLocaleUpperCase(inCode) + name.slice(1)
}
