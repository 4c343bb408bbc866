import type { PlatformFirstSteps } from '../../services/first-steps.ts'
import type { RequestContext } from '../context.ts'
import { platformFirstSteps, type FirstStepsSection } from './first-steps-section.ts'
import { publicListHref } from './public-links.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface HomePage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly search: { readonly action: string; readonly label: string; readonly hint: string; readonly submit: string }
  /** Where everybody sees how agencies scored. */
  readonly published: { readonly heading: string; readonly href: string; readonly label: string }
  readonly staff: { readonly heading: string; readonly href: string; readonly label: string }
  /** What an administrator does next on a new platform; null for all others. */
  readonly firstSteps: FirstStepsSection | null
}

export function homePage(site: Site, context: RequestContext, steps: PlatformFirstSteps | null): HomePage {
  const { t } = context.language
  return {
    ...staffShell(site, context, { title: t('home:title'), styles: steps ? ['css/first-steps.css'] : [] }),
    heading: t('home:heading'),
    lead: t('home:lead'),
    search: {
      action: '/s',
      label: t('home:search-label'),
      hint: t('home:search-hint'),
      submit: t('home:search-submit'),
    },
    published: {
      heading: t('home:published-heading'),
      href: publicListHref(context.language.code),
      label: t('home:published-link'),
    },
    staff: context.viewer
      ? { heading: t('home:staff-heading'), href: '/agencies', label: t('home:staff-agencies') }
      : { heading: t('home:staff-heading'), href: '/sign-in', label: t('home:staff-sign-in') },
    firstSteps: steps && platformFirstSteps(steps, context.language),
  }
}
