import { setImmediate as nextTurn } from 'node:timers/promises'
import { isSameShape, type Tally } from '../../scoring/tally.ts'
import type { Config } from '../config.ts'
import { dayOfHour, localHour, monthOfDay, type Month } from '../domain/calendar.ts'
import type { QuestionnaireId } from '../domain/questionnaire.ts'
import type { Step } from '../domain/service-point.ts'
import type { Cut, Storage, TallyCell } from '../storage/port.ts'

/** By what the cells of a ledger are told apart besides agency, month, questionnaire, step and flagging. */
export type LedgerCut = Cut | 'total'

/** The responses of one agency's own service points that share month, questionnaire, step, flagging and one value. */
export interface LedgerCell {
  readonly month: Month
  readonly questionnaire: QuestionnaireId
  readonly step: Step
  readonly flagged: boolean
  /** A channel, a field's code, a service point's id; empty for `total`. */
  readonly value: string
  readonly tally: Tally
}

/** Months from `from` up to, not including, `to`. */
export interface Months {
  readonly from: Month
  readonly to: Month
}

/** The cells of some agencies in some months. */
export interface LedgerReading {
  /** No later than this the oldest of them was read. */
  readonly asOf: Date
  cells(agency: string): Iterable<LedgerCell>
}

interface KeptMonth {
  readonly at: number
  readonly cells: readonly LedgerCell[]
}

type KeptCut = Map<Month, Map<string, KeptMonth>>

/** A month in which answers still arrive is read anew after this. */
const FRESH_MS = 60_000
/** One that is over changes by repair and restore alone; after this it is read anew behind the page that shows it. */
const SETTLED_FRESH_MS = 10 * 60_000
/** So many agencies times months are read at once: others get their turn in between. */
const BATCH = 300
/** What all kept cells may take together. Beyond, what was used longest ago is let go. */
const MOST_BYTES = 256 * 1024 * 1024

/**
 * The kept tallies of the whole province at hand: pages that compare hundreds of agencies look at them again and again.
 *
 * A month that is over is read once, the current one at most a minute ago. The cost of reading follows cells, that of
 * asking again follows agencies and months.
 */
export class UnitLedger {
  readonly #storage: Pick<Storage, 'tallies'>
  readonly #timeZone: string
  readonly #now: () => Date
  readonly #mostBytes: number
  readonly #kept = new Map<LedgerCut, KeptCut>()
  #bytes = 0
  #lastRead: Promise<void> = Promise.resolve()

  constructor(
    { storage, config, now }: { storage: Pick<Storage, 'tallies'>; config: Pick<Config, 'timeZone'>; now: () => Date },
    mostBytes = MOST_BYTES,
  ) {
    this.#storage = storage
    this.#timeZone = config.timeZone
    this.#now = now
    this.#mostBytes = mostBytes
  }

  /** The cells of these agencies in these months, told apart by one cut. */
  async read(agencies: readonly string[], months: Months, cut: LedgerCut): Promise<LedgerReading> {
    const isMissing = (month: Month, kept: KeptMonth | undefined): boolean =>
      kept === undefined || (this.#isOpen(month, kept) && this.#age(kept) >= FRESH_MS)
    const isOld = (_: Month, kept: KeptMonth | undefined): boolean =>
      kept !== undefined && this.#age(kept) >= SETTLED_FRESH_MS
    if (this.#some(agencies, months, cut, isMissing)) await this.#inTurn(agencies, months, cut, isMissing)
    const reading = this.#reading(agencies, months, cut)
    if (this.#some(agencies, months, cut, isOld)) {
      // What is shown is whole and at most as old as it says; trouble with the store shows when something is missing.
      this.#inTurn(agencies, months, cut, isOld).catch(() => undefined)
    }
    this.#letGo(cut, months)
    return reading
  }

  /** One after the other, so that what two pages ask at once is read once. */
  #inTurn(agencies: readonly string[], months: Months, cut: LedgerCut, isWanted: Wanted): Promise<void> {
    const read = this.#lastRead.then(() => this.#fill(agencies, months, cut, isWanted))
    this.#lastRead = read.catch(() => undefined)
    return read
  }

  async #fill(agencies: readonly string[], months: Months, cut: LedgerCut, isWanted: Wanted): Promise<void> {
    const kept = this.#keptOf(cut)
    const wanted = Map.groupBy(agencies, (agency) => {
      const of = monthList(months).filter((month) => isWanted(month, kept.get(month)?.get(agency)))
      const [first, last] = [of[0], of.at(-1)]
      return first === undefined || last === undefined ? '' : `${first} ${last + 1}`
    })
    wanted.delete('')
    for (const [stretch, of] of wanted) {
      const [from = 0, to = 0] = stretch.split(' ').map(Number)
      const size = Math.max(1, Math.floor(BATCH / (to - from)))
      for (let at = 0; at < of.length; at += size) {
        await this.#readBatch(of.slice(at, at + size), { from, to }, cut)
        await nextTurn()
      }
    }
  }

