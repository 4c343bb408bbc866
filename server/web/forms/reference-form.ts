import { parseYear } from '../../domain/calendar.ts'
import type { Directory } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import { isRecordCode } from '../../domain/record-code.ts'
import type { ReferenceValue } from '../../domain/reference-value.ts'
import { referenceMark } from '../../services/reference-service.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { cleanText } from './clean-text.ts'
import type { FormReading } from './form-reading.ts'

/** Stands for a series that is not in the list; no series can be called so. */
export const ANOTHER_SERIES = '*'

/** Value and source are kept in one line each, as an import takes them. */
const LONGEST_TEXT = 500

/** A figure as it was typed, with the mark of the one that the form was made to replace; empty for none. */
export interface TypedReference {
  readonly reference: ReferenceValue
  readonly known: string
}

/** The form that replaces a stored figure, filled with it, or with what was typed in its place. */
export function correctingForm(stored: ReferenceValue, typed: Pick<ReferenceValue, 'value' | 'source'>): SentForm {
  const { series, year, agency } = stored
  const { value, source } = typed
  return { series, year: String(year), agency: agency ?? '', value, source, known: referenceMark(stored) }
}

/** Reads the form for a figure that others published. */
export function readReferenceForm(directory: Pick<Directory, 'agency'>, form: SentForm): FormReading<TypedReference> {
  const problems: Problem[] = []
  const note = (where: string, message: string, values: Problem['values'] = {}): void => {
    problems.push({ where, message: `references:error-${message}`, values })
  }
  const line = (name: string): string => cleanText(form[name] ?? '').replaceAll('\n', ' ')
  const needed = (name: 'value' | 'source'): string => {
    const text = line(name)
    if (text === '') note(name, `${name}-missing`)
    if (text.length > LONGEST_TEXT) note(name, `${name}-long`, { most: LONGEST_TEXT })
    return text
  }
  const isAnother = form['series'] === ANOTHER_SERIES
  const series = line(isAnother ? 'other-series' : 'series')
  if (!isRecordCode(series)) note(isAnother ? 'other-series' : 'series', isAnother ? 'other-series' : 'series')
  const year = parseYear(line('year'))
  if (year === null) note('year', 'year')
  const agency = line('agency') || null
  if (agency !== null && !directory.agency(agency)) note('agency', 'agency')
  const value = needed('value')
  const source = needed('source')
  if (year === null || problems.length > 0) return { ok: false, problems }
  return { ok: true, value: { reference: { series, year, agency, value, source }, known: line('known') } }
}
