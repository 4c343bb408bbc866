import { inLanguage } from '../../domain/words.ts'
import type { OpenDataColumn } from '../../services/open-data-column.ts'
import type { Language } from '../language.ts'

/** What a column is, in words. */
export interface ColumnWords {
  readonly meaning: string
  /** When it is blank; null where it never is. */
  readonly blank: string | null
  /** What may stand in it, and what each of it means; none where that is no list. */
  readonly values: readonly { readonly value: string; readonly meaning: string }[]
}

/** What columns that are alike are. */
export interface DictionaryEntry extends Pick<ColumnWords, 'meaning' | 'values'> {
  /** Their names. */
  readonly columns: readonly string[]
  /** Of which type they are, and when they are blank. */
  readonly notes: readonly string[]
}

/** The dictionary of the open data, in the order of the columns. */
export function dictionary(columns: readonly OpenDataColumn[], language: Language): readonly DictionaryEntry[] {
  const byTerm = Map.groupBy(columns, ({ term }) => term)
  return [...byTerm.values()].flatMap((alike): DictionaryEntry[] => {
    const [first] = alike
    if (!first) return []
    const { meaning, values, blank } = columnWords(first, language)
    const type = language.t('open-data:type-line', { type: typeWord(first, language) })
    return [{ columns: alike.map(({ key }) => key), meaning, values, notes: blank === null ? [type] : [type, blank] }]
  })
}

/** The words for one column. */
export function columnWords({ term, values, blankWhen }: OpenDataColumn, { t }: Language): ColumnWords {
  return {
    meaning: t(`open-data:column-${term}`),
    blank: blankWhen && t(`open-data:blank-${blankWhen}`),
    values: (values ?? []).map((value) => ({ value, meaning: t(valueKey(term, value)) })),
  }
}

/** The factors that columns are about, each once. */
export function factorsAmong(
  columns: readonly OpenDataColumn[],
  { code: language }: Language,
): readonly { readonly code: string; readonly name: string }[] {
  const factors = new Set(columns.flatMap(({ factor }) => factor ?? []))
  return [...factors].map(({ code, names }) => ({ code, name: inLanguage(names, language) }))
}

function typeWord({ type, unit }: OpenDataColumn, { t }: Language): string {
  const word = t(`open-data:type-${type}`)
  return unit === null ? word : t('open-data:type-with-unit', { type: word, unit: t(`open-data:unit-${unit}`) })
}

function valueKey(term: string, value: string): string {
  if (term === 'level') return `public:level-of-${value}`
  if (term === 'method') return `dashboard:method-${value}`
  return `open-data:value-${value.replaceAll(' ', '-')}`
}
