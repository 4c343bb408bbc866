import { chmodSync, closeSync, mkdirSync, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { Reader } from './reader.ts'

/**
 * One SQLite file: the connection that writes it, and further ones that read it as it stood at one instant.
 *
 * All statements run at once and to their end, so within this process no two of them interleave; other processes are
 * kept apart by SQLite's lock.
 */
export class SqliteDatabase {
  readonly #path: string
  readonly #inode: number
  readonly #isTemporary: boolean
  readonly #writer: DatabaseSync
  readonly #dataVersion: StatementSync
  readonly #rollbackListeners: (() => void)[] = []
  readonly #othersWroteListeners: (() => void)[] = []
  readonly #idleReaders: Reader[] = []
  #seenDataVersion = Number.NaN
  #busyReaders = 0
  #allReleased: (() => void) | null = null
  #closed: Promise<void> | null = null

  private constructor(path: string, writer: DatabaseSync, isTemporary: boolean) {
    this.#path = path
    this.#inode = statSync(path).ino
    this.#writer = writer
    this.#isTemporary = isTemporary
    this.#dataVersion = this.prepare('PRAGMA data_version')
  }

  /**
   * Opens `hailong.db` in a folder, and makes both where they are not there; only their owner may look into them.
   *
   * @param dataDir `:memory:` opens an empty store in a folder of its own that vanishes when it is closed: the same
   *   file, the same connections, but nothing waits for the disk
   */
  static async open(dataDir: string): Promise<SqliteDatabase> {
    const isTemporary = dataDir === ':memory:'
    if (!isTemporary) mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    const path = join(isTemporary ? mkdtempSync(join(tmpdir(), 'hailong-')) : dataDir, FILE)
    // SQLite gives the files that it makes beside this one the same mode.
    closeSync(openSync(path, 'a', 0o600))
    chmodSync(path, 0o600)
    const writer = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
    try {
      await switchToWal(writer)
      writer.exec(isTemporary ? 'PRAGMA synchronous = OFF' : 'PRAGMA synchronous = FULL')
      writer.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
      writer.exec(`PRAGMA journal_size_limit = ${KEPT_WAL_BYTES}`)
      writer.exec(`PRAGMA cache_size = -${CACHE_KIB}`)
      return new SqliteDatabase(path, writer, isTemporary)
    } catch (error) {
      writer.close()
      throw error
    }
  }

  get path(): string {
    return this.#path
  }

  /** Closed in orderly fashion, SQLite checks the file's integrity by itself; this asks whether it is there and answers. */
  async ping(): Promise<void> {
    this.#assertOpen()
    const { ino } = await stat(this.#path)
    this.#assertOpen()
    if (ino !== this.#inode) throw new Error(`${this.#path} is another file than the one that was opened`)
    this.#writer.exec('SELECT count(*) FROM migration')
  }

  /** A statement whose rows are lists of columns. It may only be run within {@link read} and {@link write}. */
  prepare(sql: string): StatementSync {
    const statement = this.#writer.prepare(sql)
    statement.setReturnArrays(true)
    return statement
  }

  exec(sql: string): void {
    this.#writer.exec(sql)
  }

  /** Registers what forgets everything that it noted in memory in the course of a write, because the write was undone. */
  onRollback(listener: () => void): void {
    this.#rollbackListeners.push(listener)
  }

  /**
   * Registers what a write has to do first where another process has written since the last one: forget what may be
   * out of date. It may throw to refuse this write, and is then asked again before the next.
   */
  onOthersWrote(listener: () => void): void {
    this.#othersWroteListeners.push(listener)
  }

  /** Runs queries at once, so that all see the same instant. */
  read<T>(work: () => T): Promise<T> {
    return settled(() => this.#read(work))
  }

  /** Runs a change at once as one transaction: all of it is on disk when this resolves, or none of it when it rejects. */
  write<T>(work: () => T): Promise<T> {
    return settled(() => this.#write(work))
  }

  #read<T>(work: () => T): T {
    this.#assertOpen()
    this.#writer.exec('BEGIN')
    try {
      return work()
    } finally {
      this.#writer.exec('ROLLBACK')
    }
  }

  #write<T>(work: () => T): T {
    this.#assertOpen()
    this.#writer.exec('BEGIN IMMEDIATE')
    try {
      this.#noticeOthers()
      const result = work()
      this.#writer.exec('COMMIT')
      return result
    } catch (error) {
      for (const listener of this.#rollbackListeners) listener()
      if (this.#writer.isTransaction) this.#writer.exec('ROLLBACK')
      throw error
    }
  }

  /** A view of this instant, which the caller must release. */
  openReader(): Reader {
    this.#assertOpen()
    const reader = this.#idleReaders.pop() ?? new Reader(this.#path, BUSY_TIMEOUT_MS)
    reader.begin()
    this.#busyReaders++
    return reader
  }

  releaseReader(reader: Reader): void {
    this.#busyReaders--
    reader.end()
    if (this.#closed || this.#idleReaders.length >= MOST_IDLE_READERS) reader.close()
    else this.#idleReaders.push(reader)
    if (this.#busyReaders === 0) this.#allReleased?.()
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    if (this.#busyReaders > 0) {
      await new Promise<void>((resolve) => {
        this.#allReleased = resolve
      })
    }
    for (const reader of this.#idleReaders) reader.close()
    this.#writer.close()
    if (this.#isTemporary) rmSync(join(this.#path, '..'), { recursive: true })
  }

  #assertOpen(): void {
    if (this.#closed) throw new Error('the store is closed')
  }

  /** SQLite's own number tells whether another connection has written since this one last looked. */
  #noticeOthers(): void {
    const [version] = this.#dataVersion.get() as unknown as [number]
    if (version === this.#seenDataVersion) return
    for (const listener of this.#othersWroteListeners) listener()
    this.#seenDataVersion = version
  }
}

/** What a piece of work returned or threw, as a promise. */
function settled<T>(work: () => T): Promise<T> {
  return new Promise((resolve) => {
    resolve(work())
  })
}

const FILE = 'hailong.db'
/** How long to wait for another process to finish its transaction. */
const BUSY_TIMEOUT_MS = 10_000
/** Pages of one cell row are written again and again: moving them into the file seldom saves most of that work. */
const CHECKPOINT_PAGES = 4000
/** A long read makes the log grow; afterwards it is cut back to this. */
const KEPT_WAL_BYTES = 64 * 1024 * 1024
const CACHE_KIB = 32 * 1024
const MOST_IDLE_READERS = 4

/** Two programs that open a new file at once collide here, and SQLite does not wait by itself in this one place. */
async function switchToWal(connection: DatabaseSync): Promise<void> {
  const giveUpAt = Date.now() + BUSY_TIMEOUT_MS
  for (;;) {
    try {
      connection.exec('PRAGMA journal_mode = WAL')
      return
    } catch (error) {
      if (!isBusy(error) || Date.now() > giveUpAt) throw error
      await delay(RETRY_MS)
    }
  }
}

const RETRY_MS = 20
const SQLITE_BUSY = 5

function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
}
