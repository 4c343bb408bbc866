import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage, type Words } from '../../domain/words.ts'
import type { Poster } from '../../services/poster-service.ts'
import type { RequestContext } from '../context.ts'
import { SOURCE_LANGUAGE, type Languages } from '../language.ts'
import { qrDrawing, type QrDrawing } from './qr-drawing.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** The language below the first one on every poster, whatever language the officer reads. */
const SECOND_LANGUAGE = 'en'

/** Names of more signs than this run over several lines. */
const LONG_NAME = 36

/** An address of more signs than this is set in smaller type. */
const LONG_ADDRESS = 28

/** The same text in the poster's two languages; the second is null where it would only repeat the first. */
export interface TwoLanguages {
  readonly first: string
  readonly second: string | null
}

/** One A4 sheet, ready to print. */
export interface PosterSheet {
  /** Whether long names need smaller type for everything to stay on one sheet. */
  readonly isDense: boolean
  readonly firstLanguage: string
  readonly secondLanguage: string
  readonly agency: TwoLanguages
  readonly headline: TwoLanguages
  readonly scan: TwoLanguages
  readonly qr: QrDrawing & { readonly label: string }
  readonly webPage: {
    readonly label: TwoLanguages
    readonly address: string
    /** Whether it needs smaller type to stay on one line. */
    readonly isLong: boolean
  }
  readonly typed: { readonly label: TwoLanguages; readonly code: string }
  readonly about: TwoLanguages
  readonly place: readonly { readonly label: TwoLanguages; readonly text: TwoLanguages }[]
}

/** Posters on the screen: what is printed of it is the sheets alone. */
export interface PosterSheetsPage extends Shell {
  readonly heading: string
  readonly hint: string
  readonly back: { readonly href: string; readonly label: string }
  readonly sheets: readonly PosterSheet[]
}

/** What is said of a withdrawn code in place of its poster. */
export interface WithdrawnPosterPage extends Shell {
  readonly heading: string
  readonly explanation: string
  readonly replacement: { readonly href: string; readonly label: string } | null
  readonly back: { readonly href: string; readonly label: string }
}

/** The sheets of some posters of one agency; each must be live. */
export function posterSheetsPage(
  site: Site,
  context: RequestContext,
  languages: Languages,
  agency: Poster['agency'],
  posters: readonly Poster[],
): PosterSheetsPage {
  const { t, code } = context.language
  const [only, ...others] = posters
  const names = { agency: inLanguage(agency.names, code) }
  const title = only && others.length === 0 ? t('poster:title', namesOf(only, code)) : t('poster:all-title', names)
  return {
    ...staffShell(site, context, { title, styles: ['css/poster.css'] }),
    heading: title,
    hint: t('poster:print-hint'),
    back: { href: postersHref(agency.code), label: t('poster:back', names) },
    sheets: posters.map((poster) => posterSheet(languages, poster)),
  }
}

export function withdrawnPosterPage(site: Site, context: RequestContext, poster: Poster): WithdrawnPosterPage {
  const { t, code } = context.language
  const names = namesOf(poster, code)
  const { replacedBy } = poster.code
  return {
    ...staffShell(site, context, { title: t('poster:title', names) }),
    heading: t('poster:withdrawn-heading', names),
    explanation: t('poster:withdrawn-explanation', names),
    replacement:
      replacedBy === null
        ? null
        : { href: posterHref(replacedBy), label: t('poster:replaced', { code: printPublicCode(replacedBy) }) },
    back: { href: postersHref(poster.agency.code), label: t('poster:back', names) },
  }
}

/** Where the poster of a public code is. */
export function posterHref(publicCode: string): string {
  return `/points/${publicCode}/poster`
}

/** Where the posters of an agency are listed. */
export function postersHref(agencyCode: string): string {
  return `/agencies/${encodeURIComponent(agencyCode)}/posters`
}

function namesOf({ agency, point, code }: Poster, language: string) {
  return {
    agency: inLanguage(agency.names, language),
    point: inLanguage(point.names, language),
    code: printPublicCode(code.code),
  }
}

function both(first: string, second: string): TwoLanguages {
  return { first, second: second === first ? null : second }
}

function posterSheet(languages: Languages, poster: Poster): PosterSheet {
  const first = languages.get(SOURCE_LANGUAGE)
  const second = languages.get(SECOND_LANGUAGE)
  const { step } = poster.code
  const address = poster.typingAddress.replace(/^https?:\/\//, '')
  const said = (key: string): TwoLanguages => both(first.t(`poster:${key}`), second.t(`poster:${key}`))
  const named = (words: Words): TwoLanguages => both(inLanguage(words, first.code), inLanguage(words, second.code))
  const names = [poster.agency.names, poster.point.names, poster.field.names].map(named)
  return {
    isDense: names.some(({ first, second }) => Math.max(first.length, second?.length ?? 0) > LONG_NAME),
    firstLanguage: first.code,
    secondLanguage: second.code,
    agency: named(poster.agency.names),
    headline: said(`headline-${step}`),
    scan: said('scan'),
    qr: { ...qrDrawing(poster.surveyAddress), label: first.t('poster:qr-label', { address: poster.surveyAddress }) },
    webPage: { label: said('web-page'), address, isLong: address.length > LONG_ADDRESS },
    typed: { label: said('typed-code'), code: printPublicCode(poster.code.code) },
    about: said('about'),
    place: [
      { label: said('point'), text: named(poster.point.names) },
      { label: said('field'), text: named(poster.field.names) },
      { label: said('step'), text: said(`step-${step}`) },
    ],
  }
}
