import type { Directory } from '../../domain/directory.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AccountSummary } from '../../services/account-service.ts'
import type { Language } from '../language.ts'

/** An account's role with its agency, and whether its person can sign in, in words. */
export function accountWords(
  { code, t }: Language,
  directory: Directory,
  account: AccountSummary,
): { readonly role: string; readonly state: string } {
  const roles = account.grants.map(({ role, agency }) => {
    if (agency === null) return t(`accounts:role-${role}`)
    const found = directory.agency(agency)
    return t('accounts:role-of-agency', { agency: found ? inLanguage(found.names, code) : agency })
  })
  const waiting = account.hasPassword ? 'active' : 'waiting'
  return { role: roles.join(', '), state: t(`accounts:state-${account.disabled ? 'disabled' : waiting}`) }
}
