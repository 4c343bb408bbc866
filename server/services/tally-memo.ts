import type { Tally } from '../../scoring/tally.ts'
import { RecentValues } from './recent-values.ts'

interface Kept<Value> {
  readonly tally: Tally
  readonly about: string
  readonly value: Value
}

/**
 * What was computed from tallies before. An exact interval takes some ten microseconds, and most units have not been
 * answered since a comparison was last looked at.
 */
export class TallyMemo<Value> {
  readonly #kept: RecentValues<Kept<Value>>

  /** @param most at least so many values are kept */
  constructor(most: number) {
    this.#kept = new RecentValues(most)
  }

  /**
   * The value that `make` gives, or gave.
   *
   * @param name whose value it is; under one name one value is kept, and it is made anew when any number of the tally differs
   * @param about whatever else the value follows from: made anew when it differs
   */
  value(name: string, tally: Tally, about: string, make: () => Value): Value {
    const known = this.#kept.get(name)
    if (known?.about === about && isSame(known.tally, tally)) return known.value
    const value = make()
    this.#kept.put(name, { tally, about, value })
    return value
  }
}

function isSame(a: Tally, b: Tally): boolean {
  if (a === b) return true
  if (a.shape !== b.shape || a.sums.length !== b.sums.length) return false
  for (let i = 0; i < a.sums.length; i++) if (a.sums[i] !== b.sums[i]) return false
  return true
}
