import type { CompareQuery } from '../../services/compare-query.ts'
import type { Language } from '../language.ts'
import { compareHref, type CompareFileName } from './compare-links.ts'
import type { PageLink } from './figure-section.ts'

/** Forms in which rows that are no units are handed out. */
const FORMATS = ['excel', 'plain', 'xlsx'] as const

/** The rows of a compare page that are not units, such as months or channels, as files. */
export function rowFiles(
  file: CompareFileName,
  query: CompareQuery,
  { t }: Language,
  others: Readonly<Record<string, string>> = {},
): readonly PageLink[] {
  return FORMATS.map((format) => ({
    label: t(`compare:file-${format}`),
    href: compareHref(file, query, { ...others, for: format }),
  }))
}
