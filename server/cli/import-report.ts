import { printPublicCode } from '../domain/public-code.ts'
import type { ImportPlan } from '../services/import-plan.ts'
import type { ImportProblem } from '../services/import-problem.ts'
import type { Translate } from '../web/language.ts'

/** Keys named in one list; the rest is counted. */
const MOST_NAMED = 40

/** Each problem as `file:line column: sentence`. */
export function problemLines(t: Translate, problems: readonly ImportProblem[]): readonly string[] {
  return problems.map(({ file, line, where, message, values }) => {
    const place = `${file}${line === null ? '' : `:${line}`}${where === '' ? '' : ` ${where}`}`
    return `${place}: ${t(message, values)}`
  })
}

/** What an import did, or would do: a line a kind with the records below it, then the public codes. */
export function importReport(
  t: Translate,
  { kinds, newCodes }: ImportPlan,
  { isApplied, publicUrl }: { isApplied: boolean; publicUrl: string },
): readonly string[] {
  const lines = kinds.flatMap(({ kind, added, changed, unchanged }) => [
    t('import:kind-summary', { kind, added: added.length, changed: changed.length, unchanged }),
    ...named(t, '+', added),
    ...named(t, '~', changed),
  ])
  if (newCodes.length > 0) {
    lines.push(t(isApplied ? 'import:codes-made' : 'import:codes-planned', { codes: newCodes.length }))
  }
  if (isApplied) {
    for (const { code, point, field, step, channel, questionnaire } of newCodes) {
      const meaning = [point, field, step, channel, questionnaire].join(' ')
      lines.push(`  ${printPublicCode(code)}  ${meaning}  ${publicUrl}/s/${code}`)
    }
  }
  return [...lines, t(isApplied ? 'import:applied' : 'import:dry-run')]
}

function named(t: Translate, sign: '+' | '~', keys: readonly string[]): readonly string[] {
  const lines = keys.slice(0, MOST_NAMED).map((key) => `  ${sign} ${key}`)
  return keys.length > MOST_NAMED ? [...lines, `  ${t('import:and-more', { more: keys.length - MOST_NAMED })}`] : lines
}
