import { publicCodeSigns } from '../../domain/public-code.ts'
import type { AgencyPosters } from '../../services/poster-service.ts'
import { isPutUp } from '../../services/poster-reading.ts'
import type { Language } from '../language.ts'
import { posterHref, withdrawalHref } from './poster-links.ts'
import { posterWords } from './poster-words.ts'

/** The codes in use, each with a box to tick and what can be done with it. */
export interface PosterCodeTable {
  readonly legend: string
  readonly hint: string
  readonly error: string | null
  readonly heads: readonly string[]
  readonly actionsHead: string
  readonly rows: readonly {
    readonly id: string
    readonly value: string
    readonly code: string
    readonly isTicked: boolean
    /** In the order of the heads after the first. */
    readonly cells: readonly { readonly head: string; readonly text: string }[]
    readonly links: readonly { readonly href: string; readonly label: string }[]
  }[]
}

/** @param ticked codes as they were sent */
export function posterCodeTable(
  language: Language,
  { posters, reach, mayChange }: AgencyPosters,
  ticked: readonly string[],
  error: string | null,
): PosterCodeTable {
  const { t } = language
  const isTicked = new Set(ticked.map(publicCodeSigns))
  const areAllPutUp = posters.every(({ code }) => isPutUp(code))
  const questionnaires = new Set(posters.map(({ code }) => code.questionnaire))
  const columns = [
    ...(reach === 'subtree' ? (['agency'] as const) : []),
    ...(['point', 'field', 'step'] as const),
    ...(areAllPutUp ? [] : (['channel'] as const)),
    ...(questionnaires.size > 1 ? (['questionnaire'] as const) : []),
  ]
  const heads = columns.map((column) => t(`poster:${column}`))
  return {
    legend: t('poster:codes'),
    hint: t(areAllPutUp ? 'poster:codes-hint' : 'poster:codes-hint-channels'),
    error,
    heads: [t('poster:column-code'), ...heads],
    actionsHead: t('poster:column-actions'),
    rows: posters.map((poster) => {
      const words = posterWords(poster, language)
      const { code } = poster.code
      return {
        id: `c-${code}`,
        value: code,
        code: words.code,
        isTicked: isTicked.has(code),
        cells: columns.map((column, i) => ({ head: heads[i] ?? '', text: words[column] })),
        links: [
          { href: posterHref(code), label: t('poster:row-poster') },
          ...(mayChange ? [{ href: withdrawalHref(code), label: t('poster:row-withdrawal') }] : []),
        ],
      }
    }),
  }
}
