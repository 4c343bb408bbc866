import { inLanguage } from '../../domain/words.ts'
import type { AgencyNode } from '../../services/agency-tree.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { dashboardHref } from './dashboard-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The agencies that the viewer may see, with a search by name. */
export interface AgenciesPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly search: {
    readonly action: string
    readonly label: string
    readonly hint: string
    readonly submit: string
    readonly value: string
    /** Null where nothing is searched for. */
    readonly clear: string | null
  }
  readonly caption: string
  /** What to do where the list is empty. */
  readonly empty: string
  readonly heads: readonly string[]
  readonly rows: readonly {
    readonly name: string
    readonly href: string
    /** How far the row is set in, at most {@link DEEPEST}. */
    readonly depth: number
    readonly level: string
    readonly parent: string
    /** That it exists no more, and who took over; empty while it lives. */
    readonly end: string
  }[]
}

const DEEPEST = 4

export function agenciesPage(
  site: Site,
  context: RequestContext,
  { nodes, search }: { nodes: readonly AgencyNode[]; search: string },
): AgenciesPage {
  const { language } = context
  const { t, format, code } = language
  const count = format.count(nodes.length)
  const heading = t('dashboard:agencies-title')
  return {
    ...staffShell(site, context, { title: heading, styles: ['css/dashboard.css', 'css/print.css'] }),
    heading,
    lead: t('dashboard:agencies-lead'),
    search: {
      action: '/agencies',
      label: t('dashboard:agencies-search'),
      hint: t('dashboard:agencies-search-hint'),
      submit: t('dashboard:agencies-search-submit'),
      value: search,
      clear: search === '' ? null : t('dashboard:agencies-search-clear'),
    },
    caption:
      search === '' ? t('dashboard:agencies-caption', { count }) : t('dashboard:agencies-found', { search, count }),
    empty: t(search === '' ? 'dashboard:agencies-none' : 'dashboard:agencies-not-found'),
    heads: ['agency', 'level', 'parent'].map((column) => t(`dashboard:column-${column}`)),
    rows: nodes.map(({ agency, depth, parent, successor }) => ({
      name: inLanguage(agency.names, code),
      href: dashboardHref(agency.code),
      depth: Math.min(depth, DEEPEST),
      level: t(`dashboard:level-${agency.level}`),
      parent: parent ? inLanguage(parent.names, code) : '',
      end: endOf({ agency, successor }, language),
    })),
  }
}

function endOf({ agency, successor }: Pick<AgencyNode, 'agency' | 'successor'>, { t, format, code }: Language): string {
  if (agency.validTo === null) return ''
  const day = format.day(agency.validTo - 1)
  return successor
    ? t('dashboard:agency-merged', { day, successor: inLanguage(successor.names, code) })
    : t('dashboard:agency-ended', { day })
}
