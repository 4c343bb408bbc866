import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AgencyPosters } from '../../services/poster-service.ts'
import type { RequestContext } from '../context.ts'
import { posterHref, postersHref } from './poster-page.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The codes in use at an agency's counters, each with its poster. */
export interface PosterListPage extends Shell {
  readonly heading: string
  readonly lead: string
  /** Null where there is nothing to print. */
  readonly printAll: { readonly href: string; readonly label: string } | null
  readonly empty: string
  readonly table: {
    readonly caption: string
    readonly heads: readonly string[]
    readonly rows: readonly {
      readonly code: string
      readonly href: string
      readonly point: string
      readonly field: string
      readonly step: string
    }[]
  }
  readonly below: {
    readonly heading: string
    readonly agencies: readonly { readonly name: string; readonly href: string }[]
  }
  readonly back: { readonly href: string; readonly label: string }
}

export function posterListPage(
  site: Site,
  context: RequestContext,
  { agency, posters, below }: AgencyPosters,
): PosterListPage {
  const { t, code: language } = context.language
  const names = { agency: inLanguage(agency.names, language) }
  const heading = t('poster:list-title', names)
  return {
    ...staffShell(site, context, { title: heading }),
    heading,
    lead: t('poster:list-lead'),
    printAll:
      posters.length === 0
        ? null
        : { href: `${postersHref(agency.code)}/print`, label: t('poster:print-all', { count: posters.length }) },
    empty: t('poster:list-empty', names),
    table: {
      caption: t('poster:list-caption'),
      heads: ['column-code', 'point', 'field', 'step'].map((key) => t(`poster:${key}`)),
      rows: posters.map(({ code, point, field }) => ({
        code: printPublicCode(code.code),
        href: posterHref(code.code),
        point: inLanguage(point.names, language),
        field: inLanguage(field.names, language),
        step: t(`poster:step-${code.step}`),
      })),
    },
    below: {
      heading: t('poster:below'),
      agencies: below.map(({ code, names }) => ({ name: inLanguage(names, language), href: postersHref(code) })),
    },
    back: { href: `/agencies/${encodeURIComponent(agency.code)}`, label: t('poster:dashboard', names) },
  }
}
