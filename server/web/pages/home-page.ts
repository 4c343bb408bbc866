import type { RequestContext } from '../context.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface HomePage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly search: { readonly action: string; readonly label: string; readonly hint: string; readonly submit: string }
  readonly staff: { readonly heading: string; readonly href: string; readonly label: string }
}

export function homePage(site: Site, context: RequestContext): HomePage {
  const { t } = context.language
  return {
    ...staffShell(site, context, { title: t('home:title') }),
    heading: t('home:heading'),
    lead: t('home:lead'),
    search: {
      action: '/s',
      label: t('home:search-label'),
      hint: t('home:search-hint'),
      submit: t('home:search-submit'),
    },
    staff: context.viewer
      ? { heading: t('home:staff-heading'), href: '/agencies', label: t('home:staff-agencies') }
      : { heading: t('home:staff-heading'), href: '/sign-in', label: t('home:staff-sign-in') },
  }
}
