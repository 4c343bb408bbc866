import type { LocalDay } from '../../domain/calendar.ts'
import type { Problem } from '../../domain/errors.ts'
import { maskedText } from '../../domain/masked-text.ts'
import { withoutMarks } from '../../domain/plain-text.ts'
import { STEPS } from '../../domain/service-point.ts'
import type { CommentGround, CommentQuery } from '../../services/agency-comments.ts'
import { readDashboardQuery, textOf, type TypedPeriod } from './dashboard-query.ts'

/** What stands in the form for comments, by the name of its field; empty where nothing was typed or picked. */
export interface TypedCommentQuery extends TypedPeriod {
  readonly q: string
  readonly point: string
  readonly field: string
  readonly step: string
  readonly satisfied: string
}

export type CommentQueryReading =
  | { readonly ok: true; readonly value: CommentQuery; readonly after: string | null }
  /** `where` of a problem is the name of the field. */
  | { readonly ok: false; readonly problems: readonly Problem[]; readonly typed: TypedCommentQuery }

/** What an address may hold besides: `view` and `questionnaire` come along from a dashboard, and change nothing here. */
const OTHERS: readonly string[] = ['after', 'lang', 'view', 'questionnaire']

/**
 * Reads the address of a page of comments: the period as that of a dashboard, the words `q`, and what narrows. What is
 * empty narrows nothing; what nobody knows is a mistake, since the page would silently show too much.
 */
export function readCommentQuery(
  query: Readonly<Record<string, unknown>>,
  { points, fields }: Pick<CommentGround, 'points' | 'fields'>,
  today: LocalDay,
): CommentQueryReading {
  const text = (name: string): string => textOf(query[name])
  const typed: TypedCommentQuery = {
    q: text('q'),
    from: text('from'),
    to: text('to'),
    point: text('point'),
    field: text('field'),
    step: text('step'),
    satisfied: text('satisfied'),
  }
  const reading = readDashboardQuery({ from: typed.from, to: typed.to }, today)
  const problems: Problem[] = reading.ok ? [] : [...reading.problems]
  const pick = <Choice extends string>(where: 'point' | 'field' | 'step' | 'satisfied', choices: readonly Choice[]) => {
    const value = typed[where]
    const choice = choices.find((one) => one === value) ?? null
    if (value !== '' && choice === null) problems.push({ where, message: `comments:error-${where}`, values: { value } })
    return choice
  }
  const picked = {
    point: pick(
      'point',
      points.map(({ id }) => id),
    ),
    field: pick(
      'field',
      fields.map(({ code }) => code),
    ),
    step: pick('step', STEPS),
  }
  const satisfied = pick('satisfied', ['yes', 'no'])
  if (maskedText(typed.q) !== typed.q) problems.push({ where: 'q', message: 'comments:error-masked' })
  else if (typed.q !== '' && withoutMarks(typed.q) === '')
    problems.push({ where: 'q', message: 'comments:error-words' })
  if (typeof query['q'] === 'string' && query['q'].trim().length > typed.q.length) {
    problems.push({ where: 'q', message: 'comments:error-too-long', values: { most: typed.q.length } })
  }
  for (const name of Object.keys(query)) {
    if (name in typed || OTHERS.includes(name)) continue
    problems.push({ where: name, message: 'comments:error-unknown', values: { name } })
  }
  if (!reading.ok || problems.length > 0) return { ok: false, problems, typed }
  const value = {
    ...picked,
    period: reading.value.period,
    words: typed.q,
    satisfied: satisfied === null ? null : satisfied === 'yes',
  }
  const { after } = query
  return { ok: true, value, after: typeof after === 'string' && after !== '' ? after : null }
}
