import { METHODS, type MethodName } from '../../scoring/methods.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { Viewer } from '../domain/account.ts'
import type { Agency } from '../domain/agency.ts'
import type { Month } from '../domain/calendar.ts'
import type { Directory } from '../domain/directory.ts'
import { InvalidInputError, NotFoundError, type Problem } from '../domain/errors.ts'
import { shapeOf, type Questionnaire, type QuestionnaireId } from '../domain/questionnaire.ts'
import { seriesNamed, type Series } from '../domain/series.ts'
import type { ProcedureField, Step } from '../domain/service-point.ts'
import { agencySeenBy, maySee } from './access.ts'
import { answeredSeries, breakOf, type AnsweredMonth, type SeriesAnswers } from './answered-series.ts'
import type { CompareQuery } from './compare-query.ts'
import { comparedUnits, type ComparedUnits, type Unit } from './compared-units.ts'
import type { AnsweredPlace } from './counted-answers.ts'
import type { CurrentDirectory } from './directory-service.ts'
import type { KeptTotals } from './kept-totals.ts'
import { TallySlab } from './tally-slab.ts'
import type { LedgerCell, LedgerCut, LedgerReading, Months, UnitLedger } from './unit-ledger.ts'

/** What a comparison is about, once it is known what there is. */
export interface UnitScope extends ComparedUnits {
  readonly query: CompareQuery
  readonly directory: Directory
  /** The agency below which the units lie; null for all that the viewer may see. */
  readonly under: Agency | null
  readonly field: ProcedureField | null
  /** The instrument whose answers are counted. */
  readonly series: Series
  /** All versions of the series, the newest first. */
  readonly versions: readonly Questionnaire[]
  /** Other series that were answered in the months; they are never pooled with this one. */
  readonly others: readonly SeriesAnswers[]
  /** The month from which the series follows an incomparable one of the same instrument, where that is in the reading. */
  readonly breakAt: Month | null
  readonly method: MethodName
  /** The methods that the kept tallies allow for this series. */
  readonly methods: readonly MethodName[]
}

/** The answers of units, added up as they are asked for. */
export class UnitAnswers {
  readonly scope: UnitScope
  readonly asOf: Date
  readonly #reading: LedgerReading
  /** What was added up before, for this page or another: everything about a unit begins with it. */
  readonly #totals: KeptTotals
  readonly #slab = new TallySlab()
  /** Of the cells, and of the directory, which says whose answers are a unit's. */
  readonly #revision: string

  constructor(
    scope: UnitScope,
    reading: LedgerReading,
    kept: { readonly totals: KeptTotals; readonly version: number },
  ) {
    this.scope = scope
    this.asOf = reading.asOf
    this.#reading = reading
    this.#totals = kept.totals
    this.#revision = `${kept.version} ${reading.revision}`
  }

  /** The answers that a unit's figure counts, in some of the months that were read; null where there are none. */
  total(unit: Unit, months: Months = this.scope.query.months): Tally | null {
    const { view, step, flagged, field } = this.scope.query
    const { name: series } = this.scope.series
    const name = `${unit.agency.code} ${months.from} ${months.to} ${view} ${step} ${flagged} ${field ?? ''} ${series}`
    return this.#totals.total(name, this.#revision, () => this.by(unit, months, () => '').get('') ?? null)
  }

