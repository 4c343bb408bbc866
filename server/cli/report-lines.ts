import { printPublicCode } from '../domain/public-code.ts'
import type { ReportContent } from '../services/report-content.ts'
import type { DraftComparison } from '../services/report-differences.ts'

/** Which report it is. */
export function reportLine({ kind, about, period, code, madeOn, replaces, method }: ReportContent): string {
  const of = about ? about.code : 'the whole province'
  const correcting = replaces === null ? '' : `, correcting ${printPublicCode(replaces)}`
  return (
    `Report ${printPublicCode(code)}: ${kind}, ${of}, ${period}, made on ${madeOn}${correcting}, ` +
    `method ${method.name} of document ${method.document}, platform ${method.platform}`
  )
}

/** How a report compares with the same one computed anew, and every number in which it differs. */
export function comparisonLines(source: string, { compared, differences }: DraftComparison): readonly string[] {
  if (differences.length === 0) return [`Equal: ${compared} numbers and words, computed anew from ${source}.`]
  return [
    `Different: ${differences.length} of ${compared} numbers and words, computed anew from ${source}.`,
    ...differences.map(
      ({ path, frozen, now }) => `  ${path}: ${frozen ?? 'nothing'} in the report, ${now ?? 'nothing'} now`,
    ),
  ]
}
