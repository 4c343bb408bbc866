import { ROLES } from '../../domain/account.ts'
import type { Directory } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import type { RequestContext } from '../context.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { agencyGroups, type OptionGroup } from './agency-options.ts'
import {
  describedBy,
  errorSummary,
  formTitle,
  problemAt,
  textField,
  type ErrorSummary,
  type TextField,
} from './form-parts.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface NewAccountPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly errorSummary: ErrorSummary | null
  readonly action: string
  readonly csrf: string
  readonly fields: readonly TextField[]
  readonly role: {
    readonly legend: string
    readonly error: string | null
    /** The first has the id `role`, to which the error summary links. */
    readonly options: readonly Choice[]
  }
  readonly agency: {
    readonly label: string
    readonly hint: string
    readonly error: string | null
    readonly describedBy: string | null
    readonly none: string
    readonly groups: readonly OptionGroup[]
  }
  readonly comments: Choice
  readonly submit: string
  readonly back: { readonly href: string; readonly label: string }
}

interface Choice {
  readonly id: string
  readonly value: string
  readonly label: string
  readonly hint: string
  readonly isChecked: boolean
}

/** @param form what was typed and picked so far */
export function newAccountPage(
  site: Site,
  context: RequestContext,
  { directory, form, problems }: { directory: Directory; form: SentForm; problems: readonly Problem[] },
): NewAccountPage {
  const { t } = context.language
  const heading = t('accounts:new-heading')
  const agencyHint = t('accounts:agency-hint')
  const agencyError = problemAt(t, problems, 'agency')
  return {
    ...staffShell(site, context, { title: formTitle(t, heading, problems), styles: ['css/accounts.css'] }),
    heading,
    lead: t('accounts:new-lead'),
    errorSummary: errorSummary(t, problems),
    action: '/admin/accounts/new',
    csrf: context.csrfToken,
    fields: [
      textField(t, problems, {
        name: 'display-name',
        label: t('accounts:display-name'),
        hint: t('accounts:display-name-hint'),
        value: form['display-name'] ?? '',
      }),
      textField(t, problems, {
        name: 'name',
        label: t('accounts:name'),
        hint: t('accounts:name-hint'),
        value: form['name'] ?? '',
      }),
    ],
    role: {
      legend: t('accounts:role'),
      error: problemAt(t, problems, 'role'),
      options: ROLES.map((role, place) => ({
        id: place === 0 ? 'role' : `role-${role}`,
        value: role,
        label: t(`accounts:role-${role}`),
        hint: t(`accounts:role-${role}-hint`),
        isChecked: form['role'] === role,
      })),
    },
    agency: {
      label: t('accounts:agency'),
      hint: agencyHint,
      error: agencyError,
      describedBy: describedBy('agency', { hint: agencyHint, error: agencyError }),
      none: t('accounts:agency-none'),
      groups: agencyGroups(context.language, directory, form['agency'] ?? ''),
    },
    comments: {
      id: 'comments',
      value: 'yes',
      label: t('accounts:comments'),
      hint: t('accounts:comments-hint'),
      isChecked: form['comments'] === 'yes',
    },
    submit: t('accounts:new-submit'),
    back: { href: '/admin/accounts', label: t('accounts:back-to-list') },
  }
}
