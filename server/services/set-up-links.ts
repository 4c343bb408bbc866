import type { Config } from '../config.ts'
import type { Account } from '../domain/account.ts'
import type { AccountStore } from '../storage/port.ts'
import { newSecretToken, secretTokenHash } from './secret-token.ts'

/** A one-time link as it is handed over; it cannot be shown a second time, because only its hash is kept. */
export interface HandedLink {
  readonly url: string
  readonly expiresAt: Date
}

/** Makes the one-time links with which a person sets a password; the newest of an account is the only one that works. */
export class SetUpLinks {
  readonly #accounts: Pick<AccountStore, 'add' | 'addLink'>
  readonly #publicUrl: string
  readonly #now: () => Date

  constructor(
    accounts: Pick<AccountStore, 'add' | 'addLink'>,
    { publicUrl }: Pick<Config, 'publicUrl'>,
    now: () => Date,
  ) {
    this.#accounts = accounts
    this.#publicUrl = publicUrl
    this.#now = now
  }

  /** Stores an account together with its first link. @throws {ConflictError} when its name is taken */
  async addAccount(account: Account, lifetimeMs: number): Promise<HandedLink> {
    const { kept, handed } = this.#make(account.id, lifetimeMs)
    await this.#accounts.add(account, kept)
    return handed
  }

  /** Another link for an account. @throws {NotFoundError} when there is no such account */
  async renew(accountId: string, lifetimeMs: number): Promise<HandedLink> {
    const { kept, handed } = this.#make(accountId, lifetimeMs)
    await this.#accounts.addLink(kept)
    return handed
  }

  #make(accountId: string, lifetimeMs: number) {
    const token = newSecretToken()
    const expiresAt = new Date(this.#now().getTime() + lifetimeMs)
    return {
      kept: { tokenHash: secretTokenHash(token), accountId, expiresAt },
      handed: { url: `${this.#publicUrl}/set-up/${token}`, expiresAt },
    }
  }
}
