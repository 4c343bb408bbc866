import type { Problem } from '../../domain/errors.ts'
import { readPublicCode } from '../../domain/public-code.ts'
import type { Reach } from '../../services/poster-reading.ts'
import type { PosterChoice } from '../../services/poster-service.ts'
import { cleanText } from './clean-text.ts'

/** On what posters are printed: a sheet each, two to a sheet, folded to stand on a table, or to be stuck on. */
export const POSTER_FORMATS = ['a4', 'a5', 'tent', 'sticker'] as const
export type PosterFormat = (typeof POSTER_FORMATS)[number]

/** How posters are to be printed. */
export interface PosterStyle {
  readonly format: PosterFormat
  /** Of each poster. */
  readonly copies: number
  /** What the agency says below the words that are always there; empty where it says nothing. One line. */
  readonly text: string
}

/** Which posters of an agency, and how. */
export interface PosterRequest {
  readonly style: PosterStyle
  readonly choice: PosterChoice
}

/** An address as it was typed and ticked, for a form that shows it again. */
export interface TypedPosters {
  readonly format: string
  readonly copies: string
  readonly text: string
  readonly which: string
  /** Whose codes the form offers. */
  readonly reach: Reach
  /** As they were sent; not all need be codes. */
  readonly codes: readonly string[]
}

export type PosterQueryReading =
  | { readonly ok: true; readonly value: PosterRequest; readonly typed: TypedPosters }
  /** `where` of a problem is the name of the field, `codes` for that of the codes. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: TypedPosters }

/** Letters and signs that fit below the words of the smallest poster that has room for them. */
export const TEXT_MOST = 120
export const COPIES_MOST = 60

/** Values of `which`: the codes that are ticked, or all of a reach. */
export const TICKED = 'ticked'

/**
 * Reads `format` (left out: A4), `copies` (left out: one), `text`, `which` and any number of `c`, a code each. Without
 * `which` the codes count, or where there are none all of the agency's own. `reach` says whose codes the form offers.
 */
export function readPosterQuery(query: URLSearchParams): PosterQueryReading {
  const one = (name: string): string => query.getAll(name).join(' ').trim()
  const which = one('which') || (query.has('c') ? TICKED : 'own')
  const typed: TypedPosters = {
    format: one('format') || 'a4',
    copies: one('copies') || '1',
    text: query.getAll('text').join(' '),
    which,
    reach: which === 'subtree' || one('reach') === 'subtree' ? 'subtree' : 'own',
    codes: query.getAll('c'),
  }
  const problems: Problem[] = []
  const format = POSTER_FORMATS.find((known) => known === typed.format)
  if (!format) problems.push({ where: 'format', message: 'poster:error-format' })

  const copies = /^\d{1,3}$/.test(typed.copies) ? Number(typed.copies) : 0
  if (copies < 1 || copies > COPIES_MOST) {
    problems.push({ where: 'copies', message: 'poster:error-copies', values: { most: COPIES_MOST } })
  }

  const text = cleanText(typed.text).replace(/\s+/g, ' ')
  const signs = [...new Intl.Segmenter('vi').segment(text)].length
  if (signs > TEXT_MOST) {
    problems.push({ where: 'text', message: 'poster:error-text', values: { most: TEXT_MOST, over: signs - TEXT_MOST } })
  }

  const { choice, problem } = readChoice(typed)
  if (problem) problems.push(problem)
  if (!format || !choice || problems.length > 0) return { ok: false, problems, typed }
  return { ok: true, value: { style: { format, copies, text }, choice }, typed }
}

function readChoice({ which, codes }: TypedPosters): { choice: PosterChoice | null; problem: Problem | null } {
  const where = 'codes'
  if (which === 'own' || which === 'subtree') return { choice: which, problem: null }
  if (which !== TICKED) return { choice: null, problem: { where, message: 'poster:error-which' } }
  if (codes.length === 0) return { choice: null, problem: { where, message: 'poster:error-none-ticked' } }
  const readings = codes.map((code) => readPublicCode(code))
  const wrong = readings.findIndex(({ ok }) => !ok)
  if (wrong >= 0) {
    const values = { codes: (codes[wrong] ?? '').slice(0, LONGEST_SHOWN) }
    return { choice: null, problem: { where, message: 'poster:error-codes-unknown', values } }
  }
  return { choice: readings.flatMap((reading) => (reading.ok ? [reading.code] : [])), problem: null }
}

/** So much of what is no code is said again. */
const LONGEST_SHOWN = 20
