import type { Viewer } from '../domain/account.ts'
import type { CompareQuery } from './compare-query.ts'
import type { CompareService } from './compare-service.ts'
import type { Unit } from './compared-units.ts'
import { askedFactors, factorRows, type AskedFactor } from './factor-rows.ts'
import type { HeatCell, HeatDepth, HeatMap } from './heat-map.ts'
import { hiddenQuestions } from './hidden-questions.ts'
import type { HiddenUnits } from './hidden-units.ts'
import { usable } from './known-transactions.ts'
import type { ShownFigure } from './shown-figure.ts'
import { TallyMemo } from './tally-memo.ts'
import type { UnitAnswers } from './unit-answers.ts'
import type { ComparedUnit } from './unit-comparison.ts'

/** So many rows are kept: two heat maps of a whole nation's communes. */
const MOST_ROWS = 7000

/** Units by what each factor or criterion of theirs got. */
export class HeatMapService {
  readonly #compare: CompareService
  readonly #rows = new TallyMemo<readonly HeatCell[]>(MOST_ROWS)

  constructor({ compare }: { readonly compare: CompareService }) {
    this.#compare = compare
  }

  /**
   * A cell is hidden where the dashboard of the unit hides it, with the same answers: by itself, or since another one could
   * be had from it. Nothing is told of a unit that is hidden in the comparison.
   *
   * @throws {ForbiddenError | NotFoundError | InvalidInputError} as `CompareService.compare`
   */
  async heatMap(viewer: Viewer, query: CompareQuery, depth: HeatDepth): Promise<HeatMap> {
    const { comparison, answers } = await this.#compare.compareWithAnswers(viewer, query)
    const { scope, units } = comparison
    const all = askedFactors(scope.series.latest, query.step)
    const hidden = await this.#compare.hidden(scope, 'question')
    const asked = depth === 'criterion' ? all : all.map(({ factor }): AskedFactor => ({ factor, criteria: [] }))
    return {
      ...{ comparison, depth },
      hasCriteria: all.some(({ criteria }) => criteria.length > 1),
      columns: asked.flatMap(({ factor, criteria }) =>
        depth === 'criterion'
          ? criteria.map(({ code, wording }) => ({ code, words: wording, factor }))
          : [{ code: factor.code, words: factor.names, factor }],
      ),
      rows: units.map((unit, i) => {
        const own = scope.units[i]
        const isShown = own !== undefined && unit.shown.hidden === null
        return { unit, cells: isShown ? this.#cells(answers, own, unit, { asked, depth, hidden }) : null }
      }),
    }
  }

  #cells(
    answers: UnitAnswers,
    own: Unit,
    unit: ComparedUnit,
    { asked, depth, hidden: ofAll }: HeatScope,
  ): readonly HeatCell[] | null {
    const total = answers.total(own)
    if (!total) return null
    const { query, series } = answers.scope
    const { least } = this.#compare
    const hidden = hiddenQuestions(answers, own, { ofAll, least, depth })
    const population = usable(unit.population)
    const about = JSON.stringify([population, ...[...hidden].map(([cut, codes]) => [cut, ...codes])])
    const { months, view, step, flagged, field } = query
    const name = [depth, own.agency.code, months.from, months.to, view, step, flagged, field ?? '', series.name].join(
      ' ',
    )
    return this.#rows.value(name, total, about, () => {
      const rules = { target: null, least, ...(population === null ? {} : { population }) }
      const rows = factorRows(asked, { total, hidden }, rules)
      return depth === 'criterion'
        ? rows.flatMap(({ criteria }) => criteria.map(({ shown }) => cellOf(shown)))
        : rows.map(({ shown }) => cellOf(shown))
    })
  }
}

/** What is looked at in every unit. */
interface HeatScope {
  readonly asked: readonly AskedFactor[]
  readonly depth: HeatDepth
  /** What must not be shown for the sake of other agencies, by question. */
  readonly hidden: HiddenUnits
}

function cellOf({ n, hidden, figure }: ShownFigure): HeatCell {
  if (hidden !== null) return { n, hidden, exact: null, index: null }
  const { exact, index } = figure
  return exact && index !== null ? { n, hidden, exact, index } : { n, hidden: 'no-answers', exact: null, index: null }
}
