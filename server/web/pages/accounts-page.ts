import type { Directory } from '../../domain/directory.ts'
import { withoutMarks } from '../../domain/plain-text.ts'
import type { AccountSummary } from '../../services/account-service.ts'
import type { RequestContext } from '../context.ts'
import { accountWords } from './account-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface AccountsPage extends Shell {
  readonly heading: string
  readonly lead: string
  readonly add: { readonly href: string; readonly label: string }
  readonly search: { readonly action: string; readonly label: string; readonly value: string; readonly submit: string }
  /** How many there are, and that not all are listed where there are too many. */
  readonly found: string
  readonly columns: {
    readonly displayName: string
    readonly name: string
    readonly role: string
    readonly state: string
  }
  readonly rows: readonly {
    readonly displayName: string
    readonly href: string
    readonly name: string
    readonly role: string
    readonly state: string
    readonly isDisabled: boolean
  }[]
}

/** Rows on one page; whoever has more accounts finds one by searching. */
const MOST_ROWS = 200

/** The accounts whose names, role or agency hold every word of the search, with or without Vietnamese marks. */
export function accountsPage(
  site: Site,
  context: RequestContext,
  { accounts, directory, search }: { accounts: readonly AccountSummary[]; directory: Directory; search: string },
): AccountsPage {
  const { t, format } = context.language
  const words = withoutMarks(search)
    .split(' ')
    .filter((word) => word !== '')
  const rows = accounts
    .map((account) => ({ account, words: accountWords(context.language, directory, account) }))
    .filter(({ account, words: { role } }) => {
      const text = withoutMarks(`${account.displayName} ${account.name} ${role}`)
      return words.every((word) => text.includes(word))
    })
  const values = { found: format.count(rows.length), shown: format.count(MOST_ROWS) }
  return {
    ...staffShell(site, context, { title: t('accounts:list-heading'), styles: ['css/accounts.css'] }),
    heading: t('accounts:list-heading'),
    lead: t('accounts:list-lead'),
    add: { href: '/admin/accounts/new', label: t('accounts:list-add') },
    search: {
      action: '/admin/accounts',
      label: t('accounts:list-search'),
      value: search,
      submit: t('accounts:list-search-submit'),
    },
    found: rows.length > MOST_ROWS ? t('accounts:list-found-more', values) : t('accounts:list-found', values),
    columns: {
      displayName: t('accounts:display-name'),
      name: t('accounts:name'),
      role: t('accounts:role'),
      state: t('accounts:state'),
    },
    rows: rows.slice(0, MOST_ROWS).map(({ account, words: { role, state } }) => ({
      displayName: account.displayName,
      href: `/admin/accounts/${account.id}`,
      name: account.name,
      role,
      state,
      isDisabled: account.disabled,
    })),
  }
}
