import type { Agency, AgencyLevel } from '../../domain/agency.ts'
import { inLanguage } from '../../domain/words.ts'
import type { PublicListing } from '../../services/public-figures.ts'
import type { PublicListQuery } from '../forms/public-query.ts'
import { SOURCE_LANGUAGE, type Language } from '../language.ts'
import { openDataHref, PUBLIC_LIST, publicHref, publicListHref } from './public-links.ts'
import { publicShell, type PublicShell } from './public-shell.ts'
import { publicVerdictShort, type PublicVerdict } from './public-words.ts'
import type { Site } from './shell.ts'

/** The agencies for citizens, by level and name, with a search. */
export interface PublicAgenciesPage extends PublicShell {
  readonly heading: string
  readonly lead: string
  readonly search: {
    readonly action: string
    readonly label: string
    readonly hint: string
    readonly typed: string
    /** To be sent along; null where it is the source language. */
    readonly language: string | null
    readonly submit: string
  }
  /** What was searched for and how much was found; null where nothing was. */
  readonly found: string | null
  readonly all: { readonly href: string; readonly label: string } | null
  readonly groups: readonly PublicGroup[]
  readonly openData: { readonly href: string; readonly label: string }
}

/** Agencies of one level, or a part of them. */
export interface PublicGroup {
  readonly heading: string
  readonly rows: readonly {
    readonly href: string
    readonly name: string
    readonly parent: string
    readonly index: string
    readonly verdict: PublicVerdict
  }[]
  readonly links: readonly { readonly href: string; readonly label: string }[]
}

/** A part of the agencies of a level, before their figures are asked for. */
export interface ListedGroup {
  readonly level: AgencyLevel
  readonly agencies: readonly Agency[]
  /** How many there are of the level. */
  readonly count: number
  /** Which part of them it is, from 1 on, of how many; the first of one where only a beginning is shown. */
  readonly page: number
  readonly pages: number
}

/** So many fit a page of 14 KB. */
const A_PAGE = 50
/** So many of each level stand on the page of all levels. */
const A_BEGINNING = 12

/** Which agencies a page of the list shows: the beginning of each level, or one page of one level. */
export function shownListings(
  found: readonly { readonly level: AgencyLevel; readonly agencies: readonly Agency[] }[],
  { level, page }: Pick<PublicListQuery, 'level' | 'page'>,
): readonly ListedGroup[] {
  return found.flatMap((group): ListedGroup[] => {
    const count = group.agencies.length
    if (level === null) {
      return [{ level: group.level, agencies: group.agencies.slice(0, A_BEGINNING), count, page: 1, pages: 1 }]
    }
    if (group.level !== level) return []
    const pages = Math.ceil(count / A_PAGE)
    const at = Math.min(page, pages)
    return [{ level, agencies: group.agencies.slice((at - 1) * A_PAGE, at * A_PAGE), count, page: at, pages }]
  })
}

export function publicAgenciesPage(
  site: Site,
  query: PublicListQuery,
  groups: readonly (ListedGroup & { readonly listings: readonly PublicListing[] })[],
): PublicAgenciesPage {
  const { language, search, level, page } = query
  const { t, format, code } = language
  const count = groups.reduce((sum, group) => sum + group.count, 0)
  const [first] = groups
  const heading = t('public:list-heading')
  return {
    ...publicShell(site, language, {
      title:
        first && first.pages > 1
          ? t('public:list-title-page', {
              level: t(`public:level-of-${first.level}`),
              page: first.page,
              pages: first.pages,
            })
          : heading,
      description: t('public:list-description'),
      hrefIn: (other) => publicListHref(other, { search, page, ...(level ? { level } : {}) }),
    }),
    heading,
    lead: t('public:list-lead'),
    search: {
      action: PUBLIC_LIST,
      label: t('public:search-label'),
      hint: t('public:search-hint'),
      typed: search,
      language: code === SOURCE_LANGUAGE ? null : code,
      submit: t('public:search-submit'),
    },
    found:
      search === ''
        ? null
        : t(count === 0 ? 'public:search-nothing' : 'public:search-found', { search, count: format.count(count) }),
    all: search === '' && level === null ? null : { href: publicListHref(code), label: t('public:list-all') },
    groups: groups.map((group) => groupOf(group, query, language)),
    openData: { href: openDataHref(code), label: t('open-data:link') },
  }
}

function groupOf(
  group: ListedGroup & { readonly listings: readonly PublicListing[] },
  { search }: PublicListQuery,
  language: Language,
): PublicGroup {
  const { t, format, code } = language
  const { level, count, page, pages, listings } = group
  const at = (to: number): string => publicListHref(code, { level, search, page: to })
  const isBeginning = pages === 1 && count > listings.length
  return {
    heading: t('public:group', { level: t(`public:level-of-${level}`), count: format.count(count) }),
    rows: listings.map(({ agency, parent, index, target }) => ({
      href: publicHref(agency.code, code),
      name: inLanguage(agency.names, code),
      parent: parent ? inLanguage(parent.names, code) : '',
      index: index.figure?.exact ? format.percent(index.figure.exact) : '',
      verdict: publicVerdictShort(index, target, language),
    })),
    links: [
      ...(isBeginning ? [{ href: at(1), label: t('public:group-all', { count: format.count(count) }) }] : []),
      ...(page > 1 ? [{ href: at(page - 1), label: t('public:page-before', { page: page - 1, pages }) }] : []),
      ...(page < pages ? [{ href: at(page + 1), label: t('public:page-after', { page: page + 1, pages }) }] : []),
    ],
  }
}
