import type { Viewer } from '../domain/account.ts'
import type { AuditedAct, ChainedEntry } from '../domain/audit.ts'
import type { Directory } from '../domain/directory.ts'
import type { Storage } from '../storage/port.ts'
import { assertAdministrator } from './access.ts'
import type { DirectoryService } from './directory-service.ts'

/** Which entries of the audit; null narrows nothing. */
export interface AuditQuery {
  /** Only those with a lower number. */
  readonly before: number | null
  readonly act: AuditedAct | null
  /** Name of the account, as it is typed at sign-in. */
  readonly account: string | null
  /** Whether the whole chain is to be gone through, however long it is. */
  readonly checks: boolean
}

/** Who bears an account. */
export type AuditedAccount = Pick<Viewer, 'id' | 'name' | 'displayName'>

export interface AuditPage {
  /** The newest first. */
  readonly entries: readonly ChainedEntry[]
  /** To be asked for as `before` for the older ones; null where all were gone through. */
  readonly older: number | null
  /** How many entries there are in all. */
  readonly total: number
  /** The number of the first entry that is not what was written, null where there is none; or that it was not looked for. */
  readonly broken: number | null | 'unchecked'
  /** By id. An account is never removed, so that everybody has a name. */
  readonly accounts: ReadonlyMap<string, AuditedAccount>
  readonly directory: Directory
}

/** Lets administrators see what was put down about the staff: who read or carried off what. */
export class AuditService {
  readonly #storage: Pick<Storage, 'audit' | 'accounts'>
  readonly #directory: DirectoryService

  constructor({ storage, directory }: { storage: Pick<Storage, 'audit' | 'accounts'>; directory: DirectoryService }) {
    this.#storage = storage
    this.#directory = directory
  }

  /**
   * A page of entries. Of a long audit only a stretch is gone through at a time, so a page may hold few entries, or
   * none, and still lead on to older ones.
   *
   * @returns null where no account has the name
   * @throws {ForbiddenError} when the viewer is no administrator
   */
  async page(viewer: Viewer, query: AuditQuery): Promise<AuditPage | null> {
    assertAdministrator(viewer)
    const accounts = new Map<string, AuditedAccount>(
      (await this.#storage.accounts.all()).map((account) => [account.id, account]),
    )
    const wanted = query.account === null ? null : [...accounts.values()].find(({ name }) => name === query.account)
    if (wanted === undefined) return null
    const isWanted = ({ account, act }: ChainedEntry): boolean =>
      (wanted === null || account === wanted.id) && (query.act === null || act === query.act)
    const { directory } = await this.#directory.current()
    const [newest] = await this.#storage.audit.list({ limit: 1, before: null })
    const total = newest?.number ?? 0
    const isChecked = query.checks || total <= CHECKED_UNASKED
    return {
      ...(await this.#entries(query.before, isWanted)),
      total,
      broken: isChecked ? await this.#storage.audit.firstBroken() : 'unchecked',
      accounts,
      directory,
    }
  }

  async #entries(
    before: number | null,
    isWanted: (entry: ChainedEntry) => boolean,
  ): Promise<Pick<AuditPage, 'entries' | 'older'>> {
    const entries: ChainedEntry[] = []
    let place = before
    for (let seen = 0; seen < MOST_SEEN; seen += BATCH) {
      const batch = await this.#storage.audit.list({ limit: BATCH, before: place })
      for (const entry of batch) {
        if (isWanted(entry)) entries.push(entry)
        if (entries.length === PAGE_ENTRIES) return { entries, older: entry.number > 1 ? entry.number : null }
      }
      place = batch.at(-1)?.number ?? place
      if (batch.length < BATCH) return { entries, older: null }
    }
    return { entries, older: place }
  }
}

const PAGE_ENTRIES = 50
const BATCH = 500
/** How many entries are gone through for one page. */
const MOST_SEEN = 10_000
/** So many are gone through without being asked to; it takes a moment. */
const CHECKED_UNASKED = 20_000
