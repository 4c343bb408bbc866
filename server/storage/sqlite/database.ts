import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'
import { BUSY_TIMEOUT_MS, connect, isBusy } from './connect.ts'
import type { Reader } from './reader.ts'
import { ReaderPool } from './reader-pool.ts'

/** Computes a value of other values of the same row. */
export type SqlFunction = (...values: SQLOutputValue[]) => SQLInputValue

/**
 * One SQLite file: the connection that writes it, and further ones that read it as it stood at one instant.
 *
 * A transaction runs at once and to its end, so within this process no two of them interleave; other processes are
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
  readonly #readers: ReaderPool
  #seenDataVersion = Number.NaN
  /** Writes and readers that have not ended. */
  #running = 0
  #whenIdle: (() => void) | null = null
  #closed: Promise<void> | null = null

  private constructor(path: string, writer: DatabaseSync, isTemporary: boolean) {
    this.#path = path
    this.#inode = statSync(path).ino
    this.#writer = writer
    this.#isTemporary = isTemporary
    this.#readers = new ReaderPool(path)
    this.#dataVersion = this.prepare('PRAGMA data_version')
  }

  /**
   * Opens `hailong.db` in a folder, or makes both.
   *
   * @param dataDir `:memory:` opens an empty store in a folder of its own that vanishes when it is closed: the same
   *   file and the same connections, only that nothing waits for the disk
   */
  static async open(dataDir: string): Promise<SqliteDatabase> {
    const isTemporary = dataDir === ':memory:'
    const path = join(isTemporary ? mkdtempSync(join(tmpdir(), 'hailong-memory-')) : dataDir, FILE)
    return new SqliteDatabase(path, await connect(path, !isTemporary), isTemporary)
  }

  get path(): string {
    return this.#path
  }

  /**
   * Asks the file and the connection: a file that was deleted or replaced goes on to answer those who have it open,
   * and what they write into it is lost.
   *
   * @throws {Error} when the file is gone, emptied or replaced, or the connection does not answer
   */
  async ping(): Promise<void> {
    this.#assertOpen()
    // Looked at from outside: opening and closing the file here would take away the locks that SQLite holds on it.
    const { ino, size } = await stat(this.#path)
    if (ino !== this.#inode || size === 0) throw new Error(`${this.#path} is not the file any more that was opened`)
    await this.read(() => {
      this.#writer.exec('SELECT count(*) FROM migration')
    })
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

  /** Makes a function known to the texts of SQL that are run from now on. */
  define(name: string, compute: SqlFunction): void {
    this.#writer.function(name, { varargs: true }, compute)
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
    return new Promise((resolve) => {
      resolve(this.#read(work))
    })
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

  /**
   * Runs a change as one transaction: all of it is on disk when this resolves, or none of it when it rejects. It runs
   * at once, or, where another process is at its own write, as soon as that has ended; meanwhile this process goes on
   * with other work.
   *
   * @throws {Error} when the other does not end in time
   */
  async write<T>(work: () => T): Promise<T> {
    this.#assertOpen()
    this.#running++
    try {
      const giveUpAt = Date.now() + BUSY_TIMEOUT_MS
      while (!this.#begin(Date.now() > giveUpAt)) await delay(1 + Math.random() * RETRY_MS)
      return this.#commit(work)
    } finally {
      this.#end()
    }
  }

  /** Whether a write was begun; not where another process is at one, which is an error at the last try. */
  #begin(isLastTry: boolean): boolean {
    try {
      // SQLite's own waiting would halt this process, and a busy neighbour hardly ever lets in one who looks that seldom.
      this.#writer.exec('PRAGMA busy_timeout = 0; BEGIN IMMEDIATE')
      return true
    } catch (error) {
      if (isLastTry || !isBusy(error)) throw error
      return false
    } finally {
      this.#writer.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`)
    }
  }

  #commit<T>(work: () => T): T {
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
    const reader = this.#readers.lend()
    this.#running++
    return reader
  }

  releaseReader(reader: Reader): void {
    this.#readers.takeBack(reader)
    this.#end()
  }

  close(): Promise<void> {
    this.#closed ??= this.#close()
    return this.#closed
  }

  async #close(): Promise<void> {
    if (this.#running > 0) {
      await new Promise<void>((resolve) => {
        this.#whenIdle = resolve
      })
    }
    this.#readers.close()
    this.#writer.close()
    if (this.#isTemporary) rmSync(dirname(this.#path), { recursive: true })
  }

  #end(): void {
    this.#running--
    if (this.#running === 0) this.#whenIdle?.()
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

const FILE = 'hailong.db'
/** About how long to wait before another process is asked again to let a write in. */
const RETRY_MS = 3
