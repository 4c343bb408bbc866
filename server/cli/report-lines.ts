import { printPublicCode } from '../domain/public-code.ts'
import type { ReportContent } from '../services/report-content.ts'
import type { DraftComparison } from '../services/report-differences.ts'

/** As many differences are named. */
const MOST_NAMED = 40

/** Which report it is. */
export function reportLine({ kind, about, period, code, madeOn, replaces, method }: ReportContent): string {
  const of = about ? about.code : 'the whole province'
  const correcting = replaces === null ? '' : `, correcting ${printPublicCode(replaces)}`
  return (
    `Report ${printPublicCode(code)}: ${kind}, ${of}, ${period}, made on ${madeOn}${correcting}, ` +
    `method ${method.name} of document ${method.document}, platform ${method.platform}`
  )
}

/** How a report compares with the same one computed anew, and where it differs. */
export function comparisonLines(source: string, { compared, differences }: DraftComparison): readonly string[] {
  if (differences.length === 0) return [`Equal: ${compared} numbers and words, computed anew from ${source}.`]
  const named = differences.slice(0, MOST_NAMED).map(({ path, frozen, now }) => {
    return `  ${path}: ${frozen ?? 'nothing'} in the report, ${now ?? 'nothing'} now`
  })
  const more = differences.length - named.length
  return [
    `Different: ${differences.length} of ${compared} numbers and words, computed anew from ${source}.`,
    ...named,
    ...(more > 0 ? [`  and ${more} more`] : []),
  ]
}
