import { PLATFORM } from '../domain/audit.ts'
import { firstDay, isoDay, monthOfDay, type LocalDay } from '../domain/calendar.ts'
import type { Comment } from '../domain/response.ts'
import type { CommentScope, Storage } from '../storage/port.ts'

/** Which comments go: those written before a day, or those with these ids. */
export type Removable = { readonly before: LocalDay } | { readonly ids: ReadonlySet<string> }

/** Why they go: their time is over, or somebody asked for it. */
export type RemovalAct = 'comments.expired' | 'comments.removed'

/** Takes comments out of the store for good, and puts down in the audit that they were. */
export class CommentRemoval {
  readonly #storage: Pick<Storage, 'comments' | 'directory' | 'audit'>
  readonly #now: () => Date

  constructor({ storage, now }: { storage: Pick<Storage, 'comments' | 'directory' | 'audit'>; now: () => Date }) {
    this.#storage = storage
    this.#now = now
  }

  /** How many there are. */
  async count(which: Removable): Promise<number> {
    let count = 0
    for await (const batch of this.#find(which)) count += batch.length
    return count
  }

  /**
   * Removes them.
   *
   * @returns how many there were. Where it is broken off, those that are gone stand in the audit all the same
   */
  async remove(which: Removable, act: RemovalAct): Promise<number> {
    let removed = 0
    try {
      for await (const batch of this.#find(which)) removed += await this.#storage.comments.remove(batch)
    } finally {
      if (removed > 0) await this.#putDown(which, act, removed)
    }
    return removed
  }

  async *#find(which: Removable): AsyncGenerator<readonly Comment[], void, undefined> {
    const { agencies } = await this.#storage.directory.load()
    const scope: CommentScope = {
      agencies: agencies.map(({ code }) => code),
      from: 0,
      to: 'before' in which ? which.before : Number.MAX_SAFE_INTEGER,
    }
    for await (const batch of this.#storage.comments.stream(scope, BATCH)) {
      const found = 'ids' in which ? batch.filter(({ id }) => which.ids.has(id)) : batch
      if (found.length > 0) yield found
    }
  }

  #putDown(which: Removable, act: RemovalAct, removed: number): Promise<void> {
    const what = 'before' in which ? { before: isoDay(which.before) } : { ids: [...which.ids].join(' ') }
    const details = { ...what, removed: String(removed) }
    return this.#storage.audit.append({ at: this.#now(), account: PLATFORM, act, agency: null, details })
  }
}

/** So few that removing them keeps others waiting for a moment only. */
const BATCH = 200

/** The first day of those whose comments are kept for so many calendar months, that of `today` included. */
export function firstKeptDay(months: number, today: LocalDay): LocalDay {
  return firstDay(monthOfDay(today) - months + 1)
}
