import { ROLES } from '../../domain/account.ts'
import type { Directory } from '../../domain/directory.ts'
import type { Problem } from '../../domain/errors.ts'
import type { NewAccount } from '../../services/account-service.ts'
import type { SentForm } from '../middleware/staff-forms.ts'
import { readDisplayName, readSignInName } from './account-names.ts'
import type { FormReading } from './form-reading.ts'

/** Reads the form for a new account. An agency is looked at only where the role has one. */
export function readNewAccountForm(directory: Directory, form: SentForm): FormReading<NewAccount> {
  const shown = readDisplayName(form['display-name'] ?? '')
  const signIn = readSignInName(form['name'] ?? '')
  const role = ROLES.find((known) => known === form['role'])
  const agency = role === 'agency' ? directory.agency(form['agency'] ?? '') : null
  const problems: Problem[] = [...shown.problems, ...signIn.problems]
  if (!role) problems.push({ where: 'role', message: 'accounts:role-missing' })
  if (role === 'agency' && !agency) problems.push({ where: 'agency', message: 'accounts:agency-missing' })
  if (!role || problems.length > 0) return { ok: false, problems }
  return {
    ok: true,
    value: {
      name: signIn.name,
      displayName: shown.displayName,
      role,
      agency: agency?.code ?? null,
      mayReadComments: form['comments'] === 'yes',
    },
  }
}
