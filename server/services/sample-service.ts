import { sampleToSettle } from '../../scoring/sample-to-settle.ts'
import { sampleYamane } from '../../scoring/sample-yamane.ts'
import type { Config } from '../config.ts'
import type { Viewer } from '../domain/account.ts'
import { localDay, monthOfDay, type LocalDay } from '../domain/calendar.ts'
import type { Target } from '../domain/target.ts'
import { collectionPace, dayAtPace, paceMonths, type CollectionPace } from './collection-pace.ts'
import type { CompareQuery } from './compare-query.ts'
import type { CompareService } from './compare-service.ts'
import type { Unit } from './compared-units.ts'
import { usable } from './known-transactions.ts'
import type { NotPlanned, PlannedSize, PlannedUnit, SamplePlan } from './sample-plan.ts'
import type { ShownFigure } from './shown-figure.ts'
import { responsesOf, threshold } from './shown-index.ts'
import type { UnitAnswers } from './unit-answers.ts'
import type { ComparedUnit } from './unit-comparison.ts'
import type { Months } from './unit-ledger.ts'

interface Parts {
  readonly compare: Pick<CompareService, 'compare' | 'open' | 'least'>
  readonly config: Pick<Config, 'timeZone'>
  readonly now: () => Date
}

/** Plans how many responses units need. */
export class SampleService {
  readonly #compare: Parts['compare']
  readonly #timeZone: string
  readonly #now: () => Date
  /** Sizes are searched for; what they follow from hardly changes from one look to the next. */
  readonly #sizes = new Map<string, number | null>()

  constructor({ compare, config, now }: Parts) {
    this.#compare = compare
    this.#timeZone = config.timeZone
    this.#now = now
  }

  /** @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link CompareService.open} */
  async plan(viewer: Viewer, query: CompareQuery): Promise<SamplePlan> {
    const today = localDay(this.#now(), this.#timeZone)
    const pace = paceMonths(monthOfDay(today))
    const comparison = await this.#compare.compare(viewer, query)
    const read = { from: Math.min(query.months.from, pace.from), to: Math.max(query.months.to, pace.to) }
    const answers = await this.#compare.open(viewer, query, { months: read })
    const unitOf = new Map(answers.scope.units.map((unit) => [unit.agency.code, unit]))
    return {
      scope: comparison.scope,
      least: this.#compare.least,
      paceMonths: pace,
      asOf: comparison.asOf,
      units: comparison.units.map((unit) => {
        const own = unitOf.get(unit.agency.code)
        return this.#planned(unit, own ? paceOf(answers, own, pace) : null, today)
      }),
    }
  }

  #planned(unit: ComparedUnit, pace: CollectionPace | null, today: LocalDay): PlannedUnit {
    const { agency, shown, target, responses, population } = unit
    const size = population.count
    const missing = missingOf(unit)
    return {
      ...{ agency, shown, target, responses, population, missing, pace },
      yamane: size === null ? null : sampleYamane(size),
      settling: this.#settling(unit),
      ready: readyBy(missing.count, pace, today),
    }
  }

  #settling({ shown, target, population }: ComparedUnit): PlannedSize {
    const why = notPlanned(shown, target)
    const exact = shown.figure?.exact
    if (why || !exact || !target) return { count: null, why }
    const size = usable(population)
    const key = [exact.num, exact.den, target.threshold, size].join(' ')
    let count = this.#sizes.get(key)
    if (count === undefined) {
      count = sampleToSettle(exact, threshold(target), size ?? undefined)
      if (this.#sizes.size >= MOST_SIZES) this.#sizes.clear()
      this.#sizes.set(key, count)
    }
    return count === null ? { count, why: 'out-of-reach' } : { count, why: null }
  }
}

const MOST_SIZES = 10_000

/** Why nothing can be planned for a unit; null where it can. */
function notPlanned({ figure, verdict }: ShownFigure, target: Target | null): NotPlanned | null {
  if (!figure) return 'hidden'
  if (!target || !verdict || !figure.exact) return 'no-target'
  const { num, den } = figure.exact
  const goal = threshold(target)
  return num * 100n * goal.den === goal.num * den ? 'at-target' : null
}

function missingOf({ shown, target }: ComparedUnit): PlannedSize {
  if (shown.verdict && shown.verdict.evidence !== 'cannot tell yet') return { count: 0, why: null }
  const why = notPlanned(shown, target)
  if (why) return { count: null, why }
  const count = shown.verdict?.more ?? null
  return count === null ? { count, why: 'out-of-reach' } : { count, why: null }
}

function readyBy(missing: number | null, pace: CollectionPace | null, today: LocalDay): PlannedUnit['ready'] {
  if (missing === null) return { day: null, why: 'not-planned' }
  if (missing === 0) return { day: null, why: 'settled' }
  if (!pace) return { day: null, why: 'no-pace' }
  const day = dayAtPace(pace, missing, today)
  return { day, why: day === null ? 'not-at-this-pace' : null }
}

function paceOf(answers: UnitAnswers, unit: Unit, months: Months): CollectionPace | null {
  const byMonth = answers.by(unit, months, ({ month }) => String(month))
  return collectionPace(months, new Map([...byMonth].map(([month, tally]) => [Number(month), responsesOf(tally)])))
}
