import { benjaminiHochberg } from '../../scoring/benjamini-hochberg.ts'
import type { Figure } from '../../scoring/figure.ts'
import { difference } from '../../scoring/difference.ts'
import { METHODS, type MethodName } from '../../scoring/methods.ts'
import { standings } from '../../scoring/standings.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import { firstDay } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import type { Storage } from '../storage/port.ts'
import { compareChoices, type CompareChoices } from './compare-choices.ts'
import type { CompareQuery } from './compare-query.ts'
import type { Unit } from './compared-units.ts'
import type { DirectoryService } from './directory-service.ts'
import { FigureMemo } from './figure-memo.ts'
import { KeptTotals } from './kept-totals.ts'
import { KeptTransactions } from './kept-transactions.ts'
import { KnownTransactions, usable, type Population } from './known-transactions.ts'
import { hiddenFigure, shownFigure, type ShownFigure } from './shown-figure.ts'
import { responsesOf, threshold } from './shown-index.ts'
import { openUnitAnswers, type UnitAnswers, type UnitScope } from './unit-answers.ts'
import type { ComparedUnit, UnitChange, UnitComparison } from './unit-comparison.ts'
import type { HiddenUnits } from './hidden-units.ts'
import type { GuardedUnitCut } from './respondent-groups.ts'
import { UnitGuard } from './unit-guard.ts'
import { UnitLedger, type LedgerCut, type Months } from './unit-ledger.ts'

/** The share of false finds that is put up with among the differences of a page. */
export const FALSE_DISCOVERY_RATE = 0.05

export interface CompareParts {
  readonly directory: DirectoryService
  readonly storage: Pick<Storage, 'tallies' | 'transactions'>
  readonly config: Pick<Config, 'leastResponses' | 'method' | 'timeZone'>
  readonly now: () => Date
  /** What all pages share; where there is none yet, it reads one of its own. */
  readonly ledger?: UnitLedger
  readonly guard?: UnitGuard
}

/** Compares the units of a level: how each scored, where it stands, and what cannot be said. */
export class CompareService {
  readonly #directory: DirectoryService
  readonly #ledger: UnitLedger
  readonly #guard: UnitGuard
  readonly #transactions: KeptTransactions
  readonly #totals = new KeptTotals()
  readonly #figures = new FigureMemo()
  readonly #method: MethodName
  readonly #least: number

  constructor(parts: CompareParts) {
    this.#directory = parts.directory
    this.#ledger = parts.ledger ?? new UnitLedger(parts)
    this.#guard = parts.guard ?? new UnitGuard({ ...parts, ledger: this.#ledger })
    this.#transactions = new KeptTransactions(parts)
    this.#method = methodNamed(parts.config.method)
    this.#least = parts.config.leastResponses
  }

  /** Fewest responses with which a figure is shown. */
  get least(): number {
    return this.#least
  }