  async #readBatch(agencies: readonly string[], months: Months, cut: LedgerCut): Promise<void> {
    const at = this.#now().getTime()
    const cuts = [cut === 'total' ? 'channel' : cut] as const
    const cells = await this.#storage.tallies.cells({ agencies, ...months, cuts })
    const byPlace = Map.groupBy(cells, ({ agency, month }) => `${month} ${agency}`)
    for (const month of monthList(months)) {
      const ofMonth = this.#monthOf(cut, month)
      for (const agency of agencies) {
        const own = byPlace.get(`${month} ${agency}`) ?? []
        const kept = { at, cells: cut === 'total' ? merged(own) : own.map(withoutAgency) }
        this.#bytes += bytesOf(kept) - bytesOf(ofMonth.get(agency))
        ofMonth.set(agency, kept)
      }
    }
  }

  #reading(agencies: readonly string[], months: Months, cut: LedgerCut): LedgerReading {
    const kept = this.#keptOf(cut)
    const list = monthList(months)
    let oldest = this.#now().getTime()
    const cells = new Map<string, (readonly LedgerCell[])[]>()
    for (const agency of agencies) {
      const own: (readonly LedgerCell[])[] = []
      for (const month of list) {
        const found = kept.get(month)?.get(agency)
        if (!found) continue
        oldest = Math.min(oldest, found.at)
        if (found.cells.length > 0) own.push(found.cells)
      }
      cells.set(agency, own)
    }
    return { asOf: new Date(oldest), cells: (agency) => flattened(cells.get(agency) ?? []) }
  }

  #some(agencies: readonly string[], months: Months, cut: LedgerCut, isWanted: Wanted): boolean {
    const kept = this.#keptOf(cut)
    return monthList(months).some((month) => {
      const ofMonth = kept.get(month)
      return agencies.some((agency) => isWanted(month, ofMonth?.get(agency)))
    })
  }

  /** Lets go of months that were used longest ago, but for those of the last reading. */
  #letGo(cut: LedgerCut, months: Months): void {
    const kept = this.#keptOf(cut)
    for (const month of monthList(months)) {
      const used = kept.get(month)
      if (!used) continue
      kept.delete(month)
      kept.set(month, used)
    }
    for (const [of, byMonth] of this.#kept) {
      for (const [month, byAgency] of byMonth) {
        if (this.#bytes <= this.#mostBytes) return
        if (of === cut && month >= months.from && month < months.to) continue
        byMonth.delete(month)
        for (const one of byAgency.values()) this.#bytes -= bytesOf(one)
      }
    }
  }

  #keptOf(cut: LedgerCut): KeptCut {
    let kept = this.#kept.get(cut)
    if (!kept) {
      kept = new Map()
      this.#kept.set(cut, kept)
    }
    return kept
  }

  #monthOf(cut: LedgerCut, month: Month): Map<string, KeptMonth> {
    const kept = this.#keptOf(cut)
    let ofMonth = kept.get(month)
    if (!ofMonth) {
      ofMonth = new Map()
      kept.set(month, ofMonth)
    }
    return ofMonth
  }

  /** Whether answers of a month could still arrive when it was read; what is sent at its last minute is stored soon after. */
  #isOpen(month: Month, { at }: KeptMonth): boolean {
    return month >= monthOfDay(dayOfHour(localHour(new Date(at), this.#timeZone) - 1))
  }

  /** A clock that was set back makes everything old. */
  #age({ at }: KeptMonth): number {
    return Math.abs(this.#now().getTime() - at)
  }
}

type Wanted = (month: Month, kept: KeptMonth | undefined) => boolean

function monthList({ from, to }: Months): readonly Month[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
}

function* flattened(lists: readonly (readonly LedgerCell[])[]): Iterable<LedgerCell> {
  for (const list of lists) yield* list
}

/** The cells of one agency and month without their cut: those that differ in its value alone added up. */
function merged(cells: readonly TallyCell[]): readonly LedgerCell[] {
  const sums = new Map<string, LedgerCell>()
  for (const { month, questionnaire, step, flagged, tally } of cells) {
    const name = `${questionnaire} ${step} ${String(flagged)}`
    const sum = sums.get(name)
    if (sum) addInto(sum.tally, tally)
    else {
      const own = { shape: tally.shape, sums: tally.sums.slice() }
      sums.set(name, { month, questionnaire, step, flagged, value: '', tally: own })
    }
  }
  return [...sums.values()]
}

function withoutAgency({ month, questionnaire, step, flagged, value, tally }: TallyCell): LedgerCell {
  return { month, questionnaire, step, flagged, value, tally }
}

/**
 * Adds a tally to another in place: for sums over thousands of cells.
 *
 * @throws {RangeError} when their shapes differ: answers to different criteria are never pooled
 */
export function addInto(into: Tally, { shape, sums }: Tally): void {
  if (into.shape !== shape && !isSameShape(into.shape, shape)) {
    throw new RangeError('tallies of different criteria cannot be combined')
  }
  const target = into.sums
  for (let i = 0; i < target.length; i++) target[i] = (target[i] as number) + (sums[i] as number)
}

/** About what a kept month takes in memory. */
function bytesOf(kept: KeptMonth | undefined): number {
  if (!kept) return 0
  return kept.cells.reduce((sum, { tally }) => sum + 8 * tally.sums.length + CELL_BYTES, KEPT_BYTES)
}

const CELL_BYTES = 250
const KEPT_BYTES = 120
