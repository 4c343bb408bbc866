import { isoDay, type Period } from '../../domain/calendar.ts'
import type { ReferenceValue } from '../../domain/reference-value.ts'
import { SHEETS, type Sheet } from '../forms/sheet-names.ts'

export const REFERENCES_PATH = '/references'
export const REFERENCE_FORM_PATH = '/references/edit'
export const SHEETS_PATH = '/sheets'

/** The page with the figures of others about an agency, the province for null, at a series where one is given. */
export function referencesHref(
  agency: string | null,
  { questionnaire = null, series = null }: { questionnaire?: string | null; series?: string | null } = {},
): string {
  const query = new URLSearchParams()
  if (agency !== null) query.set('agency', agency)
  if (questionnaire !== null) query.set('questionnaire', questionnaire)
  const address = query.size === 0 ? REFERENCES_PATH : `${REFERENCES_PATH}?${query.toString()}`
  return series === null ? address : `${address}#${seriesId(series)}`
}

/** The id of the section of a series. */
export function seriesId(series: string): string {
  return `series-${series}`
}

/** The form to correct a figure that was entered. */
export function correctionHref({ series, year, agency }: Pick<ReferenceValue, 'series' | 'year' | 'agency'>): string {
  const query = new URLSearchParams({ series, year: String(year), ...(agency === null ? {} : { agency }) })
  return `${REFERENCE_FORM_PATH}?${query.toString()}`
}

export function sheetHref(sheet: Sheet): string {
  return `${SHEETS_PATH}/${sheet}`
}

/** The sheet of the reform index by an agency's own figure. */
export function ownParHref(agency: string, { from, to }: Period, questionnaire: string): string {
  const query = new URLSearchParams({ agency, from: isoDay(from), to: isoDay(to - 1), questionnaire })
  return `${sheetHref(SHEETS[0])}?${query.toString()}`
}
