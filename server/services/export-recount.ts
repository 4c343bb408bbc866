import { criterionFigure } from '../../scoring/criterion-figure.ts'
import { factorFigure } from '../../scoring/factor-figure.ts'
import type { Figure } from '../../scoring/figure.ts'
import { indexShape, type IndexShape } from '../../scoring/index-shape.ts'
import { levelCounts } from '../../scoring/level-counts.ts'
import { methodFigure } from '../../scoring/method-figure.ts'
import type { FigureOptions } from '../../scoring/methods.ts'
import { countResponse, emptyTally, tallyShape, type Tally } from '../../scoring/tally.ts'
import { freezeFigure, thawTarget, thawTransactions, type FrozenFigure, type FrozenRow } from './frozen-figure.ts'
import { usable } from './known-transactions.ts'
import type { AgencyDraft, FrozenCriterion } from './report-content.ts'
import { shownFigure } from './shown-figure.ts'
import { responsesOf, threshold } from './shown-index.ts'

/** One response as a file of responses has it. */
export interface ExportedResponse {
  /** One level a criterion of the report's instrument, 0 where none was given. */
  readonly levels: readonly number[]
  readonly overall: number
  /** `2026-11` */
  readonly month: string
  readonly field: string
  readonly isFlagged: boolean
}

/** The parts of a report on an agency that follow from its responses of the period alone. */
export type RecountedParts = Pick<AgencyDraft, 'index' | 'flagged' | 'overall' | 'factors' | 'months' | 'fields'>

/**
 * Computes a report on an agency from responses that were handed out, by its own targets and transactions. Of a hidden
 * figure the number of respondents is recounted and nothing else.
 */
export class ExportRecount {
  readonly #draft: AgencyDraft
  readonly #index: IndexShape
  readonly #whole: Tally
  /** Tallies in the shape that the index needs, by what they count. */
  readonly #cuts = new Map<string, Tally>()

  constructor(draft: AgencyDraft) {
    const shape = tallyShape(draft.instrument.criteria)
    this.#draft = draft
    this.#index = indexShape(draft.method.name, shape)
    this.#whole = emptyTally(shape)
  }

  add({ levels, overall, month, field, isFlagged }: ExportedResponse): void {
    countResponse(this.#whole, levels, overall)
    const cuts = [ALL, `month ${month}`, fieldCut(field), isFlagged ? FLAGGED : NOT_FLAGGED]
    for (const cut of cuts) countResponse(this.#cut(cut), levels, overall, 1, this.#index.placeOf)
  }

  /** The parts that can be compared with those of the report. */
  parts(): RecountedParts {
    const { index, flagged, overall, factors, months, fields } = this.#draft
    const row = <Row extends FrozenRow>(frozen: Row, cut: string): Row => ({
      ...frozen,
      figure: this.#figure(frozen.figure, frozen, this.#indexOf(cut)),
      responses: responsesOf(this.#cut(cut)),
    })
    return {
      index: row(index, ALL),
      flagged: {
        n: this.#indexOf(FLAGGED)().n,
        without: flagged.without && this.#figure(flagged.without, index, this.#indexOf(NOT_FLAGGED)),
      },
      overall: this.#criterion(overall),
      factors: factors.map((factor) => ({
        ...factor,
        figure: this.#figure(factor.figure, index, (options) => factorFigure(this.#whole, factor.code, options)),
        criteria: factor.criteria.map((one) => this.#criterion(one)),
      })),
      months: months.map((one) => row(one, `month ${one.month}`)),
      fields: [...fields, ...this.#furtherFields()].map((one) => row(one, fieldCut(one.code))),
    }
  }

  #criterion(frozen: FrozenCriterion): FrozenCriterion {
    const { code, figure, levels } = frozen
    return {
      ...frozen,
      figure: this.#figure(figure, this.#draft.index, (options) => criterionFigure(this.#whole, code, options)),
      levels: levels && levelCounts(this.#whole, code),
    }
  }

  #figure(
    frozen: FrozenFigure,
    { target: place, transactions }: Pick<FrozenRow, 'target' | 'transactions'>,
    figureBy: (options?: FigureOptions) => Figure,
  ): FrozenFigure {
    const { n } = figureBy()
    if (frozen.hidden !== null) return { n, hidden: frozen.hidden }
    const { targets, method } = this.#draft
    const target = place === null ? null : targets[place]
    const population = usable(thawTransactions(transactions))
    // More responses than transactions differ from the report anyway, and have no interval by these.
    const options = population === null || population < n ? {} : { population }
    const held = target ? threshold(thawTarget(target)) : null
    return freezeFigure(shownFigure(figureBy(options), { target: held, least: method.least, ...options }))
  }

  #indexOf(cut: string): (options?: FigureOptions) => Figure {
    return (options = {}) => methodFigure(this.#draft.method.name, this.#cut(cut), options)
  }

  #cut(cut: string): Tally {
    let tally = this.#cuts.get(cut)
    if (!tally) {
      tally = emptyTally(this.#index.shape)
      this.#cuts.set(cut, tally)
    }
    return tally
  }

  /** Fields that were answered and are not in the report: a line each that it lacks. */
  #furtherFields(): AgencyDraft['fields'] {
    const known = new Set(this.#draft.fields.map(({ code }) => fieldCut(code)))
    return [...this.#cuts.keys()]
      .filter((cut) => cut.startsWith(fieldCut('')) && !known.has(cut))
      .map((cut) => {
        const code = cut.slice(fieldCut('').length)
        const figure = { n: 0, hidden: 'no-answers' } as const
        return {
          code,
          names: { vi: code },
          figure,
          target: null,
          responses: 0,
          transactions: { count: null, why: 'none' },
        }
      })
  }
}

const ALL = 'all'
const FLAGGED = 'flagged'
const NOT_FLAGGED = 'not flagged'

function fieldCut(field: string): string {
  return `field ${field}`
}
