import { AUDITED, PLATFORM, type ChainedEntry } from '../../domain/audit.ts'
import type { Problem } from '../../domain/errors.ts'
import { inLanguage } from '../../domain/words.ts'
import type { AuditPage, AuditQuery } from '../../services/audit-service.ts'
import type { LocalClock } from '../../services/local-clock.ts'
import type { RequestContext } from '../context.ts'
import type { Language } from '../language.ts'
import { auditDetails } from './audit-details.ts'
import { errorSummary, formTitle, problemAt, textField, type ErrorSummary, type TextField } from './form-parts.ts'
import { staffShell, type Shell, type Site } from './shell.ts'

/** What was put down about the staff, for the administrator. */
export interface AuditListPage extends Shell {
  readonly errorSummary: ErrorSummary | null
  readonly heading: string
  readonly lead: string
  /** Whether the entries are those that were written, and a link to find out; null where nothing was asked for. */
  readonly chain: { readonly text: string; readonly isBroken: boolean; readonly check: Link | null } | null
  readonly form: {
    readonly action: string
    readonly account: TextField
    readonly act: {
      readonly label: string
      readonly error: string | null
      readonly options: readonly { readonly value: string; readonly label: string; readonly isPicked: boolean }[]
    }
    readonly submit: string
  }
  readonly found: string | null
  readonly heads: readonly string[]
  readonly rows: readonly AuditRow[]
  readonly links: readonly Link[]
}

interface Link {
  readonly label: string
  readonly href: string
}

interface AuditRow {
  readonly number: string
  readonly cells: readonly { readonly label: string; readonly lines: readonly string[] }[]
}

/** A page of the audit, or what is wrong with what was asked for. */
export interface AuditState {
  readonly typed: { readonly account: string; readonly act: string }
  readonly outcome: { readonly query: AuditQuery; readonly page: AuditPage } | { readonly problems: readonly Problem[] }
  readonly clock: LocalClock
}

export function auditListPage(site: Site, context: RequestContext, state: AuditState): AuditListPage {
  const { typed, outcome, clock } = state
  const { language } = context
  const { t, format } = language
  const problems = 'problems' in outcome ? outcome.problems : []
  const heads = ['number', 'at', 'account', 'act', 'details'].map((column) => t(`audit:column-${column}`))
  const common = {
    ...staffShell(site, context, {
      title: formTitle(t, t('audit:heading'), problems),
      styles: ['css/accounts.css', 'css/comments.css'],
    }),
    errorSummary: errorSummary(t, problems),
    heading: t('audit:heading'),
    lead: t('audit:lead'),
    form: auditForm(typed, problems, language),
    heads,
  }
  if ('problems' in outcome) return { ...common, chain: null, found: null, rows: [], links: [] }
  const { query, page } = outcome
  return {
    ...common,
    chain: chainOf(query, page, language),
    found: t('audit:found', { shown: format.count(page.entries.length), total: format.count(page.total) }),
    rows: page.entries.map((entry) => auditRow(entry, page, { clock, language, labels: heads.slice(1) })),
    links: [
      ...(query.before === null ? [] : [{ label: t('audit:newest'), href: auditHref(query, { before: null }) }]),
      ...(page.older === null ? [] : [{ label: t('audit:older'), href: auditHref(query, { before: page.older }) }]),
    ],
  }
}

function auditForm(typed: AuditState['typed'], problems: readonly Problem[], { t }: Language): AuditListPage['form'] {
  return {
    action: PATH,
    account: textField(t, problems, {
      name: 'account',
      type: 'search',
      label: t('audit:account'),
      hint: t('audit:account-hint'),
      value: typed.account,
    }),
    act: {
      label: t('audit:act'),
      error: problemAt(t, problems, 'act'),
      options: [
        { value: '', label: t('audit:any-act'), isPicked: typed.act === '' },
        ...AUDITED.map((act) => ({ value: act, label: t(`audit:act-${act}`), isPicked: typed.act === act })),
      ],
    },
    submit: t('audit:submit'),
  }
}

function chainOf(query: AuditQuery, { broken, total }: AuditPage, { t, format }: Language): AuditListPage['chain'] {
  const values = { total: format.count(total) }
  if (broken === 'unchecked') {
    const check = { label: t('audit:check'), href: auditHref({ ...query, checks: true }, { before: query.before }) }
    return { text: t('audit:chain-unchecked', values), isBroken: false, check }
  }
  if (broken === null) return { text: t('audit:chain-whole', values), isBroken: false, check: null }
  return { text: t('audit:chain-broken', { number: format.count(broken) }), isBroken: true, check: null }
}

function auditRow(
  entry: ChainedEntry,
  { accounts, directory }: AuditPage,
  { clock, language, labels }: { clock: LocalClock; language: Language; labels: readonly string[] },
): AuditRow {
  const { t, format, code } = language
  const minute = clock.minute(entry.at)
  const account = accounts.get(entry.account)
  const agency = entry.agency === null ? null : directory.agency(entry.agency)
  const who =
    entry.account === PLATFORM ? [t('audit:platform')] : [account?.displayName, account?.name ?? entry.account]
  const cells = [
    [format.day(Math.floor(minute / MINUTES_A_DAY)), format.timeOfDay(minute % MINUTES_A_DAY)],
    who.filter((line) => line !== undefined),
    [t(`audit:act-${entry.act}`), agency ? inLanguage(agency.names, code) : (entry.agency ?? t('audit:province'))],
    auditDetails(entry, directory, language),
  ]
  return {
    number: format.count(entry.number),
    cells: cells.map((lines, i) => ({ label: labels[i] ?? '', lines })),
  }
}

const PATH = '/admin/audit'
const MINUTES_A_DAY = 24 * 60

function auditHref({ account, act, checks }: AuditQuery, { before }: Pick<AuditQuery, 'before'>): string {
  const parts = { account: account ?? '', act: act ?? '', check: checks ? 'yes' : '', before: before ?? '' }
  const set = Object.entries(parts).flatMap(([name, value]) => (value === '' ? [] : [[name, String(value)]]))
  return set.length === 0 ? PATH : `${PATH}?${new URLSearchParams(set).toString()}`
}
