import type { Problem } from '../../domain/errors.ts'
import { PASSWORD_LEAST } from '../../services/password.ts'
import type { SetUpOffer } from '../../services/sign-in-service.ts'
import type { RequestContext } from '../context.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { errorSummary, formTitle, textField, type ErrorSummary, type TextField } from './form-parts.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface SetUpPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  readonly action: string
  readonly csrf: string
  readonly fields: readonly TextField[]
  readonly submit: string
}

/** @param form what was sent, to keep the names that were typed; passwords are never sent back */
export function setUpPage(
  site: Site,
  context: RequestContext,
  { offer, linkToken, form, problems }: SetUpState,
): SetUpPage {
  const { t } = context.language
  const nameField = { name: 'name', label: t('accounts:name'), autocomplete: 'username' }
  const names = offer.isFirst
    ? [
        textField(t, problems, {
          name: 'display-name',
          label: t('accounts:display-name'),
          hint: t('accounts:display-name-hint'),
          value: form['display-name'] ?? '',
          autocomplete: 'name',
        }),
        textField(t, problems, { ...nameField, hint: t('accounts:name-hint'), value: form['name'] ?? offer.name }),
      ]
    : [textField(t, problems, { ...nameField, value: offer.name, isReadonly: true })]
  const password = { type: 'password', autocomplete: 'new-password' } as const
  const heading = offer.isFirst
    ? t('accounts:set-up-heading-first')
    : t('accounts:set-up-heading', { name: offer.displayName })
  return {
    ...staffShell(site, context, { title: formTitle(t, heading, problems) }),
    heading,
    lead: offer.isFirst ? t('accounts:set-up-lead-first') : t('accounts:set-up-lead'),
    errorSummary: errorSummary(t, problems),
    action: `/set-up/${linkToken}`,
    csrf: context.csrfToken,
    fields: [
      ...names,
      textField(t, problems, {
        ...password,
        name: 'password',
        label: t('accounts:password-new'),
        hint: t('accounts:password-hint', { least: PASSWORD_LEAST }),
      }),
      textField(t, problems, { ...password, name: 'password-again', label: t('accounts:password-again') }),
    ],
    submit: t('accounts:set-up-submit'),
  }
}

interface SetUpState {
  readonly offer: SetUpOffer
  readonly linkToken: string
  readonly form: SentForm
  readonly problems: readonly Problem[]
}

/** What is shown for a link that was used, has expired or was replaced. Needed by views/accounts/link-ended. */
export interface LinkEndedPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly ways: readonly string[]
  readonly signIn: { readonly href: string; readonly label: string }
}

export function linkEndedPage(site: Site, context: RequestContext): LinkEndedPage {
  const { t } = context.language
  const heading = t('accounts:link-ended-heading')
  return {
    ...staffShell(site, context, { title: heading }),
    heading,
    lead: t('accounts:link-ended-lead'),
    ways: [t('accounts:link-ended-colleague'), t('accounts:link-ended-first')],
    signIn: { href: '/sign-in', label: t('accounts:link-ended-sign-in') },
  }
}
