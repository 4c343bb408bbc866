import type { Problem } from '../../domain/errors.ts'
import type { Translate } from '../language.ts'

/** What partials/error-summary prints above a form; null where nothing is wrong. */
export interface ErrorSummary {
  readonly title: string
  readonly errors: readonly { readonly href: string; readonly text: string }[]
}

/** One input of a form, as partials/text-field prints it. */
export interface TextField {
  /** Its id as well, so that the error summary can link to it. */
  readonly name: string
  readonly type: 'text' | 'password' | 'search'
  readonly label: string
  readonly hint: string | null
  readonly error: string | null
  readonly value: string
  readonly autocomplete: string
  readonly isReadonly: boolean
  /** Ids of hint and error, in the order in which they are read out; null without either. */
  readonly describedBy: string | null
}

/** What differs from field to field; a field is an empty text without hint unless something else is said. */
export interface TextFieldRequest {
  readonly name: string
  readonly label: string
  readonly type?: TextField['type']
  readonly hint?: string
  readonly value?: string
  readonly autocomplete?: string
  readonly isReadonly?: boolean
}

export function textField(t: Translate, problems: readonly Problem[], request: TextFieldRequest): TextField {
  const { name, hint = null } = request
  const error = problemAt(t, problems, name)
  return {
    name,
    type: request.type ?? 'text',
    label: request.label,
    hint,
    error,
    value: request.value ?? '',
    autocomplete: request.autocomplete ?? 'off',
    isReadonly: request.isReadonly ?? false,
    describedBy: describedBy(name, { hint, error }),
  }
}

/** The ids under which a field's hint and error stand. */
export function describedBy(
  name: string,
  { hint, error }: { hint: string | null; error: string | null },
): string | null {
  const ids = [...(hint === null ? [] : [`${name}-hint`]), ...(error === null ? [] : [`${name}-error`])]
  return ids.length === 0 ? null : ids.join(' ')
}

/** The sentence of the first problem with a field, or null. */
export function problemAt(t: Translate, problems: readonly Problem[], name: string): string | null {
  const problem = problems.find(({ where }) => where === name)
  return problem ? t(problem.message, problem.values) : null
}

export function errorSummary(t: Translate, problems: readonly Problem[]): ErrorSummary | null {
  if (problems.length === 0) return null
  return {
    title: t('site:error-summary'),
    errors: problems.map(({ where, message, values }) => ({ href: `#${where}`, text: t(message, values) })),
  }
}

/** The title of a page with a form: a screen reader reads it first, so it says that something is wrong. */
export function formTitle(t: Translate, title: string, problems: readonly Problem[]): string {
  return problems.length === 0 ? title : t('site:error-prefix', { title })
}
