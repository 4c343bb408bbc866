import { isAdministrator } from '../../services/access.ts'
import type { AssetUrl } from '../assets.ts'
import type { RequestContext } from '../context.ts'

/** What every page has around its content: partials/head and partials/foot print it. */
export interface Shell {
  readonly language: string
  /** Of the document: names what the page is about, then the platform. */
  readonly title: string
  readonly styles: readonly string[]
  readonly scripts: readonly string[]
  readonly icon: string
  readonly skipLink: string
  readonly brand: { readonly name: string; readonly href: string }
  readonly nav: readonly { readonly label: string; readonly href: string }[]
  readonly navLabel: string
  readonly languages: readonly { readonly code: string; readonly name: string; readonly href: string }[]
  readonly languagesLabel: string
  readonly signOut: {
    readonly action: string
    readonly csrf: string
    readonly label: string
    readonly who: string
  } | null
}

/** What a page asks of its shell. */
export interface ShellRequest {
  readonly title: string
  /** Names below public/, after css/base.css and css/staff.css, which every staff page has. */
  readonly styles?: readonly string[]
  /** Names below public/ or lib/, in the order in which they run. */
  readonly scripts?: readonly string[]
}

/** What a page maker needs besides its result: assets by name, and the languages there are. */
export interface Site {
  readonly asset: AssetUrl
  readonly languages: readonly { readonly code: string; readonly name: string }[]
  readonly publicUrl: string
}

/** The shell of a staff page, with navigation by what the viewer may do. */
export function staffShell(
  site: Site,
  context: RequestContext,
  { title, styles = [], scripts = [] }: ShellRequest,
): Shell {
  const { language, viewer, csrfToken } = context
  const { t } = language
  const nav = viewer
    ? [
        { label: t('site:nav-agencies'), href: '/agencies' },
        { label: t('site:nav-compare'), href: '/compare' },
        { label: t('site:nav-reports'), href: '/reports' },
        { label: t('site:nav-references'), href: '/references' },
        ...(isAdministrator(viewer)
          ? [
              { label: t('site:nav-accounts'), href: '/admin/accounts' },
              { label: t('site:nav-audit'), href: '/admin/audit' },
            ]
          : []),
      ]
    : []
  return {
    language: language.code,
    title: t('site:document-title', { title }),
    styles: ['css/base.css', 'css/staff.css', ...styles].map(site.asset),
    scripts: scripts.map(site.asset),
    icon: site.asset('img/icon.svg'),
    skipLink: t('site:skip-link'),
    brand: { name: t('site:name'), href: '/' },
    nav,
    navLabel: t('site:nav-label'),
    languages: site.languages
      .filter(({ code }) => code !== language.code)
      .map(({ code, name }) => ({ code, name, href: withLanguage(context.url, code) })),
    languagesLabel: t('site:languages-label'),
    signOut: viewer
      ? { action: '/sign-out', csrf: csrfToken, label: t('site:sign-out'), who: viewer.displayName }
      : null,
  }
}

/** The same address with another language. */
export function withLanguage(url: string, code: string): string {
  const at = new URL(url, 'http://localhost')
  at.searchParams.set('lang', code)
  return `${at.pathname}${at.search}`
}
