import type { Problem } from '../../domain/errors.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage } from '../../domain/words.ts'
import type { Poster } from '../../services/poster-reading.ts'
import type { AgencyPosters, PosterOfCode } from '../../services/poster-service.ts'
import type { RequestContext } from '../context.ts'
import { TICKED, type PosterStyle, type TypedPosters } from '../forms/poster-query.ts'
import type { Languages } from '../language.ts'
import { errorSummary, formTitle, type ErrorSummary } from './form-parts.ts'
import { posterHref, postersHref, withdrawalHref } from './poster-links.ts'
import { agencyPostersForm, onePosterForm, type PosterPrintForm } from './poster-print-form.ts'
import { posterSheets, type PosterSheet } from './poster-sheets.ts'
import { posterWords } from './poster-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** Posters on the screen as they come out of the printer, smaller; what is printed of the page is the sheets alone. */
export interface PosterPreviewPage extends Shell {
  readonly heading: string
  readonly errorSummary: ErrorSummary | null
  /** What became of the code, how many sheets there are and how to print them. */
  readonly notes: readonly string[]
  readonly links: readonly { readonly href: string; readonly label: string }[]
  /** Opens the form that changes what is shown. */
  readonly change: string
  readonly form: PosterPrintForm
  /** None where something is wrong with what was asked. */
  readonly sheets: readonly PosterSheet[]
}

/** How posters are wanted, and what was typed to say so. */
interface Wanted {
  readonly style: PosterStyle
  readonly typed: TypedPosters
}

/** Posters of an agency; each must be live. */
export function agencyPreviewPage(
  site: Site,
  context: RequestContext,
  languages: Languages,
  { offer, posters }: { readonly offer: AgencyPosters; readonly posters: readonly Poster[] },
  { style, typed }: Wanted,
): PosterPreviewPage {
  const { language } = context
  const names = { agency: inLanguage(offer.agency.names, language.code) }
  const title = language.t('poster:all-title', names)
  // Boxes that were ticked beside a button for all of them meant nothing.
  const codes = typed.which === TICKED ? typed.codes : []
  return {
    ...staffShell(site, context, { title, styles: stylesOf(style.format) }),
    heading: title,
    errorSummary: null,
    ...sheetsAndNotes(context, languages, posters, style),
    change: language.t('poster:change'),
    links: [{ href: postersHref(offer.agency.code), label: language.t('poster:back', names) }],
    form: agencyPostersForm(language, offer, { ...typed, codes }, []),
  }
}

/** The poster of one live code. */
export function onePreviewPage(
  site: Site,
  context: RequestContext,
  languages: Languages,
  one: PosterOfCode,
  { style, typed }: Wanted,
): PosterPreviewPage {
  const page = onePosterPage(site, context, one, typed)
  const { sheets, notes } = sheetsAndNotes(context, languages, [one.poster], style)
  return { ...page, notes: [...page.notes, ...notes], sheets }
}

/** The same without the poster, where something is wrong with how it is wanted. */
export function onePosterPage(
  site: Site,
  context: RequestContext,
  { poster, inPlaceOf, mayChange }: PosterOfCode,
  typed: TypedPosters,
  problems: readonly Problem[] = [],
): PosterPreviewPage {
  const { t, format } = context.language
  const words = posterWords(poster, context.language)
  const title = t('poster:title', words)
  return {
    ...staffShell(site, context, { title: formTitle(t, title, problems), styles: stylesOf(typed.format) }),
    heading: title,
    errorSummary: errorSummary(t, problems),
    notes: inPlaceOf.flatMap(({ code, withdrawnOn }) =>
      withdrawnOn === null
        ? []
        : t('poster:in-place-of', { code: printPublicCode(code), day: format.day(withdrawnOn) }),
    ),
    links: [
      { href: postersHref(poster.agency.code), label: t('poster:back', words) },
      ...(mayChange ? [{ href: withdrawalHref(poster.code.code), label: t('poster:withdrawal-of', words) }] : []),
    ],
    change: t('poster:change-one'),
    form: onePosterForm(context.language, posterHref(poster.code.code), typed, problems),
    sheets: [],
  }
}

/** Sheets that lie crosswise in the printer have a page size of their own. */
function stylesOf(format: string): readonly string[] {
  const page = format === 'a5' ? 'css/poster-crosswise.css' : 'css/poster-upright.css'
  return ['css/poster-pages.css', 'css/poster.css', page]
}

function sheetsAndNotes(
  { language: { t } }: RequestContext,
  languages: Languages,
  posters: readonly Poster[],
  style: PosterStyle,
) {
  const sheets = posterSheets(languages, posters, style)
  const block = style.format === 'sticker' ? 'sticker' : 'poster'
  const isCrowded = sheets.some(({ faces }) => faces.some(({ face }) => face.isCrowded[block]))
  return {
    sheets,
    notes: [
      t('poster:sheets', { count: sheets.length }),
      t(`poster:print-hint-${style.format}`),
      ...(style.format === 'sticker' && style.text !== '' ? [t('poster:text-not-on-stickers')] : []),
      ...(isCrowded ? [t('poster:crowded')] : []),
    ],
  }
}