  /** What the viewer can choose from. */
  async choices(viewer: Viewer): Promise<CompareChoices> {
    return compareChoices(await this.#directory.current(), viewer)
  }

  /**
   * The answers of the units that the viewer may compare, told apart as asked.
   *
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link openUnitAnswers}
   */
  async open(
    viewer: Viewer,
    query: CompareQuery,
    options: { months?: Months; cut?: LedgerCut } = {},
  ): Promise<UnitAnswers> {
    const current = await this.#directory.current()
    const parts = { ledger: this.#ledger, totals: this.#totals, method: this.#method }
    return openUnitAnswers(parts, current, viewer, query, options)
  }

  /**
   * What must not be shown of the units of a comparison and of their parts by one cut, for the sake of the pages of all
   * agencies. Fields and channels are named by their codes, months by their number.
   *
   * @param months those of the query, or others with which they are compared
   */
  hidden(
    { directory, series, query, method }: UnitScope,
    cut: GuardedUnitCut,
    months: Months = query.months,
  ): Promise<HiddenUnits> {
    const counted = method === 'index.direct' ? 'overall' : 'criteria'
    return this.#guard.hidden(directory, { months, series, step: query.step, counted, cut })
  }

  /** @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link openUnitAnswers} */
  async compare(viewer: Viewer, query: CompareQuery): Promise<UnitComparison> {
    return (await this.compareWithAnswers(viewer, query)).comparison
  }

  /**
   * The same with the answers that it was computed from, for whoever looks deeper into the units that are shown.
   *
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link openUnitAnswers}
   */
  async compareWithAnswers(
    viewer: Viewer,
    query: CompareQuery,
  ): Promise<{ readonly comparison: UnitComparison; readonly answers: UnitAnswers }> {
    const { months } = query
    const former = { from: months.from - (months.to - months.from), to: months.from }
    const answers = await this.open(viewer, query, { months: { from: former.from, to: months.to } })
    const { scope, asOf } = answers
    const cut = query.field === null ? 'month' : 'field'
    const [transactions, hidden, hiddenBefore] = await Promise.all([
      this.#transactionsOf(answers),
      this.hidden(scope, cut),
      this.hidden(scope, cut, former),
    ])
    const read = { former, transactions, hidden, hiddenBefore }
    const found = scope.units.map((unit) => this.#unitFigures(answers, unit, read))
    const standing = standings(
      found.map(({ tested }) => tested),
      FALSE_DISCOVERY_RATE,
    )
    const changes = found.map(({ tested, before }) => changeOf(tested, before))
    const adjusted = benjaminiHochberg(changes.map((change) => change.difference?.p ?? null))
    const units = found.map(({ unit, shown, tested, target, responses, flagged, population }, i): ComparedUnit => {
      const p = adjusted[i] ?? null
      const change = changes[i] ?? NO_CHANGE
      return {
        ...{ agency: unit.agency, shown, tested, target, responses, flagged, population },
        standing: standing[i] ?? null,
        change: { ...change, adjusted: p, isSignificant: p === null ? null : p <= FALSE_DISCOVERY_RATE },
      }
    })
    const comparison: UnitComparison = {
      ...{ scope, former, units, asOf },
      least: this.#least,
      rate: FALSE_DISCOVERY_RATE,
      ranked: units.filter((one) => one.standing !== null).length,
    }
    return { comparison, answers }
  }

  /** Everything about one unit that needs no other. */
  #unitFigures(answers: UnitAnswers, unit: Unit, { former, transactions, hidden, hiddenBefore }: BesideAnswers) {
    const { scope } = answers
    const tally = answers.total(unit)
    const responses = tally ? responsesOf(tally) : 0
    const population = transactions.of({ agencies: new Set(unit.lineage) }, responses)
    const target = targetOf(scope, unit)
    const flagged = countOf(answers, unit, scope.query.months)
    const now = { months: scope.query.months, hidden }
    const shown = this.#shown(answers, unit, now, { target, population })
    const plain = usable(population) === null ? shown : this.#shown(answers, unit, now)
    const before = this.#shown(answers, unit, { months: former, hidden: hiddenBefore })
    const { breakAt } = scope
    const isBroken = breakAt !== null && breakAt >= former.to
    return {
      ...{ unit, shown, target, responses, flagged, population },
      tested: shown.hidden === null ? plain.figure : null,
      before: { shown: before, isBroken },
    }
  }

  /** The figure of a unit in some months, or why it is hidden. */
  #shown(
    answers: UnitAnswers,
    unit: Unit,
    { months, hidden }: { months: Months; hidden: HiddenUnits },
    { target = null, population = null }: { target?: Target | null; population?: Population | null } = {},
  ): ShownFigure {
    const { query, method } = answers.scope
    const tally = answers.total(unit, months)
    if (!tally) return hiddenFigure(0, 'no-answers')
    const size = population && usable(population)
    const name = memoName(answers.scope, unit, months, size === null ? 'tested' : 'shown')
    const shown = this.#judged(name, method, tally, { target, size })
    if (shown.hidden !== null) return shown
    const { field: value, flagged } = query
    const isGivenAway =
      hidden.isHidden({ agencies: unit.lineage, value, flagged }) ||
      (flagged === 'out' && this.#isFlagGivenAway(answers, unit, months))
    return isGivenAway ? hiddenFigure(shown.n, 'by-subtraction') : shown
  }

  #judged(
    name: string,
    method: MethodName,
    tally: Tally,
    { target, size }: { target: Target | null; size: number | null },
  ): ShownFigure {
    const figure = this.#figures.figure(name, method, tally, size)
    return shownFigure(figure, {
      target: figure.kind === 'share' ? target && threshold(target) : null,
      least: this.#least,
      ...(size === null ? {} : { population: size }),
    })
  }

  /** Whether the figure without flagged responses would tell what a few of these answered, or what is hidden with them. */
  #isFlagGivenAway(answers: UnitAnswers, unit: Unit, months: Months): boolean {
    const flagged = countOf(answers, unit, months)
    if (flagged === 0) return false
    const { scope } = answers
    const all = answers.by(unit, months, () => '', 'in').get('')
    if (flagged < this.#least || !all) return true
    const name = memoName(scope, unit, months, 'with flagged')
    return this.#judged(name, scope.method, all, { target: null, size: null }).hidden !== null
  }

  async #transactionsOf(answers: UnitAnswers): Promise<KnownTransactions> {
    const { query, units, field } = answers.scope
    const agencies = [...new Set(units.flatMap(({ lineage }) => lineage))]
    const sums = await this.#transactions.sums(agencies, query.months, query.step, field ? ['field'] : [])
    if (sums.length === 0) return KnownTransactions.ofMonths([], [])
    const ofField = field ? sums.filter((sum) => sum.field === field.code) : sums
    return KnownTransactions.ofMonths(ofField, answers.places(units))
  }
}