  /** Which agencies of some units have responses that count in which of the months. */
  places(units: readonly Unit[]): readonly AnsweredPlace[] {
    const { query, field } = this.scope
    return units.flatMap(({ lineage }) =>
      lineage.flatMap((agency) => {
        const months = new Set<Month>()
        for (const cell of this.#reading.cells(agency)) {
          if (cell.responses > 0 && this.#isCounted(cell, query.months, query.flagged, query.field))
            months.add(cell.month)
        }
        return [...months].map((month) => ({ agency, month, point: null, field: field?.code ?? null }))
      }),
    )
  }

  /**
   * The same told apart by a name for each cell; names without responses are left out.
   *
   * @param flagged whether flagged responses count; by default as the query has it
   * @param field whose answers count, null for all; by default that of the query
   */
  by(
    unit: Unit,
    months: Months,
    nameOf: (cell: LedgerCell, agency: string) => string | null,
    flagged: CompareQuery['flagged'] = this.scope.query.flagged,
    field: CompareQuery['field'] = this.scope.query.field,
  ): ReadonlyMap<string, Tally> {
    const sums = new Map<string, Tally>()
    for (const agency of unit.lineage) {
      for (const cell of this.#reading.cells(agency)) {
        if (cell.responses === 0 || !this.#isCounted(cell, months, flagged, field)) continue
        const name = nameOf(cell, agency)
        if (name === null) continue
        let sum = sums.get(name)
        if (!sum) {
          sum = this.#slab.take(cell.shape)
          sums.set(name, sum)
        }
        cell.addTo(sum)
      }
    }
    return sums
  }

  #isCounted(
    cell: LedgerCell,
    months: Months,
    flagged: CompareQuery['flagged'],
    field: CompareQuery['field'],
  ): boolean {
    const { series, query } = this.scope
    return (
      cell.month >= months.from &&
      cell.month < months.to &&
      cell.step === query.step &&
      (flagged === 'in' || !cell.flagged) &&
      (field === null || cell.value === field) &&
      series.versions.has(cell.questionnaire)
    )
  }
}

interface ReaderParts {
  readonly ledger: UnitLedger
  readonly totals: KeptTotals
  /** The method of the province. */
  readonly method: MethodName
}

/**
 * Opens the answers of the units that a viewer compares.
 *
 * @param months which are read; those of the query and, where they are compared with others, those too
 * @param cut by what the answers will be told apart; a query for one field needs `field`
 * @throws {ForbiddenError | NotFoundError} when the viewer may not see the agency above, or there is no such agency or
 *   questionnaire
 * @throws {InvalidInputError} when there is no such field, no unit of the level, or the method cannot be had of this series
 */
export async function openUnitAnswers(
  { ledger, totals, method: usual }: ReaderParts,
  { directory, questionnaires, version }: CurrentDirectory,
  viewer: Viewer,
  query: CompareQuery,
  { months = query.months, cut = 'total' }: { months?: Months; cut?: LedgerCut } = {},
): Promise<UnitAnswers> {
  const under = query.under === null ? null : agencySeenBy(viewer, directory, query.under)
  const field = query.field === null ? null : directory.field(query.field)
  if (query.field !== null && !field) throw refused('field', 'compare:error-no-field', query.field)
  const compared = comparedUnits(directory, query, ({ code }) => maySee(viewer, directory, code))
  const agencies = [...new Set(compared.units.flatMap(({ lineage }) => lineage))]
  const reading = await ledger.read(agencies, months, query.field === null ? cut : 'field')

  const answered = answeredIn(reading, agencies)
  const inMonths = answered.filter(({ month }) => month >= query.months.from && month < query.months.to)
  const atStep = inMonths.filter(({ step }) => step === query.step)
  const known = answeredSeries(questionnaires.values(), atStep.length > 0 ? atStep : inMonths)
  const series = query.questionnaire === null ? known.last : seriesNamed(known.all, query.questionnaire)
  if (!series) throw new NotFoundError('questionnaire', query.questionnaire ?? '')
  const methods = methodsFor(series)
  if (query.method !== null && !methods.includes(query.method)) {
    throw refused('method', 'compare:error-method', query.method)
  }
  const allAtStep = answered.filter(({ step }) => step === query.step)
  return new UnitAnswers(
    {
      ...compared,
      query,
      directory,
      under,
      field,
      series,
      versions: [...series.versions]
        .flatMap((id) => questionnaires.get(id) ?? [])
        .sort((a, b) => b.version - a.version),
      others: known.counts.filter((other) => other.series !== series && other.responses > 0),
      breakAt: breakOf(series, answeredSeries(questionnaires.values(), allAtStep).counts),
      method: query.method ?? (methods.includes(usual) ? usual : 'index.pooled'),
      methods,
    },
    reading,
    { totals, version },
  )
}

/** How many responses there were to each questionnaire in each month, at each step. */
function answeredIn(
  reading: LedgerReading,
  agencies: readonly string[],
): readonly (AnsweredMonth & { readonly step: Step })[] {
  const counts = new Map<QuestionnaireId, Map<Step, Map<Month, number>>>()
  for (const agency of agencies) {
    for (const { month, questionnaire, step, responses } of reading.cells(agency)) {
      const bySteps = counts.get(questionnaire) ?? new Map<Step, Map<Month, number>>()
      counts.set(questionnaire, bySteps)
      const byMonth = bySteps.get(step) ?? new Map<Month, number>()
      bySteps.set(step, byMonth)
      byMonth.set(month, (byMonth.get(month) ?? 0) + responses)
    }
  }
  return [...counts].flatMap(([questionnaire, bySteps]) =>
    [...bySteps].flatMap(([step, byMonth]) =>
      [...byMonth].map(([month, responses]) => ({ month, questionnaire, step, responses })),
    ),
  )
}

/** All methods but the one that needs pairs of questions where the kept tallies of a series do not hold them. */
function methodsFor({ latest }: Series): readonly MethodName[] {
  const { factors, criteria } = shapeOf(latest)
  return METHODS.filter((method) => method !== 'index.mean-questions' || factors.length === criteria.length)
}

function refused(where: string, message: string, value: string): InvalidInputError {
  const problem: Problem = { where, message, values: { value } }
  return new InvalidInputError('the units cannot be compared so', [problem])
}
