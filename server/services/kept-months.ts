import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Month } from '../domain/calendar.ts'
import type { Months } from './unit-ledger.ts'

/** For how long what was read is used. */
export interface Life {
  /** After this it is read anew, behind the page that shows it. */
  readonly renewMs: number
  /** After this a page waits until it was read anew. */
  readonly discardMs: number
}

/** How something is read that every agency has in every month, and when it is out of date. */
export interface MonthRules<Kind, Value> {
  readonly now: () => Date
  readonly load: (agencies: readonly string[], months: Months, kind: Kind) => Promise<LoadedMonths<Value>>
  /** @param at when the month was read, in milliseconds since 1970 */
  readonly lifeOf: (month: Month, at: number) => Life
  readonly isSame: (before: Value, now: Value) => boolean
  /** About what a value takes in memory. */
  readonly bytesOf: (value: Value) => number
  /** What all that is kept may take. Beyond, what was used longest ago is let go. */
  readonly mostBytes: number
}

type LoadedMonths<Value> = (agency: string, month: Month) => Value

/** What some agencies have in some months. */
export interface MonthReading<Value> {
  /** No later than this the oldest of it was read. */
  readonly asOf: Date
  /** Another reading of the same agencies, months and kind holds the same where this number is the same. */
  readonly revision: number
  /** In the order of the months. */
  readonly of: (agency: string) => readonly Value[]
}

interface Kept<Value> extends Life {
  readonly at: number
  readonly value: Value
}

interface KeptMonth<Value> {
  /** Of the last change to any of the agencies. */
  revision: number
  readonly byAgency: Map<string, Kept<Value>>
}

type State = 'fresh' | 'old' | 'gone'

/** So many agencies times months are read at once: others get their turn in between. */
const BATCH = 60
/** What a value takes beside itself. */
const KEPT_BYTES = 120

/**
 * What every agency of the province has in every month, at hand for pages that look at hundreds of agencies again and again.
 * The cost of asking for it follows agencies and months.
 */
export class KeptMonths<Kind extends string, Value> {
  readonly #rules: MonthRules<Kind, Value>
  readonly #kept = new Map<Kind, Map<Month, KeptMonth<Value>>>()
  #bytes = 0
  #revision = 0
  #lastRead: Promise<void> = Promise.resolve()

  constructor(rules: MonthRules<Kind, Value>) {
    this.#rules = rules
  }

  /** About what is kept in memory. */
  get bytes(): number {
    return this.#bytes
  }

  async read(agencies: readonly string[], months: Months, kind: Kind): Promise<MonthReading<Value>> {
    let found = this.#find(agencies, months, kind)
    if (found.worst === 'gone') {
      await this.#inTurn(agencies, months, kind, ['gone'])
      found = this.#find(agencies, months, kind)
    }
    if (found.worst === 'old') {
      // What is shown is whole and at most as old as it says; trouble with the store shows when it is gone.
      this.#inTurn(agencies, months, kind, ['old', 'gone']).catch(() => undefined)
    }
    this.#letGo(kind, months)
    return found.reading
  }

