import { isoMonth } from '../../domain/calendar.ts'
import type { CompareQuery } from '../../services/compare-query.ts'
import { FILE_FORMATS } from '../../services/table-file.ts'
import type { Language } from '../language.ts'
import type { PageLink } from './figure-section.ts'

/** The pages that look at the same units. */
export const COMPARE_PAGES = ['units', 'funnel', 'heat-map', 'trends', 'mix', 'channels', 'sample', 'ranking'] as const
export type ComparePageName = (typeof COMPARE_PAGES)[number]
/** The rows of a page as a file; `for` says in which form. */
export type CompareFileName = `${ComparePageName}.csv`

/** The address of a compare page for the same units and answers. */
export function compareHref(
  page: ComparePageName | CompareFileName,
  query: CompareQuery,
  others: Readonly<Record<string, string>> = {},
): string {
  const path = page === 'units' ? '/compare' : `/compare/${page}`
  const address = new URLSearchParams({ ...Object.fromEntries(compareParameters(query)), ...others })
  return `${path}?${address.toString()}`
}

/** The rows of a compare page in every form in which they are written. */
export function compareFiles(
  file: CompareFileName,
  query: CompareQuery,
  { t }: Language,
  others: Readonly<Record<string, string>> = {},
): readonly PageLink[] {
  return FILE_FORMATS.map((format) => ({
    label: t(`compare:file-${format}`),
    href: compareHref(file, query, { ...others, for: format }),
  }))
}

/** The parts of an address that choose units and answers; what is as usual is left out, but for the months. */
export function compareParameters(query: CompareQuery): readonly (readonly [name: string, value: string])[] {
  const { level, under, months, view, questionnaire, step, method, flagged, field } = query
  const given: readonly (readonly [string, string | null])[] = [
    ['level', level],
    ['under', under],
    ['from', isoMonth(months.from)],
    ['to', isoMonth(months.to - 1)],
    ['view', view === 'as-it-is' ? null : view],
    ['questionnaire', questionnaire],
    ['step', step === 'return' ? null : step],
    ['method', method],
    ['flagged', flagged === 'in' ? null : flagged],
    ['field', field],
  ]
  return given.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const]))
}
