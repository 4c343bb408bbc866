import type { AgencyDashboard } from '../../services/agency-dashboard.ts'
import { inLanguage } from '../../domain/words.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { ownExample } from './glossary-examples.ts'
import { GLOSSARY } from './glossary-terms.ts'
import { glossaryHref, publicListHref } from './public-links.ts'
import { publicShell, type PublicShell } from './public-shell.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The words of all pages, each with what it means and an example. */
export interface Glossary {
  readonly heading: string
  readonly lead: string
  readonly contents: string
  readonly groups: readonly {
    readonly heading: string
    readonly terms: readonly {
      readonly id: string
      readonly term: string
      readonly text: string
      readonly example: string
    }[]
  }[]
  readonly back: { readonly href: string; readonly label: string }
}

export interface GlossaryPage extends Shell {
  readonly glossary: Glossary
}

export interface GlossaryPublicPage extends PublicShell {
  readonly glossary: Glossary
}

/** For an agency: examples are its own figures of a period where these give one. */
export function glossaryPage(site: Site, context: RequestContext, dashboard: AgencyDashboard): GlossaryPage {
  const { language } = context
  const { t, format, code } = language
  const { agency, period } = dashboard
  const name = inLanguage(agency.names, code)
  const days = { agency: name, from: format.day(period.from), to: format.day(period.to - 1) }
  return {
    ...staffShell(site, context, { title: t('glossary:title-own', days), styles: ['css/glossary.css'] }),
    glossary: {
      ...glossary(language, dashboard),
      lead: t('glossary:lead-own', days),
      back: { href: dashboardHref(agency.code), label: t('glossary:back-own', { agency: name }) },
    },
  }
}

/** For everybody: all examples are made up. */
export function glossaryPublicPage(site: Site, language: Language): GlossaryPublicPage {
  const { t, code } = language
  return {
    ...publicShell(site, language, {
      title: t('glossary:title'),
      description: t('glossary:description'),
      hrefIn: (other) => glossaryHref(other),
    }),
    glossary: {
      ...glossary(language, null),
      lead: t('glossary:lead'),
      back: { href: publicListHref(code), label: t('glossary:back') },
    },
  }
}

function glossary(
  language: Language,
  dashboard: AgencyDashboard | null,
): Pick<Glossary, 'heading' | 'contents' | 'groups'> {
  const { t } = language
  return {
    heading: t('glossary:title'),
    contents: t('glossary:contents'),
    groups: GLOSSARY.map(({ group, terms }) => ({
      heading: t(`glossary:group-${group}`),
      terms: terms.map((id) => {
        const own = dashboard && ownExample(id, dashboard, language)
        return {
          id,
          term: t(`glossary:${id}-term`),
          text: t(`glossary:${id}-text`),
          example:
            own === null
              ? t('glossary:example-invented', { example: t(`glossary:${id}-invented`) })
              : t('glossary:example-own', { example: own }),
        }
      }),
    })),
  }
}
