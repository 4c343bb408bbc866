import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Config } from '../config.ts'
import type { Directory } from '../domain/directory.ts'
import { ByteLimitedCache } from './byte-limited-cache.ts'
import { HiddenUnits } from './hidden-units.ts'
import { placeTree, type PlaceTree } from './place-tree.ts'
import { respondentGroups, type CountedRespondents, type GuardedUnitCut } from './respondent-groups.ts'
import { addUpRespondents } from './respondents.ts'
import type { LedgerCut, Months, UnitLedger } from './unit-ledger.ts'

/** Which answers of the province are decided on together. */
export interface GuardedAnswers extends CountedRespondents {
  readonly months: Months
}

interface Decided {
  readonly units: HiddenUnits
  readonly directory: Directory
  readonly revision: number
  readonly bytes: number
  /** When it was last looked whether it still holds. */
  checkedAt: number
}

interface Renewal {
  readonly name: string
  readonly directory: Directory
  readonly asked: GuardedAnswers
  readonly known: Decided | null
}

/** Nobody looks again before this. */
const FRESH_MS = 60_000
/** After this a page waits until it was looked again; before, that is done behind it. */
const OLDEST_MS = 2 * 60_000
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Decides for all agencies of the province at once what their pages must not show, and keeps it for whoever asks next. The
 * cost follows agencies, values and months, and it is paid anew when answers have come.
 */
export class UnitGuard {
  readonly #ledger: UnitLedger
  readonly #least: number
  readonly #now: () => Date
  readonly #kept = new ByteLimitedCache<Decided>(MOST_BYTES)
  readonly #underway = new Map<string, Promise<HiddenUnits>>()
  readonly #trees = new WeakMap<Directory, PlaceTree>()

  constructor({
    ledger,
    config,
    now,
  }: {
    readonly ledger: UnitLedger
    readonly config: Pick<Config, 'leastResponses'>
    readonly now: () => Date
  }) {
    this.#ledger = ledger
    this.#least = config.leastResponses
    this.#now = now
  }

  /** Fewest respondents with which a figure is shown. */
  get least(): number {
    return this.#least
  }

  /** What must not be shown of these answers; decided on what was there at most some two minutes ago. */
  async hidden(directory: Directory, asked: GuardedAnswers): Promise<HiddenUnits> {
    const { months, series, step, counted, cut } = asked
    const name = [months.from, months.to, step, counted, cut, ...series.versions].join(' ')
    const kept = this.#kept.get(name)
    const known = kept?.directory === directory ? kept : null
    const age = known ? Math.abs(this.#now().getTime() - known.checkedAt) : Number.POSITIVE_INFINITY
    if (known && age < FRESH_MS) return known.units
    const renewal = { name, directory, asked, known }
    if (!known || age >= OLDEST_MS) return this.#underway.get(name) ?? this.#decide(renewal)
    // What is known is not old yet; trouble with the store shows when it is.
    if (!this.#underway.has(name)) this.#decide(renewal, nextTurn()).catch(() => undefined)
    return known.units
  }

  /**
   * Two pages that ask at once wait for the same decision.
   *
   * @param turn when it begins: at once, or when the page that asked has had its turn
   */
  #decide(renewal: Renewal, turn: Promise<unknown> = Promise.resolve()): Promise<HiddenUnits> {
    const decided = turn.then(() => this.#decideAnew(renewal)).finally(() => this.#underway.delete(renewal.name))
    this.#underway.set(renewal.name, decided)
    return decided
  }

  async #decideAnew({ name, directory, asked, known }: Renewal): Promise<HiddenUnits> {
    const checkedAt = this.#now().getTime()
    const agencies = directory.agencies.map(({ code }) => code)
    const reading = await this.#ledger.read(agencies, asked.months, LEDGER_CUTS[asked.cut])
    const { revision } = reading
    if (known?.revision === revision) {
      known.checkedAt = checkedAt
      return known.units
    }
    const tree = this.#treeOf(directory)
    const { values, groups } = respondentGroups(reading, agencies, asked)
    const respondents = addUpRespondents(tree, values, groups)
    const units = new HiddenUnits(tree, respondents, { least: this.#least, isSum: asked.cut !== 'question' })
    const bytes = CELL_BYTES * tree.above.length * (1 + values.length)
    this.#kept.put(name, { units, directory, revision, bytes, checkedAt })
    return units
  }

  #treeOf(directory: Directory): PlaceTree {
    let tree = this.#trees.get(directory)
    if (!tree) {
      tree = placeTree(directory)
      this.#trees.set(directory, tree)
    }
    return tree
  }
}

/** Which cells of the ledger tell each cut apart. */
const LEDGER_CUTS: Readonly<Record<GuardedUnitCut, LedgerCut>> = {
  field: 'field',
  channel: 'channel',
  question: 'total',
  month: 'total',
}

/** About what a decision on one place and value takes in memory. */
const CELL_BYTES = 50
