import { printPublicCode } from '../../domain/public-code.ts'
import type { CodeAct } from '../../services/poster-codes.ts'
import type { PosterOfCode } from '../../services/poster-service.ts'
import type { LocalDay } from '../../domain/calendar.ts'
import type { RequestContext } from '../context.ts'
import { posterHref, postersHref, withdrawalHref } from './poster-links.ts'
import { posterWords, type PosterWords } from './poster-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** One thing that can be done with a code, and what comes of it. */
export interface CodeAction {
  readonly act: CodeAct
  readonly heading: string
  readonly explanation: string
  readonly submit: string
}

/** What happens when a code is withdrawn, said before it is done; or what became of one that was withdrawn. */
export interface WithdrawalPage extends Shell {
  readonly heading: string
  readonly lead: string
  /** That somebody else was first; null where nobody was. */
  readonly notice: string | null
  readonly facts: readonly { readonly term: string; readonly text: string }[]
  readonly effects: { readonly heading: string; readonly sentences: readonly string[] } | null
  readonly link: { readonly href: string; readonly label: string } | null
  readonly action: string
  readonly csrf: string
  readonly actions: readonly CodeAction[]
  readonly back: { readonly href: string; readonly label: string }
}

/** @param today the day on which the code would end */
export function withdrawalPage(
  site: Site,
  context: RequestContext,
  { poster }: PosterOfCode,
  today: LocalDay,
): WithdrawalPage {
  const { t, format } = context.language
  const words = posterWords(poster, context.language)
  const { replacedBy } = poster.code
  const heading = t('poster:withdrawal-heading', words)
  const acts: readonly CodeAct[] = replacedBy === null ? ['replace', 'withdraw'] : ['withdraw']
  return {
    ...staffShell(site, context, { title: t('poster:withdrawal-title', words), styles: ['css/poster-pages.css'] }),
    heading,
    lead: t('poster:withdrawal-lead'),
    notice: null,
    facts: factsOf(words, context),
    effects: {
      heading: t('poster:withdrawal-effects'),
      sentences: [
        t('poster:withdrawal-effect-end', { day: format.day(today) }),
        t('poster:withdrawal-effect-room', words),
        t('poster:withdrawal-effect-answers'),
        t('poster:withdrawal-effect-audit'),
      ],
    },
    link: null,
    ...formOf(context, poster.code.code, acts),
    back: { href: postersHref(poster.agency.code), label: t('poster:back', words) },
  }
}

/** @param isLate whether the viewer has just wanted what was done before */
export function withdrawnPage(
  site: Site,
  context: RequestContext,
  { poster, mayChange }: PosterOfCode,
  { isLate } = { isLate: false },
): WithdrawalPage {
  const { t, format } = context.language
  const words = posterWords(poster, context.language)
  const { withdrawnOn, replacedBy } = poster.code
  const day = withdrawnOn === null ? '' : format.day(withdrawnOn)
  const isReplaced = replacedBy !== null
  return {
    ...staffShell(site, context, { title: t('poster:withdrawn-title', words), styles: ['css/poster-pages.css'] }),
    heading: t('poster:withdrawn-heading', words),
    lead: t(isReplaced ? 'poster:withdrawn-replaced' : 'poster:withdrawn-alone', { ...words, day }),
    notice: isLate ? t('poster:withdrawn-before') : null,
    facts: factsOf(words, context),
    effects: null,
    link: isReplaced
      ? { href: posterHref(replacedBy), label: t('poster:replaced', { code: printPublicCode(replacedBy) }) }
      : null,
    ...formOf(context, poster.code.code, mayChange && !isReplaced ? ['succeed'] : []),
    back: { href: postersHref(poster.agency.code), label: t('poster:back', words) },
  }
}

function formOf({ language: { t }, csrfToken }: RequestContext, code: string, acts: readonly CodeAct[]) {
  return {
    action: withdrawalHref(code),
    csrf: csrfToken,
    actions: acts.map((act) => ({
      act,
      heading: t(`poster:act-${act}`),
      explanation: t(`poster:act-${act}-explanation`),
      submit: t(`poster:act-${act}-submit`),
    })),
  }
}

function factsOf(words: PosterWords, { language: { t } }: RequestContext): WithdrawalPage['facts'] {
  return (['agency', 'point', 'field', 'step', 'channel', 'questionnaire'] as const).map((name) => ({
    term: t(`poster:${name}`),
    text: words[name],
  }))
}
