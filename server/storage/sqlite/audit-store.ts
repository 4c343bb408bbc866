import type { StatementSync } from 'node:sqlite'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { AuditedAct, AuditEntry, ChainedEntry } from '../../domain/audit.ts'
import { chained, isNext, type ChainEnd } from '../audit-chain.ts'
import type { AuditStore } from '../port.ts'
import type { SqliteDatabase } from './database.ts'
import type { Reader } from './reader.ts'

type Row = [
  number: number,
  at: number,
  account: string,
  act: AuditedAct,
  agency: string | null,
  details: string,
  hash: string,
]

export class SqliteAuditStore implements AuditStore {
  readonly #database: SqliteDatabase
  readonly #page: StatementSync
  readonly #insert: StatementSync

  constructor(database: SqliteDatabase) {
    this.#database = database
    this.#page = database.prepare(`${ENTRIES} WHERE number < ? ORDER BY number DESC LIMIT ?`)
    this.#insert = database.prepare('INSERT OR IGNORE INTO audit VALUES (?, ?, ?, ?, ?, ?, ?)')
  }

  append(entry: AuditEntry): Promise<void> {
    return this.#database.write(() => {
      this.insert(chained(entry, this.#before(Number.MAX_SAFE_INTEGER, 1)[0] ?? null))
    })
  }

  /** Only within a write. Whether it was added: false where its number is there. */
  insert({ number, at, account, act, agency, details, hash }: ChainedEntry): boolean {
    return this.#insert.run(number, at.getTime(), account, act, agency, JSON.stringify(details), hash).changes !== 0
  }

  list({ limit, before }: Parameters<AuditStore['list']>[0]): Promise<readonly ChainedEntry[]> {
    return this.#database.read(() => this.#before(before ?? Number.MAX_SAFE_INTEGER, Math.max(limit, 0)))
  }

  async firstBroken(): Promise<number | null> {
    const reader = this.#database.openReader()
    try {
      let last: ChainEnd = null
      for (const batch of this.batches(reader, BATCH_SIZE)) {
        for (const entry of batch) {
          if (!isNext(entry, last)) return (last?.number ?? 0) + 1
          last = entry
        }
        await nextTurn()
      }
      return null
    } finally {
      this.#database.releaseReader(reader)
    }
  }

  /** All entries in batches of at most `batchSize`, ordered by number. */
  *batches(reader: Reader, batchSize: number): Generator<readonly ChainedEntry[]> {
    const page = reader.prepare(`${ENTRIES} WHERE number > ? ORDER BY number LIMIT ?`)
    let number = 0
    for (;;) {
      const batch = (page.all(number, batchSize) as unknown as Row[]).map(toEntry)
      if (batch.length > 0) yield batch
      const last = batch.at(-1)
      if (!last || batch.length < batchSize) return
      number = last.number
    }
  }

  #before(number: number, limit: number): ChainedEntry[] {
    return (this.#page.all(number, limit) as unknown as Row[]).map(toEntry)
  }
}

const BATCH_SIZE = 1000
const ENTRIES = 'SELECT number, at, account, act, agency, details, hash FROM audit'

function toEntry([number, at, account, act, agency, details, hash]: Row): ChainedEntry {
  return {
    number,
    at: new Date(at),
    account,
    act,
    agency,
    details: JSON.parse(details) as Record<string, string>,
    hash,
  }
}
