import { COUNTER } from '../../domain/code-changes.ts'
import { printPublicCode } from '../../domain/public-code.ts'
import { inLanguage, type Words } from '../../domain/words.ts'
import type { Poster } from '../../services/poster-reading.ts'
import { SOURCE_LANGUAGE, type Languages } from '../language.ts'
import { qrDrawing, type QrDrawing } from './qr-drawing.ts'

/** The language below the first one on every poster, whatever language the officer reads. */
const SECOND_LANGUAGE = 'en'

/** Names of more signs than this run over several lines and need smaller type. */
const LONG_NAME = 36

/** Names and words of the agency of more signs than this together need still smaller type, */
const MANY_SIGNS = 200

/** and of more than this they may find no room, on a poster and on a sticker. */
const MOST_SIGNS = { poster: 340, sticker: 140 }

/** An address of more signs than this is set in smaller type. */
const LONG_ADDRESS = 28

/** The same text in the poster's two languages; the second is null where it would only repeat the first. */
export interface TwoLanguages {
  readonly first: string
  readonly second: string | null
}

/** What a poster says, on whatever it is printed. */
export interface PosterFace {
  readonly firstLanguage: string
  readonly secondLanguage: string
  /** How much has to find room, and so how small its type is. */
  readonly density: 'plain' | 'dense' | 'tight'
  /** Whether it is so much that somebody has to look whether all of it can be read. */
  readonly isCrowded: Readonly<Record<'poster' | 'sticker', boolean>>
  readonly agency: TwoLanguages
  readonly headline: TwoLanguages
  readonly scan: TwoLanguages
  /** The same for a sticker. */
  readonly scanShort: TwoLanguages
  readonly qr: QrDrawing & { readonly label: string }
  readonly webPage: {
    readonly label: TwoLanguages
    readonly address: string
    /** Whether it needs smaller type to stay on one line. */
    readonly isLong: boolean
    /** What a sticker says of it. */
    readonly short: string
  }
  readonly typed: {
    readonly label: TwoLanguages
    /** The label on a sticker. */
    readonly short: TwoLanguages
    readonly code: string
    readonly groups: readonly string[]
  }
  readonly about: TwoLanguages
  /** What the agency says; null where it says nothing. */
  readonly text: string | null
  readonly place: readonly { readonly label: TwoLanguages; readonly text: TwoLanguages }[]
  /** Counter, and field with step, in the first language alone: a sticker has no room for two. */
  readonly shortPlace: { readonly point: string; readonly errand: string }
}

/**
 * What makes the faces of a print: the words that are the same on each are looked up once.
 *
 * @param text what the agency says below the words that are always there; empty where it says nothing
 */
export function posterFaces(languages: Languages, text: string): (poster: Poster) => PosterFace {
  const first = languages.get(SOURCE_LANGUAGE)
  const second = languages.get(SECOND_LANGUAGE)
  const known = new Map<string, TwoLanguages>()
  const said = (key: string): TwoLanguages => {
    const words = known.get(key) ?? both(first.t(`poster:${key}`), second.t(`poster:${key}`))
    known.set(key, words)
    return words
  }
  const named = (words: Words): TwoLanguages => both(inLanguage(words, first.code), inLanguage(words, second.code))

  return ({ code: { code, step, questionnaire }, agency, point, field, surveyAddress, typingAddress }) => {
    const address = typingAddress.replace(/^https?:\/\//, '')
    const lengths = [agency, point, field].map(({ names }) => longest(named(names)))
    const signs = lengths.reduce((sum, length) => sum + length, text.length)
    const printed = printPublicCode(code)
    return {
      firstLanguage: first.code,
      secondLanguage: second.code,
      density: signs > MANY_SIGNS ? 'tight' : text !== '' || Math.max(...lengths) > LONG_NAME ? 'dense' : 'plain',
      isCrowded: {
        poster: signs > MOST_SIGNS.poster,
        sticker: point.names.vi.length + field.names.vi.length > MOST_SIGNS.sticker,
      },
      agency: named(agency.names),
      headline: said(`headline-${step}`),
      scan: said('scan'),
      scanShort: said('scan-short'),
      qr: { ...qrDrawing(surveyAddress), label: first.t('poster:qr-label', { address: surveyAddress }) },
      webPage: {
        label: said('web-page'),
        address,
        isLong: address.length > LONG_ADDRESS,
        short: first.t('poster:web-page-short', { address }),
      },
      typed: {
        label: said('typed-code'),
        short: said('typed-code-short'),
        code: printed,
        groups: printed.split('-'),
      },
      about: said(questionnaire === COUNTER ? 'about' : 'about-longer'),
      text: text === '' ? null : text,
      place: [
        { label: said('point'), text: named(point.names) },
        { label: said('field'), text: named(field.names) },
        { label: said('step'), text: said(`step-${step}`) },
      ],
      shortPlace: {
        point: point.names.vi,
        errand: first.t('poster:errand', { field: field.names.vi, step: said(`step-${step}`).first }),
      },
    }
  }
}

function longest({ first, second }: TwoLanguages): number {
  return Math.max(first.length, second?.length ?? 0)
}

function both(first: string, second: string): TwoLanguages {
  return { first, second: second === first ? null : second }
}
