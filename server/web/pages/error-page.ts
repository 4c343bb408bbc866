import type { Problem } from '../../domain/errors.ts'
import type { RequestContext } from '../context.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface ErrorPage extends Shell {
  readonly heading: string
  readonly explanation: string
  readonly problems: readonly string[]
  /** Null unless the fault is the platform's own. */
  readonly reference: string | null
  readonly home: { readonly href: string; readonly label: string }
}

const KINDS_WITH_WORDS = ['400', '403', '404', '409', '413', '415', '429', '500', '503', 'form-expired']

/** @param words the status, or the name of a kind of error that has sentences of its own */
export function errorPage(
  site: Site,
  context: RequestContext,
  { words, reference, problems }: { words: string; reference: string | null; problems: readonly Problem[] },
): ErrorPage {
  const { t } = context.language
  const kind = KINDS_WITH_WORDS.includes(words) ? words : '400'
  const heading = t(`errors:${kind}-heading`)
  return {
    ...staffShell(site, context, { title: heading }),
    heading,
    explanation: t(`errors:${kind}-explanation`),
    problems: problems.map(({ message, values }) => t(message, values)),
    reference: reference === null ? null : t('errors:reference', { reference }),
    home: { href: '/', label: t('errors:home') },
  }
}
