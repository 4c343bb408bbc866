import { competitionRanks } from '../../scoring/competition-ranks.ts'
import { equalMix } from '../../scoring/equal-mix.ts'
import type { Figure } from '../../scoring/figure.ts'
import { standings } from '../../scoring/standings.ts'
import type { Tally } from '../../scoring/tally.ts'
import type { Viewer } from '../domain/account.ts'
import type { ProcedureField } from '../domain/service-point.ts'
import type { Storage } from '../storage/port.ts'
import type { CompareQuery } from './compare-query.ts'
import { FALSE_DISCOVERY_RATE, type CompareService } from './compare-service.ts'
import type { Unit } from './compared-units.ts'
import type { AnsweredPlace } from './counted-answers.ts'
import { FigureMemo } from './figure-memo.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { KeptTransactions } from './kept-transactions.ts'
import { KnownTransactions } from './known-transactions.ts'
import type { Mix, MixComparison, MixedUnit } from './mix-comparison.ts'
import { mixReference, type MixReference } from './mix-reference.ts'
import { hiddenFigure, shownFigure } from './shown-figure.ts'
import { responsesOf } from './shown-index.ts'
import type { UnitAnswers, UnitScope } from './unit-answers.ts'

interface Parts {
  readonly compare: Pick<CompareService, 'compare' | 'open' | 'hidden' | 'least'>
  readonly storage: Pick<Storage, 'transactions'>
  readonly now: () => Date
}

/** Compares the units of a level at equal mix of procedure fields. */
export class MixService {
  readonly #compare: Parts['compare']
  readonly #transactions: KeptTransactions
  readonly #figures = new FigureMemo()

  constructor(parts: Parts) {
    this.#compare = parts.compare
    this.#transactions = new KeptTransactions(parts)
  }

  /**
   * A field that was chosen narrows nothing here: the mix is one of fields.
   *
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as {@link CompareService.open}
   */
  async mix(viewer: Viewer, asked: CompareQuery): Promise<MixComparison> {
    const query = { ...asked, field: null }
    const comparison = await this.#compare.compare(viewer, query)
    const answers = await this.#compare.open(viewer, query, { cut: 'field' })
    const { scope } = answers
    const fields = scope.units.map((unit) => ({
      unit,
      tallies: answers.by(unit, query.months, ({ value }) => value),
    }))
    const [reference, hidden] = await Promise.all([
      this.#referenceOf(answers, fields),
      this.#compare.hidden(scope, 'field'),
    ])
    const fieldsOf = new Map(fields.map((one) => [one.unit.agency.code, one]))
    const found = comparison.units.map(({ agency, shown }) => {
      const own = fieldsOf.get(agency.code)
      const isShown = own !== undefined && shown.hidden === null
      return { agency, crude: shown, mix: isShown ? this.#mixOf(scope, own, { reference, hidden }) : HIDDEN }
    })
    const isPlaced = ({ crude, mix }: (typeof found)[number]): boolean => crude.figure !== null && mix.figure !== null
    const crude = competitionRanks(found.map((one) => (isPlaced(one) ? one.crude.figure : null)))
    const mixed = standings(
      found.map((one) => (isPlaced(one) ? one.mix.figure : null)),
      FALSE_DISCOVERY_RATE,
    )
    return {
      ...{ scope, reference },
      least: this.#compare.least,
      placed: found.filter(isPlaced).length,
      asOf: new Date(Math.min(comparison.asOf.getTime(), answers.asOf.getTime())),
      units: found.map((one, i): MixedUnit => {
        const [before, after] = [crude[i] ?? null, mixed[i] ?? null]
        return {
          ...one,
          shift: shiftOf(one.crude.figure, one.mix.figure),
          places: before !== null && after !== null ? { crude: before, mix: after } : null,
        }
      }),
    }
  }

  /**
   * The mix and the crude figure are two sums of the same fields with different weights: what is hidden in both could be
   * solved for. So only fields enter that may be shown as far as they protect anybody; that an interval is too wide tells of
   * nobody.
   */
  #mixOf(
    { method, query }: UnitScope,
    { unit, tallies }: UnitFields,
    { reference, hidden }: { readonly reference: MixReference; readonly hidden: HiddenUnits },
  ): Mix {
    const least = this.#compare.least
    const { months, flagged } = query
    const figureOf = (field: string): Figure | null => {
      const tally = tallies.get(field)
      if (!tally || hidden.isHidden({ agencies: unit.lineage, value: field, flagged })) return null
      const name = [unit.agency.code, field, months.from, months.to, flagged].join(' ')
      const figure = this.#figures.figure(name, method, tally, null)
      return figure.n < least ? null : figure
    }
    const parts = reference.fields.map(({ field: { code }, count }) => ({
      code,
      reference: count,
      figure: figureOf(code),
    }))
    const found = equalMix(parts)
    const lacking = new Set(found.lacking)
    const shown = found.figure ? shownFigure(found.figure, { target: null, least }) : hiddenFigure(0, 'no-answers')
    return {
      figure: shown.figure,
      why: found.figure === null ? 'coverage' : shown.hidden === null ? null : 'too-wide',
      coverage: found.coverage,
      lacking: reference.fields.flatMap(({ field }) => (lacking.has(field.code) ? [field] : [])),
    }
  }

  async #referenceOf(answers: UnitAnswers, fields: readonly UnitFields[]): Promise<MixReference> {
    const { directory, query, units } = answers.scope
    const { months, step } = query
    const agencies = [...new Set(units.flatMap(({ lineage }) => lineage))]
    const sums = await this.#transactions.sums(agencies, months, step, ['field'])
    const transactions = KnownTransactions.ofMonths(sums, sums.length === 0 ? [] : placesOf(answers))
    const counted = fields.map(({ unit, tallies }) => ({
      lineage: unit.lineage,
      responses: new Map([...tallies].map(([field, tally]) => [field, responsesOf(tally)])),
    }))
    const fieldOf = (code: string): ProcedureField => directory.field(code) ?? { code, names: { vi: code } }
    return mixReference(counted, { transactions, sums }, fieldOf)
  }
}

/** The answers of a unit by field. */
interface UnitFields {
  readonly unit: Unit
  readonly tallies: ReadonlyMap<string, Tally>
}

/** In which months which agencies have responses. */
function placesOf(answers: UnitAnswers): readonly AnsweredPlace[] {
  const { units, query } = answers.scope
  return units.flatMap((unit) => {
    const tallies = answers.by(unit, query.months, ({ month }, agency) => `${agency}\t${month}`)
    return [...tallies.keys()].map((name): AnsweredPlace => {
      const [agency = '', month = ''] = name.split('\t')
      return { agency, month: Number(month), point: null, field: null }
    })
  })
}

const HIDDEN: Mix = { figure: null, why: 'hidden', coverage: null, lacking: [] }

function shiftOf(crude: Figure | null, mix: Figure | null): number | null {
  return crude?.index == null || mix?.index == null ? null : mix.index - crude.index
}