  #find(
    agencies: readonly string[],
    months: Months,
    kind: Kind,
  ): { readonly reading: MonthReading<Value>; readonly worst: State } {
    const now = this.#rules.now().getTime()
    const values = new Map<string, Value[]>(agencies.map((agency) => [agency, []]))
    let asOf = now
    let revision = 0
    let worst: State = 'fresh'
    for (let month = months.from; month < months.to; month++) {
      const ofMonth = this.#kept.get(kind)?.get(month)
      revision = Math.max(revision, ofMonth?.revision ?? 0)
      for (const [agency, own] of values) {
        const kept = ofMonth?.byAgency.get(agency)
        const state = stateOf(kept, now)
        if (state === 'gone' || worst === 'fresh') worst = state
        if (!kept) continue
        asOf = Math.min(asOf, kept.at)
        own.push(kept.value)
      }
    }
    const reading = { asOf: new Date(asOf), revision, of: (agency: string) => values.get(agency) ?? [] }
    return { reading, worst }
  }

  /** One after the other, so that what two pages ask at once is read once. */
  #inTurn(agencies: readonly string[], months: Months, kind: Kind, states: readonly State[]): Promise<void> {
    const read = this.#lastRead.then(() => this.#renew(agencies, months, kind, states))
    this.#lastRead = read.catch(() => undefined)
    return read
  }

  async #renew(agencies: readonly string[], months: Months, kind: Kind, states: readonly State[]): Promise<void> {
    for (const [stretch, of] of this.#stretches(agencies, months, kind, states)) {
      const [from = 0, to = 0] = stretch.split(' ').map(Number)
      const size = Math.max(1, Math.floor(BATCH / (to - from)))
      for (let at = 0; at < of.length; at += size) {
        await this.#load(of.slice(at, at + size), { from, to }, kind)
        await nextTurn()
      }
    }
  }

  /** Agencies by the stretch of months in which something of theirs is in one of these states. */
  #stretches(
    agencies: readonly string[],
    months: Months,
    kind: Kind,
    states: readonly State[],
  ): ReadonlyMap<string, readonly string[]> {
    const now = this.#rules.now().getTime()
    const kept = this.#kept.get(kind)
    const list = Array.from({ length: Math.max(0, months.to - months.from) }, (_, i) => months.from + i)
    const stretches = Map.groupBy(agencies, (agency) => {
      const of = list.filter((month) => states.includes(stateOf(kept?.get(month)?.byAgency.get(agency), now)))
      const [first, last] = [of[0], of.at(-1)]
      return first === undefined || last === undefined ? '' : `${first} ${last + 1}`
    })
    stretches.delete('')
    return stretches
  }

  async #load(agencies: readonly string[], months: Months, kind: Kind): Promise<void> {
    const { now, load, lifeOf, isSame, bytesOf } = this.#rules
    const at = now().getTime()
    const valueOf = await load(agencies, months, kind)
    for (let month = months.from; month < months.to; month++) {
      const ofMonth = this.#monthOf(kind, month)
      const { renewMs, discardMs } = lifeOf(month, at)
      for (const agency of agencies) {
        const value = valueOf(agency, month)
        const before = ofMonth.byAgency.get(agency)
        if (!before || !isSame(before.value, value)) ofMonth.revision = ++this.#revision
        this.#bytes += KEPT_BYTES + bytesOf(value) - (before ? KEPT_BYTES + bytesOf(before.value) : 0)
        ofMonth.byAgency.set(agency, { at, renewMs, discardMs, value })
      }
    }
  }

  /** Lets go of months that were used longest ago, but for those of the last reading. */
  #letGo(kind: Kind, months: Months): void {
    const { bytesOf, mostBytes } = this.#rules
    const kept = this.#kept.get(kind)
    for (let month = months.from; month < months.to; month++) {
      const used = kept?.get(month)
      if (!used) continue
      kept?.delete(month)
      kept?.set(month, used)
    }
    for (const [of, byMonth] of this.#kept) {
      for (const [month, { byAgency }] of byMonth) {
        if (this.#bytes <= mostBytes) return
        if (of === kind && month >= months.from && month < months.to) continue
        byMonth.delete(month)
        for (const { value } of byAgency.values()) this.#bytes -= bytesOf(value) + KEPT_BYTES
      }
    }
  }

  #monthOf(kind: Kind, month: Month): KeptMonth<Value> {
    const byMonth = this.#kept.get(kind) ?? new Map<Month, KeptMonth<Value>>()
    this.#kept.set(kind, byMonth)
    const ofMonth = byMonth.get(month) ?? { revision: 0, byAgency: new Map<string, Kept<Value>>() }
    byMonth.set(month, ofMonth)
    return ofMonth
  }
}

/** A clock that was set back makes everything old. */
function stateOf(kept: (Life & { readonly at: number }) | undefined, now: number): State {
  if (!kept) return 'gone'
  const age = Math.abs(now - kept.at)
  if (age >= kept.discardMs) return 'gone'
  return age >= kept.renewMs ? 'old' : 'fresh'
}
