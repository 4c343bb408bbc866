import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '../log.ts'

/**
 * Does work at once and then every hour. What it throws goes to the log, and the next hour tries again.
 *
 * @returns resolves when the signal was given and the work at hand has ended
 */
export async function everyHour(
  work: () => Promise<unknown>,
  { signal, log }: { signal: AbortSignal; log: Logger },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await work()
    } catch (error) {
      log.error({ error: String(error) }, 'hourly work failed')
    }
    await delay(HOUR_MS, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

const HOUR_MS = 3_600_000
