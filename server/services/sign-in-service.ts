import type { Config } from '../config.ts'
import type { Account, Viewer } from '../domain/account.ts'
import type { Logger } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { Storage } from '../storage/port.ts'
import { isAdministrator } from './access.ts'
import { hashPassword, isPassword } from './password.ts'
import { newSecretToken, secretTokenHash } from './secret-token.ts'
import { SignInThrottle } from './sign-in-throttle.ts'

/** A person who has just signed in, with the token that goes into the cookie and is kept nowhere. */
export interface SignedIn {
  readonly token: string
  readonly viewer: Viewer
}

/** What a set-up link that still works is for. */
export interface SetUpOffer {
  readonly name: string
  readonly displayName: string
  /** Whether there is no administrator yet who can sign in: the first picks the names as well. */
  readonly isFirst: boolean
}

/** What a person chooses with a set-up link; the names are taken where the offer says `isFirst`. */
export interface SetUpChoice {
  readonly password: string
  readonly name: string
  readonly displayName: string
}

/** The person, signed in; or why not: the link works no more, or the first administrator wants a name that another has. */
export type SetUpOutcome = SignedIn | 'link-ended' | 'name-taken'

/** How far a session's expiry lags behind before it is moved: a page view must not always be a write. */
const EXTEND_AFTER_MS = 5 * 60_000

/** Who a visitor is: sign-in, sign-out, sessions, and the one-time links that set a password. */
export class SignInService {
  readonly #storage: Pick<Storage, 'accounts' | 'sessions'>
  readonly #throttle: SignInThrottle
  readonly #sessionMs: number
  readonly #log: Logger
  readonly #now: () => Date

  constructor({
    storage,
    config,
    secrets,
    log,
    now,
  }: {
    storage: Pick<Storage, 'accounts' | 'sessions' | 'counters'>
    config: Pick<Config, 'sessionHours'>
    secrets: Pick<Secrets, 'sourceKey'>
    log: Logger
    now: () => Date
  }) {
    this.#storage = storage
    this.#throttle = new SignInThrottle({ counters: storage.counters, key: secrets.sourceKey, now })
    this.#sessionMs = config.sessionHours * 3_600_000
    this.#log = log
    this.#now = now
  }

  /**
   * Signs a person in.
   *
   * @param source where the try comes from, such as an address; it is counted under a keyed hash and not kept
   * @returns null where name and password do not belong together, whichever of them is wrong
   * @throws {TooManyTriesError} when this name or this source has tried too often
   */
  async signIn(name: string, password: string, source: string): Promise<SignedIn | null> {
    const kept = name.trim().toLowerCase()
    await this.#throttle.count(kept, source)
    const account = await this.#storage.accounts.byName(kept)
    const isRight = await isPassword(password, account?.passwordHash ?? null)
    if (!account || !isRight || account.disabled) {
      this.#log.info('sign-in refused')
      return null
    }
    await this.#throttle.succeeded(kept, source)
    return this.#startSession(account)
  }

  /** Who the bearer of a session token is; null where it is unknown or has expired. Moves the expiry while it is used. */
  async viewerOf(token: string): Promise<Viewer | null> {
    const now = this.#now()
    const found = await this.#storage.sessions.byToken(secretTokenHash(token), now)
    if (!found) return null
    const expiresAt = new Date(now.getTime() + this.#sessionMs)
    if (expiresAt.getTime() - found.session.expiresAt.getTime() >= EXTEND_AFTER_MS) {
      await this.#storage.sessions.extend(found.session.tokenHash, expiresAt)
    }
    return viewerFrom(found.account)
  }

  async signOut(token: string): Promise<void> {
    await this.#storage.sessions.remove(secretTokenHash(token))
  }

  /** What a set-up link is for; null where it was used, has expired, was replaced or never existed. */
  async setUpOffer(linkToken: string): Promise<SetUpOffer | null> {
    const account = await this.#storage.accounts.byLink(secretTokenHash(linkToken), this.#now())
    if (!account || account.disabled) return null
    const administrators = (await this.#storage.accounts.all()).filter(isAdministrator)
    return {
      name: account.name,
      displayName: account.displayName,
      isFirst: isAdministrator(account) && administrators.every(({ passwordHash }) => passwordHash === null),
    }
  }

  /**
   * Uses up a set-up link, sets the password and signs the person in; all earlier sessions of the account end. A link
   * works once: of two that use it at the same time, one finds it ended.
   */
  async useSetUpLink(linkToken: string, choice: SetUpChoice): Promise<SetUpOutcome> {
    const offer = await this.setUpOffer(linkToken)
    if (!offer) return 'link-ended'
    const name = choice.name.toLowerCase()
    if (offer.isFirst && name !== offer.name && (await this.#storage.accounts.byName(name))) return 'name-taken'

    const passwordHash = await hashPassword(choice.password)
    const account = await this.#storage.accounts.spendLink(secretTokenHash(linkToken), passwordHash, this.#now())
    if (!account) return 'link-ended'
    this.#log.info({ account: account.id }, 'password set by link')
    if (!offer.isFirst) return this.#startSession(account)
    const named = { ...account, name, displayName: choice.displayName }
    await this.#storage.accounts.replace(named)
    return this.#startSession(named)
  }

  async #startSession(account: Account): Promise<SignedIn> {
    const now = this.#now()
    const token = newSecretToken()
    await this.#storage.sessions.removeExpired(now)
    await this.#storage.sessions.add({
      tokenHash: secretTokenHash(token),
      accountId: account.id,
      expiresAt: new Date(now.getTime() + this.#sessionMs),
    })
    this.#log.info({ account: account.id }, 'signed in')
    return { token, viewer: viewerFrom(account) }
  }
}

/** The account without what no page may ever hold. */
function viewerFrom({ id, name, displayName, grants, mayReadComments }: Account): Viewer {
  return { id, name, displayName, grants, mayReadComments }
}