/** What is read besides the answers of units. */
interface BesideAnswers {
  readonly former: Months
  readonly transactions: KnownTransactions
  /** What must not be shown of the months, and of the former ones. */
  readonly hidden: HiddenUnits
  readonly hiddenBefore: HiddenUnits
}

const NO_CHANGE: UnitChange = {
  former: hiddenFigure(0, 'no-answers'),
  difference: null,
  adjusted: null,
  isSignificant: null,
  why: 'no-answers',
}

function changeOf(
  figure: Figure | null,
  { shown: former, isBroken }: { shown: ShownFigure; isBroken: boolean },
): UnitChange {
  const of = (why: UnitChange['why']): UnitChange => ({ ...NO_CHANGE, former, why })
  if (former.n === 0) return of(isBroken ? 'break' : 'no-answers')
  if (!figure || !former.figure) return of('hidden')
  const found = difference(figure, former.figure)
  return found ? { ...NO_CHANGE, former, difference: found, why: null } : of('unknown')
}

/** How many of a unit's responses in some months are flagged. */
function countOf(answers: UnitAnswers, unit: Unit, months: Months): number {
  const flagged = answers.by(unit, months, ({ flagged: is }) => (is ? 'flagged' : null), 'in').get('flagged')
  return flagged ? responsesOf(flagged) : 0
}

function targetOf({ directory, series, query, field }: UnitScope, { agency }: Unit): Target | null {
  if (query.step === 'submission') return null
  return directory.targetFor(series.latest.key, agency.code, field?.code ?? null, firstDay(query.months.to) - 1)
}

/** Under which name a figure is kept: whatever it was computed from is compared as well. */
function memoName({ query, series, method }: UnitScope, { agency }: Unit, months: Months, kind: string): string {
  const { view, step, flagged, field } = query
  return `${kind} ${agency.code} ${months.from} ${months.to} ${view} ${step} ${flagged} ${field ?? ''} ${series.name} ${method}`
}

function methodNamed(name: string): MethodName {
  const method = METHODS.find((one) => one === name)
  if (!method) throw new RangeError(`no method ${name}`)
  return method
}
