import { Error as MongooseErrors, mongo } from 'mongoose'
import { StoreUnavailableError } from '../../domain/errors.ts'
import { NoAnswerError } from './time-limit.ts'

const DUPLICATE_KEY = 11_000
/** Codes with which a server undoes a transaction because of another one: LockTimeout, WriteConflict, NoSuchTransaction. */
const IN_THE_WAY = [24, 112, 251, DUPLICATE_KEY]
/** What a server answers when it keeps no past as far back as a view of one instant needs. */
const SNAPSHOT_GONE = [239, 246]
const WRONG_CREDENTIALS = 18
/**
 * Codes of a server that is not primary, or is about to end: ShutdownInProgress, PrimarySteppedDown, NotWritablePrimary,
 * InterruptedAtShutdown, InterruptedDueToReplStateChange, NotPrimaryNoSecondaryOk.
 */
const NOT_PRIMARY = [91, 189, 10_107, 11_600, 11_602, 13_435]

/** Thrown when what this process has at hand is not what the database holds any more. */
export class OutdatedError extends Error {}

/** Whether another's change was in the way: the same transaction, begun anew, may succeed. */
export function isConflict(error: unknown): boolean {
  if (error instanceof OutdatedError) return true
  return error instanceof mongo.MongoServerError && IN_THE_WAY.includes(Number(error.code))
}

/** Whether the database is away for now: not to be found, cut off, without a primary, or too slow to commit. */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof mongo.MongoServerSelectionError ||
    error instanceof MongooseErrors.MongooseServerSelectionError ||
    error instanceof mongo.MongoNetworkError ||
    error instanceof NoAnswerError ||
    error instanceof mongo.MongoNotConnectedError ||
    error instanceof mongo.MongoTopologyClosedError ||
    error instanceof mongo.MongoWriteConcernError ||
    (error instanceof mongo.MongoServerError && NOT_PRIMARY.includes(Number(error.code))) ||
    (error instanceof mongo.MongoError && !isConflict(error) && LABELS.some((label) => error.hasErrorLabel(label)))
  )
}

/** Labels of errors that come with a change of primary, among them those of a server that is shutting down. */
const LABELS = ['RetryableWriteError', 'TransientTransactionError', 'UnknownTransactionCommitResult']

/** Whether the name or password in the address is wrong: waiting will not help. */
export function isWrongCredentials(error: unknown): boolean {
  return error instanceof mongo.MongoServerError && error.code === WRONG_CREDENTIALS
}

/** An error of the driver in the terms of the port. */
export function inTermsOfThePort(error: unknown): unknown {
  if (error instanceof mongo.MongoServerError && SNAPSHOT_GONE.includes(Number(error.code))) {
    return new Error(
      'The reading took longer than the database keeps its past: raise minSnapshotHistoryWindowInSeconds on its ' +
        'servers for the time of the reading (docs/operations.md).',
      { cause: error },
    )
  }
  if (!isOutage(error)) return error
  return new StoreUnavailableError(`The database cannot be reached: ${messageOf(error)}`, { cause: error })
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
