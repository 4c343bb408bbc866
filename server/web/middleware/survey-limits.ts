import { MemoryStore, type Options } from 'express-rate-limit'

const WINDOW_MS = 60_000

/**
 * Counts events under a key, in this process; resolves to null, or to the seconds after which to come again when there
 * were too many within a minute. The key is never an address: one office shares one, and one family shares a phone.
 *
 * The counts are express-rate-limit's. Its middleware is left out, because what it does besides counting (working out
 * the visitor's address, headers, checks of its own set-up) costs as much as reading the whole form.
 */
export type Limit = (key: string) => Promise<number | null>

export function limitPerMinute(limit: number): Limit {
  const counts = new MemoryStore()
  counts.init({ windowMs: WINDOW_MS } as Options)
  return async (key) => {
    const { totalHits, resetTime } = await counts.increment(key)
    if (totalHits <= limit) return null
    return Math.max(1, Math.ceil(((resetTime?.getTime() ?? 0) - Date.now()) / 1000))
  }
}
