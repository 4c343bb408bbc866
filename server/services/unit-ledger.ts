import type { Config } from '../config.ts'
import { dayOfHour, localHour, monthOfDay, type Month } from '../domain/calendar.ts'
import type { Storage } from '../storage/port.ts'
import { KeptMonths, type Life } from './kept-months.ts'
import { isSameCells, keptCells, storedCut, type LedgerCell, type LedgerCut } from './ledger-cells.ts'

export type { LedgerCell, LedgerCut } from './ledger-cells.ts'

/** Months from `from` up to, not including, `to`. */
export interface Months {
  readonly from: Month
  readonly to: Month
}

/** The cells of some agencies in some months. */
export interface LedgerReading {
  /** No later than this the oldest of them was read. */
  readonly asOf: Date
  /** Another reading of the same agencies, months and cut holds the same cells where this number is the same. */
  readonly revision: number
  readonly cells: (agency: string) => readonly LedgerCell[]
}

/** A month in which answers still arrive is at most so old. */
const OPEN: Life = { renewMs: Infinity, discardMs: 60_000 }
/** One that is over changes by repair and restore alone. */
const SETTLED: Life = { renewMs: 10 * 60_000, discardMs: Infinity }
const MOST_BYTES = 512 * 1024 * 1024

/**
 * The kept tallies of the whole province at hand: pages that compare hundreds of agencies look at them again and again.
 *
 * A month that is over is read once, the current one at most a minute ago. The cost of reading follows cells, that of
 * asking again follows agencies and months.
 */
export class UnitLedger {
  readonly #kept: KeptMonths<LedgerCut, readonly LedgerCell[]>

  /** @param mostBytes what all kept cells may take together, but for those of the last reading */
  constructor(
    { storage, config, now }: { storage: Pick<Storage, 'tallies'>; config: Pick<Config, 'timeZone'>; now: () => Date },
    mostBytes = MOST_BYTES,
  ) {
    this.#kept = new KeptMonths({
      now,
      mostBytes,
      load: (agencies, months, cut) => loadCells(storage, agencies, months, cut),
      lifeOf: (month, at) => (month >= openFrom(at, config.timeZone) ? OPEN : SETTLED),
      isSame: isSameCells,
      bytesOf: (cells) => cells.reduce((sum, { bytes }) => sum + bytes, 0),
    })
  }

  /** About what the kept cells take in memory. */
  get bytes(): number {
    return this.#kept.bytes
  }

  /** The cells of these agencies in these months, told apart by one cut. */
  async read(agencies: readonly string[], months: Months, cut: LedgerCut): Promise<LedgerReading> {
    const { asOf, revision, of } = await this.#kept.read(agencies, months, cut)
    const known = new Map<string, readonly LedgerCell[]>()
    const cells = (agency: string): readonly LedgerCell[] => {
      const own = known.get(agency) ?? of(agency).flat()
      known.set(agency, own)
      return own
    }
    return { asOf, revision, cells }
  }
}

async function loadCells(
  { tallies }: Pick<Storage, 'tallies'>,
  agencies: readonly string[],
  months: Months,
  cut: LedgerCut,
): Promise<(agency: string, month: Month) => readonly LedgerCell[]> {
  const cells = await tallies.cells({ agencies, ...months, cuts: [storedCut(cut)] })
  const byAgency = Map.groupBy(cells, ({ agency }) => agency)
  const byPlace = new Map([...byAgency].map(([agency, own]) => [agency, Map.groupBy(own, ({ month }) => month)]))
  return (agency, month) => keptCells(byPlace.get(agency)?.get(month) ?? [], cut)
}

/** The first month in which answers could still arrive; what is sent at the last minute of one is stored soon after. */
function openFrom(at: number, timeZone: string): Month {
  return monthOfDay(dayOfHour(localHour(new Date(at), timeZone) - 1))
}
