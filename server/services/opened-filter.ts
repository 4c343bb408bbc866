import { InvalidInputError, type Problem } from '../domain/errors.ts'
import type { Directory } from '../domain/directory.ts'
import type { Questionnaire } from '../domain/questionnaire.ts'
import type { Words } from '../domain/words.ts'
import type { OpenedCut } from './agency-dashboard.ts'
import { factOf, type AnswerFilter, type CutValue } from './answer-filter.ts'
import { choicesOf } from './dashboard-cuts.ts'

/** Thrown when answers cannot be narrowed as asked; what can be kept of the filter stands in `kept`. */
export class FilterRefusedError extends InvalidInputError {
  readonly kept: AnswerFilter
  /** Whether a row was named that does not exist here; otherwise the answers are too many to be narrowed. */
  readonly isUnknown: boolean

  constructor(problems: readonly Problem[], { kept, isUnknown }: { kept: AnswerFilter; isUnknown: boolean }) {
    super('the answers cannot be narrowed so', problems)
    this.kept = kept
    this.isUnknown = isUnknown
  }
}

/**
 * What the rows of a filter are called.
 *
 * @param agencies whose answers are looked at: a point of another agency is as unknown as one that there never was
 * @throws {FilterRefusedError} when a point, field, question or option is not there
 */
export function openedFilter(
  filter: AnswerFilter,
  {
    directory,
    agencies,
    versions,
  }: { directory: Directory; agencies: readonly string[]; versions: readonly Questionnaire[] },
): readonly OpenedCut[] {
  const choices = choicesOf(versions)
  const namesOf = ({ cut, value }: CutValue): { names: Words | null; question: Words | null } | null => {
    const fact = factOf(cut)
    if (fact !== null) {
      const choice = choices.get(fact)
      const label = choice?.options.get(value)
      return choice && label ? { names: label, question: choice.wording } : null
    }
    if (cut === 'point') {
      const point = directory.point(value)
      return point && agencies.includes(point.agency) ? { names: point.names, question: null } : null
    }
    if (cut !== 'field') return { names: null, question: null }
    const field = directory.field(value)
    return field && { names: field.names, question: null }
  }
  const opened = filter.map((one) => ({ one, found: namesOf(one) }))
  const unknown = opened.filter(({ found }) => found === null)
  if (unknown.length > 0) {
    const problems = unknown.map(({ one: { cut, value } }): Problem => {
      const kind = factOf(cut) === null ? cut : 'fact'
      return { where: cut, message: `dashboard:error-no-${kind}`, values: { value, cut } }
    })
    const kept = opened.flatMap(({ one, found }) => (found ? [one] : []))
    throw new FilterRefusedError(problems, { kept, isUnknown: true })
  }
  return opened.flatMap(({ one, found }) => (found ? [{ ...one, ...found }] : []))
}
