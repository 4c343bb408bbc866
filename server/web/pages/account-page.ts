import { hourOfDay, localDay, localHour } from '../../domain/calendar.ts'
import type { Directory } from '../../domain/directory.ts'
import type { AccountSummary, DisablingFault } from '../../services/account-service.ts'
import type { HandedLink } from '../../services/set-up-links.ts'
import type { RequestContext } from '../context.ts'
import { accountWords } from './account-words.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

export interface AccountPage extends Shell {
  readonly heading: string
  readonly facts: readonly { readonly term: string; readonly text: string }[]
  /** The link just made, shown this once; else null. */
  readonly handed: {
    readonly heading: string
    readonly lead: string
    readonly url: string
    readonly expiry: string
  } | null
  readonly csrf: string
  /** What can be done, each a form of one button; one without `submit` says why it cannot be done. */
  readonly actions: readonly {
    readonly heading: string
    readonly explanation: string
    readonly action: string
    readonly submit: string | null
  }[]
  readonly back: { readonly href: string; readonly label: string }
}

interface AccountState {
  readonly account: AccountSummary
  readonly directory: Directory
  readonly fault: DisablingFault | null
  readonly handed: HandedLink | null
  readonly timeZone: string
}

export function accountPage(
  site: Site,
  visit: RequestContext,
  { account, directory, fault, handed, timeZone }: AccountState,
): AccountPage {
  const address = `/admin/accounts/${account.id}`
  // After a form was sent the address is the form's; links on the page lead to the account.
  const context = { ...visit, url: address }
  const { t, format } = context.language
  const words = accountWords(context.language, directory, account)
  const newLink = {
    heading: t('accounts:link-heading'),
    explanation: account.hasPassword ? t('accounts:link-explanation-reset') : t('accounts:link-explanation-again'),
    action: `${address}/link`,
    submit: t('accounts:link-submit'),
  }
  const disable = {
    heading: t('accounts:disable-heading'),
    explanation: fault === null ? t('accounts:disable-explanation') : t(`accounts:disable-fault-${fault}`),
    action: `${address}/disable`,
    submit: fault === null ? t('accounts:disable-submit') : null,
  }
  const enable = {
    heading: t('accounts:enable-heading'),
    explanation: t('accounts:enable-explanation'),
    action: `${address}/enable`,
    submit: t('accounts:enable-submit'),
  }
  return {
    ...staffShell(site, context, {
      title: t('accounts:account-title', { name: account.displayName }),
      styles: ['css/accounts.css'],
    }),
    heading: account.displayName,
    facts: [
      { term: t('accounts:name'), text: account.name },
      { term: t('accounts:role'), text: words.role },
      { term: t('accounts:comments'), text: account.mayReadComments ? t('accounts:yes') : t('accounts:no') },
      { term: t('accounts:state'), text: words.state },
    ],
    handed: handed && {
      heading: t('accounts:handed-heading'),
      lead: t('accounts:handed-lead', { name: account.displayName }),
      url: handed.url,
      expiry: t('accounts:handed-expiry', {
        day: format.day(localDay(handed.expiresAt, timeZone)),
        hour: hourOfDay(localHour(handed.expiresAt, timeZone)),
      }),
    },
    csrf: context.csrfToken,
    actions: account.disabled ? [enable] : [newLink, disable],
    back: { href: '/admin/accounts', label: t('accounts:back-to-list') },
  }
}
