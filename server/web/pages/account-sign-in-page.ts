import type { Problem } from '../../domain/errors.ts'
import type { RequestContext } from '../context.ts'
import { errorSummary, formTitle, textField, type ErrorSummary, type TextField } from './form-parts.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface SignInPage extends Shell {
  readonly heading: string
  readonly errorSummary: ErrorSummary | null
  readonly action: string
  readonly csrf: string
  /** Path to go to afterwards, or empty. */
  readonly back: string
  readonly fields: readonly TextField[]
  readonly submit: string
  readonly forgotten: string
}

export function signInPage(
  site: Site,
  context: RequestContext,
  { name = '', back, problems = [] }: { name?: string; back: string | null; problems?: readonly Problem[] },
): SignInPage {
  const { t } = context.language
  return {
    ...staffShell(site, context, { title: formTitle(t, t('accounts:sign-in-heading'), problems) }),
    heading: t('accounts:sign-in-heading'),
    errorSummary: errorSummary(t, problems),
    action: '/sign-in',
    csrf: context.csrfToken,
    back: back ?? '',
    fields: [
      textField(t, problems, { name: 'name', label: t('accounts:name'), value: name, autocomplete: 'username' }),
      textField(t, problems, {
        name: 'password',
        type: 'password',
        label: t('accounts:password'),
        autocomplete: 'current-password',
      }),
    ],
    submit: t('accounts:sign-in-submit'),
    forgotten: t('accounts:sign-in-forgotten'),
  }
}
