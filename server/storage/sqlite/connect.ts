import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as delay } from 'node:timers/promises'

/** How long to wait for another process to finish its transaction. */
export const BUSY_TIMEOUT_MS = 10_000
/** The pages of busy tally cells are written again and again: moving them into the file seldom saves most of that. */
const CHECKPOINT_PAGES = 4000
/** A long read makes the log grow; afterwards it is cut back to this. */
const KEPT_LOG_BYTES = 64 * 1024 * 1024
const CACHE_KIB = 32 * 1024
const RETRY_MS = 20
const SQLITE_BUSY = 5
const SQLITE_NOTADB = 26

/**
 * The connection that writes a store's file. The file and its folder are made where they are not there; only their
 * owner may look into them.
 *
 * @param isDurable whether a commit waits until the disk has it
 * @throws {Error} with a sentence for the operator when the file is no SQLite file
 */
export async function connect(path: string, isDurable: boolean): Promise<DatabaseSync> {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  makeFile(path)
  const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS, enableForeignKeyConstraints: true })
  try {
    await switchToWriteAheadLog(connection)
    connection.exec(`
      PRAGMA synchronous = ${isDurable ? 'FULL' : 'OFF'};
      PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
      PRAGMA journal_size_limit = ${KEPT_LOG_BYTES};
      PRAGMA cache_size = -${CACHE_KIB}`)
    return connection
  } catch (error) {
    connection.close()
    if (codeOf(error) === SQLITE_NOTADB)
      throw new Error(`${path} is no store of this program, or is damaged.`, { cause: error })
    throw error
  }
}

/**
 * SQLite gives the files that it makes beside this one the same mode. A file that is there is not opened here: closing
 * it again would take away the locks that SQLite holds on it in this process.
 */
function makeFile(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600))
  } catch (error) {
    if (!(typeof error === 'object' && error && 'code' in error && error.code === 'EEXIST')) throw error
    chmodSync(path, 0o600)
  }
}

/** Two programs that open a new file at once collide here, and SQLite does not wait by itself in this one place. */
async function switchToWriteAheadLog(connection: DatabaseSync): Promise<void> {
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

/** Whether SQLite refused because another connection is at work. */
export function isBusy(error: unknown): boolean {
  return codeOf(error) === SQLITE_BUSY
}

/** SQLite's number for what went wrong, without the bits that tell more. */
function codeOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null
  return typeof error.errcode === 'number' ? error.errcode & 0xff : null
}
