import { setTimeout as delay } from 'node:timers/promises'
import { StoreUnavailableError } from '../domain/errors.ts'

/**
 * Does work that needs the store. Where that cannot be reached, the work is done as soon as it can, in the background.
 *
 * @param signal ends the waiting: `done` then never settles
 * @returns `done` resolves with what the work gave, and rejects where it fails for another reason than the store's absence
 * @throws {Error} when the work fails at once for another reason
 */
export async function whenReachable<T>(
  work: () => Promise<T>,
  signal: AbortSignal,
): Promise<{ readonly done: Promise<T> }> {
  const first = await tryOnce(work)
  return { done: first ? Promise.resolve(first.result) : keepTrying(work, signal) }
}

async function keepTrying<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  for (;;) {
    await delay(TRY_AGAIN_MS, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return new Promise(() => undefined)
    const tried = await tryOnce(work)
    if (tried) return tried.result
  }
}

/** What the work gave; null where the store could not be reached. */
async function tryOnce<T>(work: () => Promise<T>): Promise<{ readonly result: T } | null> {
  try {
    return { result: await work() }
  } catch (error) {
    if (error instanceof StoreUnavailableError) return null
    throw error
  }
}

const TRY_AGAIN_MS = 1000
