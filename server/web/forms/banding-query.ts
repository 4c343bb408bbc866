import type { Problem } from '../../domain/errors.ts'
import type { Banding } from '../../services/unit-bands.ts'
import { PARTS, readParts } from './typed-number.ts'

/** The parameters that {@link readBanding} reads, which are the fields of its form too. */
export const BANDING_PARAMETERS = ['thresholds', 'names'] as const

/** What was typed into the form of a classification. */
export type TypedBanding = Readonly<Record<(typeof BANDING_PARAMETERS)[number], string>>

/** Bands as an address carries them. */
export interface BandingReading {
  readonly typed: TypedBanding
  /** Null where none were typed, or something is wrong with them. */
  readonly banding: Banding | null
  readonly problems: readonly Problem[]
}

const MOST_BANDS = 10
const LONGEST_NAME = 40

/**
 * Reads thresholds as people write them, `95; 92,5; 80`, from the highest to the lowest, and one more name than there are
 * thresholds: `Xuất sắc; Tốt; Khá; Trung bình`. Both may be left out.
 */
export function readBanding(query: Readonly<Record<string, unknown>>): BandingReading {
  const typed = { thresholds: typedText(query['thresholds']), names: typedText(query['names']) }
  if (typed.thresholds === '' && typed.names === '') return { typed, banding: null, problems: [] }
  const thresholds = listOf(typed.thresholds)
  const names = listOf(typed.names)
  const problems = [...thresholdProblems(thresholds), ...nameProblems(names, thresholds.length)]
  if (problems.length > 0) return { typed, banding: null, problems }
  return { typed, banding: { thresholds: thresholds.map((text) => text.replace(',', '.')), names }, problems }
}

function thresholdProblems(thresholds: readonly string[]): readonly Problem[] {
  const of = (message: string, values: Problem['values'] = {}): readonly Problem[] => [
    { where: 'thresholds', message: `ranking:error-${message}`, values },
  ]
  if (thresholds.length === 0) return of('no-thresholds')
  if (thresholds.length >= MOST_BANDS) return of('too-many', { most: MOST_BANDS })
  const parts = thresholds.map(readParts)
  const unread = thresholds.find((_, i) => !isWithin(parts[i] ?? null))
  if (unread !== undefined) return of('threshold', { value: unread })
  const rising = thresholds.find((_, i) => i > 0 && (parts[i] ?? 0) >= (parts[i - 1] ?? 0))
  return rising === undefined ? [] : of('order', { value: rising })
}

function nameProblems(names: readonly string[], thresholds: number): readonly Problem[] {
  const of = (message: string, values: Problem['values'] = {}): readonly Problem[] => [
    { where: 'names', message: `ranking:error-${message}`, values },
  ]
  const long = names.find((name) => name.length > LONGEST_NAME)
  if (long !== undefined) return of('name-long', { name: long.slice(0, LONGEST_NAME), most: LONGEST_NAME })
  if (names.includes('')) return of('name-blank')
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) return of('name-twice', { name: twice })
  return names.length === thresholds + 1 ? [] : of('names', { needed: thresholds + 1, given: names.length })
}

/** A threshold of 0 would leave nothing below it. */
function isWithin(parts: number | null): boolean {
  return parts !== null && parts > 0 && parts <= 100 * PARTS
}

/** The parts between semicolons; one at the end closes the list. */
function listOf(text: string): readonly string[] {
  const parts = text
    .replace(/;\s*$/, '')
    .split(';')
    .map((part) => part.trim())
  return parts.length === 1 && parts[0] === '' ? [] : parts
}

/** Whatever was sent, as one text that the form shows again. */
function typedText(value: unknown): string {
  return (Array.isArray(value) ? value.join(';') : typeof value === 'string' ? value : '').normalize('NFC').trim()
}
