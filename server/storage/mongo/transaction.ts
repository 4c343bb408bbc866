import type { ClientSession } from 'mongoose'
import { setTimeout as delay } from 'node:timers/promises'
import { StoreUnavailableError } from '../../domain/errors.ts'
import { DURABLE } from './connect.ts'
import { withinTime } from './time-limit.ts'
import { isConflict, isOutage, messageOf } from './trouble.ts'

/** One try at a transaction. */
export interface Attempt {
  readonly session: ClientSession
  /** 1 for the first. */
  readonly number: number
  /** Whether an earlier try may have been committed after all: the work has to look before it writes. */
  readonly mayBeDone: boolean
}

/** Where the sessions of a transaction's tries come from. */
export interface SessionSource {
  take(): Promise<ClientSession>
  giveBack(session: ClientSession, wasCommitted: boolean): Promise<void>
}

export interface TransactionOptions {
  /** How long to try again after conflicts and while there is no primary. */
  readonly patienceMs: number
  /** Whether the work, begun anew, finds what an earlier try has left, and then does nothing twice. */
  readonly isRepeatable: boolean
  /** Told of every try that failed and is made again. */
  readonly onRetry: () => void
  /** Told of the session whose change was committed. */
  readonly onCommit: (session: ClientSession) => void
}

/**
 * Runs a change as one transaction and resolves when it is in the journal of most members. Where it met another's
 * change, or the primary went away, it is begun anew.
 *
 * @throws {StoreUnavailableError} when that did not succeed in time, or nobody can tell whether the change was made
 */
export async function runTransaction<T>(
  sessions: SessionSource,
  work: (attempt: Attempt) => Promise<T>,
  { patienceMs, isRepeatable, onRetry, onCommit }: TransactionOptions,
): Promise<T> {
  const giveUpAt = performance.now() + patienceMs
  const state = { mayBeDone: false }
  const tryOnce = async (number: number): Promise<T> => {
    const session = await withinTime(ATTEMPT_MS, sessions.take())
    let wasCommitted = false
    try {
      session.startTransaction({ readConcern: { level: 'snapshot' }, writeConcern: DURABLE, readPreference: 'primary' })
      const result = await withinTime(ATTEMPT_MS, work({ session, number, ...state }))
      await commit(session, giveUpAt, () => {
        state.mayBeDone = true
      })
      wasCommitted = true
      onCommit(session)
      return result
    } finally {
      await sessions.giveBack(session, wasCommitted)
    }
  }
  for (let number = 1; ; number++) {
    try {
      return await tryOnce(number)
    } catch (error) {
      if ((state.mayBeDone && !isRepeatable) || !(isConflict(error) || isOutage(error))) throw error
      if (performance.now() > giveUpAt) {
        throw isOutage(error) ? error : new StoreUnavailableError(`Others were in the way: ${messageOf(error)}`)
      }
    }
    onRetry()
    await delay(pauseMs(number))
  }
}

/** Undoes what is still running in a session. Where the server is gone nobody waits for that: it undoes it by itself. */
export async function endSession(session: ClientSession): Promise<void> {
  await Promise.race([session.endSession(), delay(UNDO_PATIENCE_MS, undefined, { ref: false })])
}

const UNDO_PATIENCE_MS = 250

/** Asks again for the outcome of a commit that was not heard; a commit that was done is not done twice. */
async function commit(session: ClientSession, giveUpAt: number, onUnknown: () => void): Promise<void> {
  for (let number = 1; ; number++) {
    try {
      await withinTime(ATTEMPT_MS, session.commitTransaction())
      return
    } catch (error) {
      if (!isOutage(error)) throw error
      onUnknown()
      if (number >= MOST_COMMITS || performance.now() > giveUpAt) throw error
    }
    await delay(pauseMs(number))
  }
}

/** A transaction gets about as long as the restore of a batch takes on a slow machine. */
const ATTEMPT_MS = 10_000
const MOST_COMMITS = 5

const LONGEST_PAUSE_MS = 1000

/** Longer from try to try and never the same for two that met, so that they do not meet again. */
function pauseMs(number: number): number {
  return Math.random() * Math.min(4 * 2 ** number, LONGEST_PAUSE_MS)
}
