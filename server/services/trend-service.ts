import type { Viewer } from '../domain/account.ts'
import { firstDay, type Month } from '../domain/calendar.ts'
import { InvalidInputError } from '../domain/errors.ts'
import type { Target } from '../domain/target.ts'
import type { Storage } from '../storage/port.ts'
import type { MonthRow } from './agency-dashboard.ts'
import type { CompareQuery } from './compare-query.ts'
import type { CompareService } from './compare-service.ts'
import type { Unit } from './compared-units.ts'
import type { AnsweredPlace } from './counted-answers.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { KeptTransactions } from './kept-transactions.ts'
import { KnownTransactions, usable } from './known-transactions.ts'
import { mergersInto, monthEvents } from './month-events.ts'
import { responsesOf, shownIndex } from './shown-index.ts'
import { chosenUnits, type TrendChoice } from './trend-choice.ts'
import type { UnitAnswers, UnitScope } from './unit-answers.ts'
import type { ComparedUnit, UnitComparison } from './unit-comparison.ts'
import { NO_PART, unitParts } from './unit-parts.ts'

/** Some units of a comparison, each month by month. */
export interface UnitTrends {
  readonly comparison: UnitComparison
  readonly choice: TrendChoice
  readonly trends: readonly UnitTrend[]
}

/** One unit month by month, silent months included; no months where the unit itself is suppressed. */
export interface UnitTrend {
  readonly unit: ComparedUnit
  readonly months: readonly MonthRow[]
}

interface Parts {
  readonly compare: Pick<CompareService, 'compareWithAnswers' | 'hidden' | 'least'>
  readonly storage: Pick<Storage, 'transactions'>
  readonly now: () => Date
}

/** Follows units of a comparison month by month. */
export class TrendService {
  readonly #compare: Parts['compare']
  readonly #transactions: KeptTransactions

  constructor(parts: Parts) {
    this.#compare = parts.compare
    this.#transactions = new KeptTransactions(parts)
  }

  /**
   * The months of the units that were asked for, or of those that stand out, as {@link chosenUnits} has them. A month is
   * hidden by the rules of a dashboard: the shown months of a unit tell nothing of its hidden ones.
   *
   * @param codes of the units to follow; none for those that stand out
   * @throws {InvalidInputError} when one field is followed over more than {@link MOST_MONTHS_OF_FIELD} months
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link CompareService.open}
   */
  async trends(viewer: Viewer, query: CompareQuery, codes: readonly string[]): Promise<UnitTrends> {
    if (query.field !== null && query.months.to - query.months.from > MOST_MONTHS_OF_FIELD) throw tooLong()
    const { comparison, answers } = await this.#compare.compareWithAnswers(viewer, query)
    const { units, choice } = chosenUnits(comparison.units, codes)
    const unitOf = new Map(answers.scope.units.map((unit) => [unit.agency.code, unit]))
    const followed = units.flatMap((unit) => unitOf.get(unit.agency.code) ?? [])
    const [transactions, isHidden] = await Promise.all([
      this.#transactionsOf(answers, followed),
      this.#hiddenMonths(answers.scope),
    ])
    const trends = units.map((unit): UnitTrend => {
      const own = unitOf.get(unit.agency.code)
      const isShown = own !== undefined && unit.shown.hidden === null
      return { unit, months: isShown ? this.#monthsOf(answers, own, { transactions, isHidden }) : [] }
    })
    return { comparison, choice, trends }
  }

  #monthsOf(answers: UnitAnswers, unit: Unit, { transactions, isHidden }: BesideMonths): readonly MonthRow[] {
    const { directory, query, breakAt, method, field } = answers.scope
    const least = this.#compare.least
    const targets = targetsOf(answers, unit)
    const place = { agencies: new Set(unit.lineage), ...(field ? { field: field.code } : {}) }
    const tallies = answers.by(unit, query.months, ({ month }) => String(month))
    const parts = unitParts(tallies, {
      least,
      isHidden: (name) => isHidden(unit, Number(name)),
      judge: (name, tally) => {
        const month = Number(name)
        const population = usable(transactions.of({ ...place, month }, responsesOf(tally)))
        return shownIndex(tally, { target: targets.get(month) ?? null, population }, { method, least })
      },
    })
    const mergers = mergersInto(directory, unit.agency.code, query.view)
    return [...targets].map(([month, target]): MonthRow => {
      const part = parts.get(String(month)) ?? NO_PART
      const before = targets.get(month - 1)
      return {
        ...{ month, target },
        events: monthEvents({ month, breakAt, target, before, merged: mergers.get(month) ?? [] }),
        shown: part.shown,
        responses: part.responses,
        population: transactions.of({ ...place, month }, part.responses),
      }
    })
  }

  /**
   * Which months of a unit must not be shown for the sake of other pages: of all fields decided at once; of one field month
   * by month, since what is decided tells fields or months apart.
   */
  async #hiddenMonths(scope: UnitScope): Promise<BesideMonths['isHidden']> {
    const { query, field } = scope
    const { flagged } = query
    if (!field) {
      const hidden = await this.#compare.hidden(scope, 'month')
      return ({ lineage }, month) => hidden.isHidden({ agencies: lineage, value: String(month), flagged })
    }
    const decided = new Map<Month, HiddenUnits>()
    for (let month = query.months.from; month < query.months.to; month++) {
      decided.set(month, await this.#compare.hidden(scope, 'field', { from: month, to: month + 1 }))
    }
    return ({ lineage }, month) =>
      decided.get(month)?.isHidden({ agencies: lineage, value: field.code, flagged }) ?? true
  }

  async #transactionsOf(answers: UnitAnswers, units: readonly Unit[]): Promise<KnownTransactions> {
    const { query, field } = answers.scope
    const agencies = [...new Set(units.flatMap(({ lineage }) => lineage))]
    const sums = await this.#transactions.sums(agencies, query.months, query.step, field ? ['field'] : [])
    const places = units.flatMap((unit) => {
      const byPlace = answers.by(unit, query.months, ({ month }, agency) => `${agency}\t${month}`)
      return [...byPlace.keys()].map((name): AnsweredPlace => {
        const [agency = '', month = ''] = name.split('\t')
        return { agency, month: Number(month), point: null, field: field?.code ?? null }
      })
    })
    return KnownTransactions.ofMonths(sums, places)
  }
}

/** What may be shown of one field is decided for the whole province month by month, which takes its time. */
const MOST_MONTHS_OF_FIELD = 36

function tooLong(): InvalidInputError {
  return new InvalidInputError('too many months of one field', [
    { where: 'from', message: 'trends:error-field-too-long', values: { most: MOST_MONTHS_OF_FIELD } },
  ])
}

/** What is read besides the answers of units. */
interface BesideMonths {
  readonly transactions: KnownTransactions
  readonly isHidden: (unit: Unit, month: Month) => boolean
}

/** The target of a unit at the end of each of its months, in order; null where none was set. */
function targetsOf({ scope }: UnitAnswers, { agency }: Unit): ReadonlyMap<number, Target | null> {
  const { directory, series, query, field } = scope
  const targetOn = (day: number): Target | null =>
    query.step === 'return' ? directory.targetFor(series.latest.key, agency.code, field?.code ?? null, day) : null
  const { from, to } = query.months
  return new Map(Array.from({ length: to - from }, (_, i) => [from + i, targetOn(firstDay(from + i + 1) - 1)] as const))
}
