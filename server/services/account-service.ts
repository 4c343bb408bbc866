import { randomBytes } from 'node:crypto'
import type { Config } from '../config.ts'
import type { Account, Role, Viewer } from '../domain/account.ts'
import { ConflictError, NotFoundError } from '../domain/errors.ts'
import type { Logger } from '../log.ts'
import type { Storage } from '../storage/port.ts'
import { assertAdministrator, isAdministrator } from './access.ts'
import type { DirectoryService } from './directory-service.ts'
import { SetUpLinks, type HandedLink } from './set-up-links.ts'

/** An account as the administrator sees it: never with what proves who its bearer is. */
export interface AccountSummary extends Omit<Account, 'passwordHash'> {
  /** Whether its link was used, so that the person can sign in. */
  readonly hasPassword: boolean
}

/** An account with the link just made for it, to be handed over now. */
export interface AccountWithLink {
  readonly account: AccountSummary
  readonly link: HandedLink
}

export interface NewAccount {
  readonly name: string
  readonly displayName: string
  readonly role: Role
  /** For `agency`: the agency whose subtree may be seen. Null for the other roles. */
  readonly agency: string | null
  readonly mayReadComments: boolean
}

/** Why an account stays as it is: nobody may lock himself out, nor the last one who can let others in. */
export type DisablingFault = 'own' | 'last-administrator'

/** How long a link for a colleague works, and one for the first administrator, who is waiting for it. */
const LINK_LIFETIME_MS = 7 * 24 * 3_600_000
const FIRST_LINK_LIFETIME_MS = 24 * 3_600_000

/** Who may sign in: what the administrator does with accounts, and how the first administrator comes to be. */
export class AccountService {
  readonly #accounts: Storage['accounts']
  readonly #directory: DirectoryService
  readonly #links: SetUpLinks
  readonly #log: Logger

  constructor({
    storage,
    directory,
    config,
    log,
    now,
  }: {
    storage: Pick<Storage, 'accounts'>
    directory: DirectoryService
    config: Pick<Config, 'publicUrl'>
    log: Logger
    now: () => Date
  }) {
    this.#accounts = storage.accounts
    this.#directory = directory
    this.#links = new SetUpLinks(storage.accounts, config, now)
    this.#log = log
  }

  /**
   * A new link for the first administrator, whose account is made when needed; earlier ones stop working.
   *
   * @returns null as soon as any administrator has a password
   */
  async firstSetUpLink(): Promise<string | null> {
    const accounts = await this.#accounts.all()
    const administrators = accounts.filter(isAdministrator)
    if (administrators.some(({ passwordHash }) => passwordHash !== null)) return null
    const waiting = administrators.find(({ disabled }) => !disabled)
    if (waiting) return (await this.#links.renew(waiting.id, FIRST_LINK_LIFETIME_MS)).url
    const isTaken = accounts.some(({ name }) => name === FIRST_NAME)
    const account = newAccount({
      name: isTaken ? `${FIRST_NAME}-${randomBytes(2).toString('hex')}` : FIRST_NAME,
      displayName: FIRST_NAME,
      role: 'administrator',
      agency: null,
      mayReadComments: true,
    })
    try {
      return (await this.#links.addAccount(account, FIRST_LINK_LIFETIME_MS)).url
    } catch (error) {
      // Another process that starts at the same time was first: its account gets the link.
      if (error instanceof ConflictError) return this.firstSetUpLink()
      throw error
    }
  }

  /** All accounts, ordered by name. @throws {ForbiddenError} when the viewer is no administrator */
  async list(viewer: Viewer): Promise<readonly AccountSummary[]> {
    assertAdministrator(viewer)
    return (await this.#accounts.all()).map(summaryOf)
  }

  /** @throws {ForbiddenError | NotFoundError} when the viewer is no administrator, or there is no such account */
  async byId(viewer: Viewer, id: string): Promise<AccountSummary> {
    assertAdministrator(viewer)
    return summaryOf(await this.#existing(id))
  }

  /**
   * Makes an account that waits for its person, with the link to hand over.
   *
   * @throws {ForbiddenError | NotFoundError} when the viewer is no administrator, or there is no such agency
   */
  async create(viewer: Viewer, wanted: NewAccount): Promise<AccountWithLink | 'name-taken'> {
    assertAdministrator(viewer)
    if (await this.#accounts.byName(wanted.name.toLowerCase())) return 'name-taken'
    const { directory } = await this.#directory.current()
    if (wanted.agency !== null && !directory.agency(wanted.agency)) throw new NotFoundError('agency', wanted.agency)
    const account = newAccount(wanted)
    const link = await this.#links.addAccount(account, LINK_LIFETIME_MS)
    this.#log.info({ account: account.id, by: viewer.id, role: wanted.role, agency: wanted.agency }, 'account made')
    return { account: summaryOf(account), link }
  }

  /**
   * Another link, for a new password or because the first was lost; earlier links stop working, the old password does
   * once the link is used.
   *
   * @throws {ForbiddenError | NotFoundError | ConflictError} when the viewer is no administrator, there is no such
   *   account, or it is disabled
   */
  async renewLink(viewer: Viewer, id: string): Promise<AccountWithLink> {
    assertAdministrator(viewer)
    const account = await this.#existing(id)
    if (account.disabled) throw new ConflictError('the account is disabled')
    const link = await this.#links.renew(id, LINK_LIFETIME_MS)
    this.#log.info({ account: id, by: viewer.id }, 'link renewed')
    return { account: summaryOf(account), link }
  }

  /** Why the viewer cannot disable this account; null where nothing is in the way. */
  async disablingFault(viewer: Viewer, id: string): Promise<DisablingFault | null> {
    if (viewer.id === id) return 'own'
    const administrators = (await this.#accounts.all()).filter(canAdministrate)
    return administrators.length === 1 && administrators[0]?.id === id ? 'last-administrator' : null
  }

  /**
   * Shuts an account out at once, or lets it in again.
   *
   * @throws {ForbiddenError | NotFoundError | ConflictError} when the viewer is no administrator, there is no such
   *   account, or it may not be disabled (see {@link disablingFault})
   */
  async setDisabled(viewer: Viewer, id: string, disabled: boolean): Promise<void> {
    assertAdministrator(viewer)
    const account = await this.#existing(id)
    if (account.disabled === disabled) return
    const fault = disabled ? await this.disablingFault(viewer, id) : null
    if (fault !== null) throw new ConflictError(`the account may not be disabled: ${fault}`)
    await this.#accounts.replace({ ...account, disabled })
    this.#log.info({ account: id, by: viewer.id }, disabled ? 'account disabled' : 'account enabled')
  }

  async #existing(id: string): Promise<Account> {
    const account = await this.#accounts.byId(id)
    if (!account) throw new NotFoundError('account', id)
    return account
  }
}

/** What the first administrator is called until the link is used. */
const FIRST_NAME = 'admin'

function newAccount({ name, displayName, role, agency, mayReadComments }: NewAccount): Account {
  return {
    id: randomBytes(8).toString('hex'),
    name: name.toLowerCase(),
    displayName,
    passwordHash: null,
    grants: [{ role, agency: role === 'agency' ? agency : null }],
    mayReadComments,
    disabled: false,
  }
}

function canAdministrate(account: Account): boolean {
  return isAdministrator(account) && account.passwordHash !== null && !account.disabled
}

function summaryOf({ passwordHash, ...rest }: Account): AccountSummary {
  return { ...rest, hasPassword: passwordHash !== null }
}
