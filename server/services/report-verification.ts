import type { Viewer } from '../domain/account.ts'
import { PLATFORM } from '../domain/audit.ts'
import { canonicalJson } from '../domain/canonical-json.ts'
import { readDraft, type ReaderParts } from './read-draft.ts'
import type { ReportContent } from './report-content.ts'
import { compareDrafts, type DraftComparison } from './report-differences.ts'
import { recounted } from './report-recount.ts'
import { digestOf } from './report-register.ts'
import { scopeOf } from './report-scope.ts'

/** Whether a text is a report's content letter by letter: the same content has one text only, and so one digest. */
export function isCanonical(text: string, content: ReportContent): boolean {
  return canonicalJson(content) === text
}

/** Whether a text has the digest that was printed on paper, in capitals or not, with spaces or without. */
export function hasDigest(text: string, printed: string): boolean {
  return digestOf(text) === printed.toLowerCase().replaceAll(/\s/g, '')
}

/**
 * Whether all that a report computed follows from its own whole numbers.
 *
 * @throws {RangeError} when these contradict each other
 */
export function checkedBySums(content: ReportContent): DraftComparison {
  return compareDrafts(content, recounted(content))
}

/**
 * A report against the answers that the store holds now, by the method and the least number of responses that the report
 * was made by.
 *
 * @throws {NotFoundError | InvalidInputError} when what it is about is no longer there
 */
export async function checkedByStore(content: ReportContent, parts: ReaderParts): Promise<DraftComparison> {
  const { name, least } = content.method
  const config = { ...parts.config, method: name, leastResponses: least }
  return compareDrafts(content, await readDraft({ ...parts, config }, OPERATOR, scopeOf(content)))
}

/** Whoever may start programs beside the store may see all that it holds. */
const OPERATOR: Viewer = {
  ...{ id: PLATFORM, name: PLATFORM, displayName: PLATFORM, mayReadComments: false },
  grants: [{ role: 'administrator', agency: null }],
}
