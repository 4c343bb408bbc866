import type { Problem } from '../../domain/errors.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import { POSTERS_MOST, type AgencyPosters } from '../../services/poster-service.ts'
import type { RequestContext } from '../context.ts'
import type { TypedPosters } from '../forms/poster-query.ts'
import type { Language } from '../language.ts'
import { errorSummary, formTitle, type ErrorSummary } from './form-parts.ts'
import { newCodesHref, posterHref, postersHref } from './poster-links.ts'
import { agencyPostersForm, type PosterPrintForm } from './poster-print-form.ts'
import { posterWords } from './poster-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

interface Link {
  readonly href: string
  readonly label: string
}

/** The codes of an agency: those in use, to be printed, and those that were withdrawn. */
export interface PosterListPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  /** Null where there is nothing to print. */
  readonly form: PosterPrintForm | null
  /** What is said where there is nothing to print. */
  readonly empty: string
  /** To the codes that can be withdrawn, to the list with or without the agencies below, to new codes. */
  readonly links: readonly Link[]
  /** That there are too many codes for one list and one print; null where there are not. */
  readonly tooMany: string | null
  /** Null where none was withdrawn. */
  readonly withdrawn: WithdrawnTable | null
  readonly below: { readonly heading: string; readonly agencies: readonly Link[] }
  readonly back: Link
}

export interface WithdrawnTable {
  readonly heading: string
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly code: Link
    /** In the order of the heads after the first, without the last. */
    readonly cells: readonly { readonly head: string; readonly text: string }[]
    /** The code in its place; null where none is. */
    readonly successor: Link | null
    readonly successorHead: string
    readonly noSuccessor: string
  }[]
}

export function posterListPage(
  site: Site,
  context: RequestContext,
  offer: AgencyPosters,
  typed: TypedPosters,
  problems: readonly Problem[] = [],
): PosterListPage {
  const { language } = context
  const { t, code } = language
  const { agency, posters, below, sizes, reach } = offer
  const names = { agency: inLanguage(agency.names, code) }
  const heading = t('poster:list-title', names)
  const href = postersHref(agency.code)
  return {
    ...staffShell(site, context, { title: formTitle(t, heading, problems), styles: ['css/poster-pages.css'] }),
    heading,
    lead: t('poster:list-lead'),
    errorSummary: errorSummary(t, problems),
    form: posters.length === 0 && sizes.subtree === 0 ? null : agencyPostersForm(language, offer, typed, problems),
    empty: t('poster:list-empty', names),
    links: [
      ...(offer.mayChange && posters.length > 0 ? [{ href: '#codes', label: t('poster:list-stolen') }] : []),
      ...reachLinks(offer, language, href),
      ...(offer.mayAdd ? [{ href: newCodesHref(agency.code), label: t('poster:add') }] : []),
    ],
    tooMany:
      sizes.subtree > POSTERS_MOST ? t('poster:subtree-too-many', { count: sizes.subtree, most: POSTERS_MOST }) : null,
    withdrawn: offer.withdrawn.length === 0 ? null : withdrawnTable(offer.withdrawn, reach, language),
    below: {
      heading: t('poster:below'),
      agencies: below.map(({ code: of, names }) => ({ label: inLanguage(names, code), href: postersHref(of) })),
    },
    back: { href: `/agencies/${encodeURIComponent(agency.code)}`, label: t('poster:dashboard', names) },
  }
}

function reachLinks({ reach, below, sizes }: AgencyPosters, { t }: Language, href: string): readonly Link[] {
  if (reach === 'subtree') return [{ href, label: t('poster:list-own') }]
  if (below.length === 0 || sizes.subtree > POSTERS_MOST) return []
  return [{ href: `${href}?reach=subtree`, label: t('poster:list-subtree') }]
}

function withdrawnTable(
  withdrawn: AgencyPosters['withdrawn'],
  reach: AgencyPosters['reach'],
  language: Language,
): WithdrawnTable {
  const { t, format } = language
  const columns = [...(reach === 'subtree' ? (['agency'] as const) : []), ...(['point', 'field', 'step'] as const)]
  const heads = [...columns.map((column) => t(`poster:${column}`)), t('poster:withdrawn-on')]
  const successorHead = t('poster:replaced-by')
  return {
    heading: t('poster:withdrawn'),
    heads: [t('poster:column-code'), ...heads, successorHead],
    rows: withdrawn.map((poster) => {
      const words = posterWords(poster, language)
      const { code, withdrawnOn, replacedBy } = poster.code
      const texts = [...columns.map((column) => words[column]), withdrawnOn === null ? '' : format.day(withdrawnOn)]
      return {
        code: { href: posterHref(code), label: words.code },
        cells: texts.map((text, i) => ({ head: heads[i] ?? '', text })),
        successor: replacedBy === null ? null : { href: posterHref(replacedBy), label: printPublicCode(replacedBy) },
        successorHead,
        noSuccessor: t('poster:not-replaced'),
      }
    }),
  }
}
