import { storedAnswers, type StoreAddress } from './bench-place.ts'
import type { LoadResult } from './load.ts'
import { whole, type Line } from './report.ts'

const THANKED = '303'

/** What a form is answered with when it is stored. */
export const THANKS = Number(THANKED)

/** How many forms of these loads were thanked for. @throws {Error} when one was not */
export function acknowledgedIn(results: readonly LoadResult[]): number {
  let acknowledged = 0
  for (const { statuses, unanswered } of results) {
    acknowledged += statuses[THANKED] ?? 0
    const others = Object.keys(statuses).filter((status) => status !== THANKED)
    if (others.length > 0 || unanswered > 0) {
      throw new Error(`answers were not acknowledged: ${JSON.stringify({ ...statuses, unanswered })}`)
    }
  }
  return acknowledged
}

/**
 * Asks a store that nobody serves any more whether it holds exactly what these loads were thanked for.
 *
 * @throws {Error} when an acknowledged answer is missing, one is there that nobody sent, or one was not acknowledged
 */
export async function acknowledgedLine(address: StoreAddress, results: readonly LoadResult[]): Promise<Line> {
  const acknowledged = acknowledgedIn(results)
  const stored = await storedAnswers(address)
  if (stored !== acknowledged) throw new Error(`${acknowledged} answers were acknowledged and ${stored} are stored`)
  return {
    what: 'Acknowledged answers found in the store',
    figure: `${whole(stored)} of ${whole(acknowledged)}`,
    goal: 'all, and no other',
    isReached: true,
    figures: {},
  }
}
