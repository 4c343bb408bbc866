import type { Language } from '../language.ts'
import type { Site } from './shell.ts'

/** What every public page has around its content: views/public/head.ejs prints it. One style sheet, no script. */
export interface PublicShell {
  readonly language: string
  readonly title: string
  readonly description: string
  /** The one address under which the page is known. */
  readonly canonical: string
  readonly style: string
  readonly icon: string
  readonly siteName: string
  /** `vi_VN`, as Open Graph has it. */
  readonly locale: string
  /** What messengers show beside the title; null where there is none. */
  readonly card: { readonly url: string; readonly alternative: string } | null
  readonly languages: readonly { readonly code: string; readonly name: string; readonly href: string }[]
  readonly languagesLabel: string
}

/** @param hrefIn the page's own address in a language */
export function publicShell(
  { asset, languages, publicUrl }: Site,
  language: Language,
  { title, description, hrefIn }: { title: string; description: string; hrefIn: (language: string) => string },
): PublicShell {
  const { t } = language
  return {
    language: language.code,
    title: t('site:document-title', { title }),
    description,
    canonical: publicUrl + hrefIn(language.code),
    style: asset('css/public.css'),
    icon: asset('img/icon.svg'),
    siteName: t('site:name'),
    locale: t('public:locale'),
    card: null,
    languages: languages
      .filter(({ code }) => code !== language.code)
      .map(({ code, name }) => ({ code, name, href: hrefIn(code) })),
    languagesLabel: t('site:languages-label'),
  }
}
